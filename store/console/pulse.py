"""Whether pages may look different from before; chatter alone changes nothing on them."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables import AuditRow, CaseRow, OutboxRow


async def mark(conn: AsyncConnection) -> tuple[object, ...]:
    """Another one whenever the bot spoke, a case came, went or was taken, or somebody did
    something.
    """
    waits = CaseRow.closed_at.is_(None)
    newest = select(
        select(func.max(OutboxRow.id)).scalar_subquery(),
        select(func.max(AuditRow.number)).scalar_subquery(),
        select(func.max(CaseRow.number)).scalar_subquery(),
        select(func.max(CaseRow.closed_at)).scalar_subquery(),
        select(func.count(CaseRow.number)).where(waits).scalar_subquery(),
        select(func.max(CaseRow.taken_at)).where(waits).scalar_subquery(),
    )
    return tuple((await conn.execute(newest)).one())
