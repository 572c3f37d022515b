"""People come into a bound room and go: remembered, and newcomers are told once (D1, R14)."""

from dataclasses import replace
from datetime import timedelta

from handlers import moments, privacy
from handlers.model.admission import (
    KeepPeople,
    PeopleCame,
    PeopleWent,
    Renamed,
    RenameRoom,
    RoomSeen,
)
from handlers.model.effects import Effect, KeepTalk, SetTimer
from handlers.model.events import TimerDue
from handlers.model.people import Purpose, RoomId
from handlers.model.settings import Settings
from handlers.model.state import State

WELCOME = "welcome"
TOGETHER = timedelta(minutes=10)  # whoever comes within it is welcomed with the others
MOST_NAMED = 3  # in a welcome; more, or some whom nobody can name, are welcomed without


def on_came(state: State, event: PeopleCame, settings: Settings) -> list[Effect]:
    """Nobody is welcomed whom the organisation knows already."""
    kept: list[Effect] = [KeepPeople(event.room, event.now, came=event.people)]
    talk = state.talk(event.room)
    come = [one for one in event.people if one.id not in event.before]
    known = state.people.keys() - event.spoke | {*talk.newcomers}
    new = [one for one in come if one.id not in known]
    if not new or not _is_a_group(state, event.room):
        return kept
    talk = replace(talk, newcomers=(*talk.newcomers, *(one.id for one in new)))
    due = moments.allowed(event.now + TOGETHER, settings)
    return [*kept, KeepTalk(talk), SetTimer(WELCOME, event.room, due)]


def on_welcome(state: State, event: TimerDue, settings: Settings) -> list[Effect]:
    """One line for all who came; a room that asked for silence gets none (R11)."""
    room = RoomId(event.subject)
    talk = state.talk(room)
    here = [person for one in talk.newcomers if (person := state.people.get(one))]
    done = KeepTalk(replace(talk, newcomers=()))
    if not here or talk.hushed:
        return [done]
    named = len(here) <= MOST_NAMED and all(person.name != person.id for person in here)
    names = [person.name for person in here] if named else []
    return [done, privacy.welcome(room, "、".join(names), event.now, settings)]


def on_seen(state: State, event: RoomSeen) -> list[Effect]:
    """Whoever came or went unseen; nobody is welcomed long after."""
    room = state.rooms.get(event.room)
    people = (
        [KeepPeople(event.room, event.now, event.people, whole=True)]
        if event.people
        else []
    )
    other = room is not None and event.topic and event.topic != room.name
    return [*people, RenameRoom(event.room, event.topic)] if other else [*people]


def on_went(event: PeopleWent) -> list[Effect]:
    """What they posted stays part of its records."""
    return [KeepPeople(event.room, event.now, went=event.people)]


def on_renamed(event: Renamed) -> list[Effect]:
    """The room stays whose it is."""
    return [RenameRoom(event.room, event.topic)]


def _is_a_group(state: State, room: RoomId) -> bool:
    there = state.rooms.get(room)
    return there is not None and there.purpose is Purpose.ORGANISATION
