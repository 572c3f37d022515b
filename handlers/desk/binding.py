"""Staff say at the desk whose room it is, as they would say it in the room itself (R10)."""

from dataclasses import replace

from handlers.desk.named import refused
from handlers.model.admission import Found, LeaveRoom
from handlers.model.deed import Bind, Refusal
from handlers.model.effects import Effect, Say, Why
from handlers.model.events import AtDesk
from handlers.model.people import OF_EVERYBODY, Organisation, Purpose, Room
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.rooms.binding import founded, introduced, taken


def bind(state: State, event: AtDesk, deed: Bind, settings: Settings) -> list[Effect]:
    """The bot says there what it is there for; a room that waits no more is left alone."""
    unbound = event.unbound
    if unbound is None:
        return refused(event, Refusal.UNKNOWN)
    room = Room(deed.room, unbound.topic, deed.purpose, channel=deed.channel)
    if deed.purpose in OF_EVERYBODY:
        return _common(state, event, room)
    if deed.purpose is not Purpose.ORGANISATION or not (deed.organisation or deed.founds):
        return refused(event, Refusal.UNFIT)
    room = replace(room, kind=deed.kind)
    known = next((one for one in unbound.organisations if _is_meant(one, deed)), None)
    if known is not None:
        return _of(state, event, room, known, settings)
    if deed.organisation is not None:
        return refused(event, Refusal.UNKNOWN)
    new = founded(deed.founds, deed.channel, deed.room, event.row)
    return [Found(new), *_of(state, event, room, new, settings)]


def _is_meant(organisation: Organisation, deed: Bind) -> bool:
    """A new one of a name that there is already is that one."""
    if deed.organisation is not None:
        return organisation.id == deed.organisation
    return organisation.name == deed.founds


def _common(state: State, event: AtDesk, room: Room) -> list[Effect]:
    """There is one of each: what was it before hears nothing any more."""
    before = state.staff if room.purpose is Purpose.STAFF else state.leaders
    gone = [LeaveRoom(before, event.now)] if before not in (None, room.id) else []
    data = {"name": "", "purpose": room.purpose}
    return [*gone, *taken(room), Say(room.id, Why.ACKNOWLEDGE, "rooms/bound", data)]


def _of(
    state: State, event: AtDesk, room: Room, whose: Organisation, settings: Settings
) -> list[Effect]:
    room = replace(room, organisation=whose.id)
    return [*taken(room), *introduced(state, room, whose, event.now, settings)]
