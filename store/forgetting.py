"""Chat that is no report is forgotten (R14)."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.inbox import InboxStatus
from store.tables import EvidenceRow, InboxRow

SLICE = 5_000  # rows; the writer is not kept for longer than a moment

_DONE = (InboxStatus.HANDLED, InboxStatus.DUPLICATE, InboxStatus.PAST)


async def forget(conn: AsyncConnection, before: datetime, limit: int = SLICE) -> int:
    """Remove what we learnt before then, oldest first; how many rows there were.

    What waits, what is parked, and the messages that a record rests on are kept (R7).
    Call it again in a new transaction until it removes fewer than `limit`.
    """
    rests = exists().where(EvidenceRow.message == InboxRow.external_id)
    old = select(InboxRow.id).where(
        InboxRow.received_at < before, InboxRow.status.in_(_DONE), ~rests
    )
    oldest = old.order_by(InboxRow.id).limit(limit)
    return (await conn.execute(delete(InboxRow).where(InboxRow.id.in_(oldest)))).rowcount
