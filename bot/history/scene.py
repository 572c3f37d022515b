"""Where a history took place: the room, who is in it, and its lane before anything happened."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InputError
from bot.history.members import Members, names_of
from handlers.model.people import Purpose, Room, RoomId
from handlers.model.state import State
from store import directory, lanes
from store.console import aliases


@dataclass(frozen=True, slots=True)
class Scene:
    """state: nothing but who and what belongs to the lane."""

    room: Room
    members: Members
    state: State


async def load(conn: AsyncConnection, room_id: str, now: datetime) -> Scene:
    """Raises: InputError for a room that is not there, or whose past no record comes of."""
    room = await _room(conn, room_id)
    everybody = await directory.people(conn)
    inside = await directory.members(conn, room.id)
    known = names_of(inside, everybody, await aliases.known(conn))
    lane = directory.lane_of(room)
    states = await lanes.load(conn, {lane}, correctable_since=now, gone_on_since=now)
    state = replace(states[lane], drafts=(), questions=(), talks={}, timers={})
    return Scene(room, Members(room.id, known), state)


async def _room(conn: AsyncConnection, room_id: str) -> Room:
    rooms = await directory.rooms(conn)
    room = rooms.get(RoomId(room_id))
    theirs = [one.id for one in rooms.values() if _records(one)]
    if room is not None and room.id in theirs:
        return room
    wrong = (
        f"there is no room {room_id!r}"
        if room is None
        else f"{room_id!r} is no room of an organisation, so nothing is recorded there"
    )
    known = ", ".join(theirs) or "none yet; `load` makes them"
    raise InputError(f"{wrong}; rooms of organisations: {known}")


def _records(room: Room) -> bool:
    return room.purpose is Purpose.ORGANISATION and room.organisation is not None
