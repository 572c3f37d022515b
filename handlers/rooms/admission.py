"""Who may bring the account into a room or befriend it: staff alone (R10)."""

from handlers.model.admission import (
    Act,
    Appoint,
    Befriended,
    BindRoom,
    DoAct,
    Entered,
    Invited,
    KeepPeople,
)
from handlers.model.effects import Effect, Say, Why
from handlers.model.people import Person, Purpose, Role, Room, RoomId
from handlers.model.state import State


def on_invited(event: Invited) -> list[Effect]:
    """Anybody else's invitation is left where it is."""
    if not _of_staff(event.by):
        return []
    return [DoAct(event.channel, Act.ACCEPT_INVITATION, event.invitation)]


def on_befriended(event: Befriended) -> list[Effect]:
    """Staff, and whoever has the word that they hand out, may write to the bot alone."""
    if not event.vouched and not _of_staff(event.person):
        return []
    alone = RoomId(event.person.id)
    room = Room(alone, event.person.name, Purpose.PRIVATE, channel=event.channel)
    accepted: list[Effect] = (
        [DoAct(event.channel, Act.ACCEPT_FRIENDSHIP, event.friendship)]
        if event.friendship
        else []
    )
    hello = Say(alone, Why.ACKNOWLEDGE, "rooms/staff", {"name": event.person.name})
    return [
        *accepted,
        Appoint(event.person),
        BindRoom(room),
        KeepPeople(alone, event.now, (event.person,)),
        hello,
    ]


def on_entered(state: State, event: Entered) -> list[Effect]:
    """In the room itself nothing is said until staff bind it; they hear of it in theirs.

    A room that is bound is looked at: who is in it may have changed.
    """
    if (ours := state.rooms.get(event.room)) is not None:
        return [DoAct(ours.channel, Act.LOOK_AT_ROOM, ours.id)]
    if not _of_staff(event.by) or state.staff is None:
        return []
    return [Say(state.staff, Why.NOTICE, "rooms/entered", {"topic": event.topic})]


def _of_staff(person: Person | None) -> bool:
    return person is not None and person.role is Role.STAFF
