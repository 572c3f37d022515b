"""Messages that may not have reached the room, or cannot, are cases (R8, R12).

So is what an account was to accept and could not.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.admission import Act
from handlers.model.case import Case, CaseKind
from handlers.model.people import Room, RoomId
from store import cases, directory
from store.lane_name import lane_of_account
from store.outbox import Queued

NOWHERE = RoomId("")
_ACCEPTING = (Act.ACCEPT_INVITATION, Act.ACCEPT_FRIENDSHIP)


async def put_before_staff(conn: AsyncConnection, lost: Sequence[Queued]) -> None:
    """Put these on the staff's list, each since it should have been said."""
    rooms = await directory.rooms(conn) if lost else {}
    await cases.put(conn, [one for queued in lost for one in _cases(queued, rooms)])


def _cases(queued: Queued, rooms: Mapping[RoomId, Room]) -> Iterator[tuple[str, Case]]:
    """With its lane; of what has no room only what somebody waits for."""
    out = queued.outgoing
    if out.act in _ACCEPTING:
        case = Case(CaseKind.ACT, out.key, NOWHERE, out.not_before)
        yield lane_of_account(out.channel), case
    elif room := rooms.get(RoomId(out.room)):
        yield directory.lane_of(room), Case(CaseKind.SEND, out.key, room.id, out.not_before)
