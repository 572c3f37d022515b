"""What was posted in which message, for whoever may see its room."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import OrganisationId, Purpose, Room, RoomId
from store import codec
from store.tables import InboxRow, RoomRow, columns

POSTED = ("pictures", "voices")


async def room_of(conn: AsyncConnection, room: str) -> Room | None:
    """The room, None when there is no such."""
    wanted = select(*columns(RoomRow)).where(RoomRow.id == room)
    row = (await conn.execute(wanted)).one_or_none()
    if row is None:
        return None
    organisation = OrganisationId(row.organisation) if row.organisation else None
    return Room(RoomId(row.id), row.name, Purpose(row.purpose), organisation)


async def has(conn: AsyncConnection, room: str, message: str, sha: str) -> bool:
    """Whether this picture or voice came with this message."""
    wanted = select(InboxRow.body).where(
        InboxRow.room == room,
        InboxRow.external_id == message,
        InboxRow.kind.in_(("message", "said")),
    )
    bodies = (await conn.execute(wanted)).scalars()
    return any(sha in _files(body) for body in bodies)


def _files(body: str) -> tuple[str, ...]:
    posted = codec.load_mapping(body)
    return tuple(one for kind in POSTED for one in codec.strings(posted.get(kind)))
