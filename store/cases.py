"""What waits for staff."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import CaseKind
from store.tables import CaseRow


async def open_counts(conn: AsyncConnection) -> Mapping[CaseKind, int]:
    """How many of each kind are open; also the kinds of which there is none."""
    counted = (
        select(CaseRow.kind, func.count())
        .where(CaseRow.closed_at.is_(None))
        .group_by(CaseRow.kind)
    )
    found = dict((await conn.execute(counted)).all())
    return {kind: found.get(kind, 0) for kind in CaseKind}
