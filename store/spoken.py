"""What the bot said lately in a room, for channels whose quotes carry words and no id."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.queued import OutboxStatus
from store.tables import OutboxRow


async def lately(conn: AsyncConnection, room: str, limit: int) -> list[tuple[str, str]]:
    """(the channel's id, words) of each message that went out, the newest first."""
    said = (
        select(OutboxRow.external_id, OutboxRow.text)
        .where(OutboxRow.room == room, OutboxRow.status == OutboxStatus.SENT)
        .order_by(OutboxRow.id.desc())
        .limit(limit)
    )
    return [(id_, text) for id_, text in await conn.execute(said) if id_ is not None]
