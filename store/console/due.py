"""What is to happen by itself, and when next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import CaseKind
from store.tables import CaseRow, TimerRow


@dataclass(frozen=True, slots=True)
class Due:
    """So many timers of one name wait; next: when the first of them runs out."""

    timer: str
    count: int
    next: datetime


async def timers(conn: AsyncConnection) -> Sequence[Due]:
    """By name, the next one first."""
    counted = select(TimerRow.timer, func.count(), func.min(TimerRow.due))
    found = await conn.execute(counted.group_by(TimerRow.timer))
    return sorted((Due(*row) for row in found), key=lambda one: one.next)


async def cards(conn: AsyncConnection, keys: Collection[str]) -> Mapping[str, int]:
    """Key of a message to the number of the open case about it."""
    wanted = select(CaseRow.subject, CaseRow.number).where(
        CaseRow.kind == CaseKind.SEND,
        CaseRow.subject.in_(keys),
        CaseRow.closed_at.is_(None),
    )
    return dict((await conn.execute(wanted)).all())
