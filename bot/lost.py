"""Messages that may not have reached the room, or cannot, are cases (R8, R12)."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Case, CaseKind
from handlers.model.people import RoomId
from store import cases, directory
from store.outbox import Queued


async def put_before_staff(conn: AsyncConnection, lost: Sequence[Queued]) -> None:
    """Put these on the staff's list, each since it should have been said."""
    rooms = await directory.rooms(conn) if lost else {}
    there = ((queued, rooms.get(RoomId(queued.outgoing.room))) for queued in lost)
    await cases.put(
        conn,
        [
            (directory.lane_of(room), _case(queued, room.id))
            for queued, room in there
            if room
        ],
    )


def _case(queued: Queued, room: RoomId) -> Case:
    out = queued.outgoing
    return Case(CaseKind.SEND, out.key, room, out.not_before)
