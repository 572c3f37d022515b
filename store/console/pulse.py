"""Whether pages may look different from before; chatter alone changes nothing on them."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.queued import OutboxStatus
from store.tables import AuditRow, CaseRow, OutboxRow, SightedRow


async def mark(conn: AsyncConnection) -> tuple[object, ...]:
    """Another one whenever the bot spoke, or left it to people, a case came, went or was
    taken, a group waits to be bound, or somebody did something.
    """
    waits = CaseRow.closed_at.is_(None)
    by_hand = OutboxRow.status == OutboxStatus.BY_HAND
    newest = select(
        select(func.max(OutboxRow.id)).scalar_subquery(),
        select(func.max(AuditRow.number)).scalar_subquery(),
        select(func.max(CaseRow.number)).scalar_subquery(),
        select(func.max(CaseRow.closed_at)).scalar_subquery(),
        select(func.count(CaseRow.number)).where(waits).scalar_subquery(),
        select(func.max(CaseRow.taken_at)).where(waits).scalar_subquery(),
        select(func.count(OutboxRow.id)).where(by_hand).scalar_subquery(),
        select(func.count(SightedRow.room)).scalar_subquery(),
    )
    return tuple((await conn.execute(newest)).one())
