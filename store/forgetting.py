"""Chat that is no report is forgotten (R14)."""

from datetime import datetime

from sqlalchemy import case, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.inbox import InboxStatus
from store.tables import EvidenceRow, InboxRow
from store.transcripts import PREFIX

SLICE = 5_000  # rows; the writer is not kept for longer than a moment

_MESSAGE = case(  # what a voice message says lives as long as the message
    (InboxRow.kind == "told", func.replace(InboxRow.external_id, PREFIX, "")),
    else_=InboxRow.external_id,
)
_DONE = (InboxStatus.HANDLED, InboxStatus.DUPLICATE, InboxStatus.PAST)


async def forget(conn: AsyncConnection, before: datetime, limit: int = SLICE) -> int:
    """Remove what we learnt before then, oldest first; how many rows there were.

    What waits, what is parked, and the messages that a record rests on are kept (R7).
    Call it again in a new transaction until it removes fewer than `limit`.
    """
    rests = exists().where(EvidenceRow.message == _MESSAGE)
    old = select(InboxRow.id).where(
        InboxRow.received_at < before, InboxRow.status.in_(_DONE), ~rests
    )
    oldest = old.order_by(InboxRow.id).limit(limit)
    return (await conn.execute(delete(InboxRow).where(InboxRow.id.in_(oldest)))).rowcount
