"""What happened since yesterday, and what goes on in the groups by itself: numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import CaseKind, Outcome
from handlers.model.draft import Status
from handlers.model.people import OrganisationId
from store.tables import ActivityRow, CaseRow, DraftRow, OrganisationRow, RoomRow

LONG = timedelta(days=40)  # hardly anything is filed so long after the last word about it
Sees = frozenset[OrganisationId] | None


@dataclass(frozen=True, slots=True)
class Morning:
    """filed: activities since then, with so many people where that is known; answered:
    questions.  growing: records about which the groups are still asked or will be.
    """

    filed: int
    people: int
    answered: int
    growing: int
    organisations: int


async def look(conn: AsyncConnection, since: datetime, sees: Sees) -> Morning:
    """sees: only of these organisations, None for all."""
    filed, people = await _filed(conn, since, sees)
    return Morning(
        filed=filed,
        people=people,
        answered=await _answered(conn, since, sees),
        growing=await _growing(conn, sees),
        organisations=await _organisations(conn, sees),
    )


async def _filed(conn: AsyncConnection, since: datetime, sees: Sees) -> tuple[int, int]:
    """A correction makes no second one of it: the draft keeps when it was filed first."""
    new = select(DraftRow.id).where(
        DraftRow.filed_at >= since,
        DraftRow.status == Status.FILED,
        DraftRow.touched_at >= since - LONG,
        *_of(DraftRow.organisation, sees),
    )
    counted = select(func.count(), func.sum(ActivityRow.headcount))
    filed, people = (await conn.execute(counted.where(ActivityRow.id.in_(new)))).one()
    return filed, people or 0


async def _answered(conn: AsyncConnection, since: datetime, sees: Sees) -> int:
    counted = select(func.count(CaseRow.number)).where(
        CaseRow.closed_at >= since,
        CaseRow.kind == CaseKind.QUESTION.value,
        CaseRow.outcome == Outcome.ANSWERED.value,
    )
    if sees is not None:
        counted = counted.join(RoomRow, RoomRow.id == CaseRow.room)
        counted = counted.where(RoomRow.organisation.in_(sees))
    return (await conn.execute(counted)).scalar_one()


async def _growing(conn: AsyncConnection, sees: Sees) -> int:
    growing = select(func.count()).where(
        DraftRow.status == Status.OPEN, *_of(DraftRow.organisation, sees)
    )
    return (await conn.execute(growing)).scalar_one()


async def _organisations(conn: AsyncConnection, sees: Sees) -> int:
    there = select(func.count()).where(*_of(OrganisationRow.id, sees))
    return (await conn.execute(there.select_from(OrganisationRow))).scalar_one()


def _of(organisation: SQLColumnExpression[str], sees: Sees) -> list[ColumnElement[bool]]:
    return [] if sees is None else [organisation.in_(sees)]
