"""“别记我” (R14): who is left out by name, and what the bot says of itself."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from handlers import moments
from handlers.model.activity import Activity, Choice
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Draft
from handlers.model.effects import Effect, KeepWish, OpenCase, Say, Why
from handlers.model.events import MessageArrived
from handlers.model.finding import Field, Finding, Picture
from handlers.model.people import Person, PersonId, Purpose, Room, RoomId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.command import Command, read_command
from handlers.read.privacy import plain, wants_erasure
from handlers.read.specifics import persons
from handlers.waiting import subject

WISHES: Mapping[Command | None, bool] = {
    Command.FORGET_ME: True,
    Command.REMEMBER_ME: False,
}
SHORTEST = 2  # characters of a name; one alone stands in too many other words

People = Mapping[PersonId, Person]


def obey(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """Anybody's wish for their own name holds at once, and is confirmed once.

    Whoever wants all of it gone is a case as well: that is done by a person (R14).
    """
    unnamed = WISHES.get(read_command(event.text))
    person = state.people.get(event.sender)
    if unnamed is None or person is None or state.is_staff(person.id):
        return None
    erase = unnamed and wants_erasure(event.text)
    about = subject(event.room, event.message)
    gone = Case(CaseKind.UNSURE, about, event.room, event.now)
    effects: list[Effect] = [OpenCase(gone)] if erase else []
    if person.unnamed == unnamed and not erase:
        return []
    confirmed = Say(
        event.room,
        Why.ACKNOWLEDGE,
        "privacy/unnamed" if unnamed else "privacy/named",
        {"name": person.name, "erase": erase},
        to=(person.id,),
        not_before=moments.allowed(event.now, settings),
    )
    return [*effects, KeepWish(person.id, unnamed, event.now), confirmed]


def introduce(room: Room, now: datetime, settings: Settings) -> Say:
    """Who the bot is, what it keeps, and how to say no; once a day at most.

    A group in which it hears only what mentions it is told how to report.
    """
    kept = settings.privacy.keep_chat
    data = {
        "days": kept.days if kept else None,
        "model": settings.language_model,
        "speech": settings.speech is not None,
        "call": room.purpose is Purpose.ORGANISATION and settings.must_be_called(room),
        "bot": settings.bot_name,
    }
    at = moments.allowed(now, settings)
    key = f"introduction/{room.id}/{at.astimezone(settings.zone).date()}"
    return Say(room.id, Why.NOTICE, "privacy/introduction", data, key=key, not_before=at)


def welcome(room: RoomId, name: str, now: datetime, settings: Settings) -> Say:
    """The same shortly, for somebody who has come into a room where it was before."""
    at = moments.allowed(now, settings)
    return Say(room, Why.NOTICE, "privacy/newcomer", {"name": name}, not_before=at)


def hidden(people: People) -> tuple[str, ...]:
    """The names that are to stand nowhere, former ones too, the longest first."""
    return _names(one for one in people.values() if one.unnamed)


def impersonal(text: str, people: Iterable[Person]) -> str:
    """The words as other organisations may read them: no number, and nobody by name (R16).

    people: those who are known; whatever else looks like a name goes too.
    """
    return plain(plain(text, _names(people)), persons(text))


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    names = {name for one in people for name in one.names if len(name) >= SHORTEST}
    return tuple(sorted(names, key=len, reverse=True))


def named(said: Iterable[str], names: Sequence[str]) -> tuple[str, ...]:
    """Of the names of attendees, those that are nobody's who wants to be left out."""
    return tuple(one for one in said if not any(name in one for name in names))


def shown(draft: Draft, people: People) -> Draft:
    """The record without the pictures that only those posted who want to be left out."""
    out = _left_out(draft, people)
    gone = [f for f in draft.of(Field.PHOTO) if _media(f) in out]
    return draft.strike(gone, draft.author, draft.touched_at) if gone else draft


def pictures(activity: Activity, draft: Draft | None, people: People) -> tuple[Choice, ...]:
    """Those that go with the bulletin, as far as whoever posted them still agrees."""
    out = _left_out(draft, people) if draft else frozenset()
    return tuple(choice for choice in activity.best if choice.media not in out)


def _left_out(draft: Draft, people: People) -> frozenset[str]:
    posted = draft.of(Field.PHOTO)
    kept = {_media(f) for f in posted if not _unnamed(f.by, people)}
    return frozenset(_media(f) for f in posted) - kept


def _unnamed(person: PersonId, people: People) -> bool:
    known = people.get(person)
    return known is not None and known.unnamed


def _media(finding: Finding) -> str:
    return finding.value.media if isinstance(finding.value, Picture) else ""
