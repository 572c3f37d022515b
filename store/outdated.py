"""Words that wait to be said and that nobody needs any more."""

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.effects import Why
from store.queued import OutboxStatus
from store.tables import OutboxRow

_REQUESTS = (Why.ASK, Why.NUDGE, Why.SETTLE)
_WAITS = (OutboxStatus.WAITING, OutboxStatus.HELD, OutboxStatus.BY_HAND)


async def drop_requests(conn: AsyncConnection, drafts: Collection[str]) -> None:
    """These records are complete: what would still be asked about them is not asked (R2)."""
    if not drafts:
        return
    waits = update(OutboxRow).where(
        OutboxRow.draft.in_(drafts),
        OutboxRow.purpose.in_(_REQUESTS),
        OutboxRow.status.in_(_WAITS),
    )
    await conn.execute(waits.values(status=OutboxStatus.CANCELLED, page=None))
