"""What the bot said a moment ago and would rather not have said (R11)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.queued import COLUMNS, OutboxStatus, Queued, from_row
from store.tables import OutboxRow


async def said_as(conn: AsyncConnection, key: str) -> Queued | None:
    """The message of this key, if it went out."""
    return next(iter(await _sent(conn, OutboxRow.key == key)), None)


async def said_in(
    conn: AsyncConnection, room: str, purposes: Collection[str], since: datetime
) -> list[Queued]:
    """What went out in a room since then for these purposes, the oldest first."""
    return await _sent(
        conn,
        OutboxRow.sending_at >= since,
        OutboxRow.room == room,
        OutboxRow.purpose.in_(purposes),
    )


async def _sent(conn: AsyncConnection, *which: ColumnElement[bool]) -> list[Queued]:
    found = await conn.execute(select(*COLUMNS).where(*which).order_by(OutboxRow.id))
    rows = map(from_row, found)
    return [one for one in rows if one.status is OutboxStatus.SENT and not one.outgoing.act]
