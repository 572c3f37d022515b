"""Cases as pages list them: those that wait, the oldest first, or ended ones, the newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import CaseKind, Listed
from handlers.model.people import OrganisationId
from store import cases
from store.tables import CaseRow, RoomRow

Numbers: TypeAlias = Select[int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases.

    sees: only of these organisations, None for all there are.  organisation: of one of them.
    by: taken by one of these people or accounts; () for nobody, None for whomever.
    """

    sees: frozenset[OrganisationId] | None
    ended: bool = False
    kind: CaseKind | None = None
    organisation: str = ""
    by: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What became of a case when.  None: it did not."""

    taken_at: datetime | None
    closed_at: datetime | None


async def page(
    conn: AsyncConnection, wanted: Wanted, limit: int, after: int | None = None
) -> tuple[Listed, ...]:
    """after: the number of the last one of the page before."""
    order = CaseRow.closed_at if wanted.ended else CaseRow.opened_at
    numbers = _chosen(select(CaseRow.number), wanted)
    if after is not None:
        numbers = numbers.where(_beyond(order, after, later=not wanted.ended))
    if wanted.ended:
        numbers = numbers.order_by(order.desc(), CaseRow.number.desc())
    else:
        numbers = numbers.order_by(order, CaseRow.number)
    found = list((await conn.execute(numbers.limit(limit))).scalars())
    return await _in_order(conn, found)


async def count(conn: AsyncConnection, wanted: Wanted) -> int:
    """How many there are."""
    numbers = _chosen(select(func.count(CaseRow.number)), wanted)
    return (await conn.execute(numbers)).scalar_one()


async def course(conn: AsyncConnection, number: int) -> Course:
    """Raises: sqlalchemy.exc.NoResultFound when there is no such case."""
    wanted = select(CaseRow.taken_at, CaseRow.closed_at).where(CaseRow.number == number)
    taken_at, closed_at = (await conn.execute(wanted)).one()
    return Course(taken_at, closed_at)


def _chosen(numbers: Numbers, wanted: Wanted) -> Numbers:
    chosen: list[ColumnElement[bool]] = [
        CaseRow.closed_at.is_not(None) if wanted.ended else CaseRow.closed_at.is_(None)
    ]
    if wanted.kind is not None:
        chosen.append(CaseRow.kind == wanted.kind.value)
    if wanted.by is not None:
        nobody = CaseRow.taken_by.is_(None)
        chosen.append(CaseRow.taken_by.in_(wanted.by) if wanted.by else nobody)
    if wanted.sees is not None or wanted.organisation:
        numbers = numbers.join(RoomRow, RoomRow.id == CaseRow.room)
    if wanted.sees is not None:
        chosen.append(RoomRow.organisation.in_(wanted.sees))
    if wanted.organisation:
        chosen.append(RoomRow.organisation == wanted.organisation)
    return numbers.where(*chosen)


def _beyond(
    order: SQLColumnExpression[datetime] | SQLColumnExpression[datetime | None],
    after: int,
    *,
    later: bool,
) -> ColumnElement[bool]:
    """That case may have ended or come back since; it keeps its number."""
    moment = func.coalesce(CaseRow.closed_at, CaseRow.opened_at)
    told = CaseRow.opened_at if later else moment
    last = select(told).where(CaseRow.number == after).scalar_subquery()
    here, there = tuple_(order, CaseRow.number), tuple_(last, after)
    return here > there if later else here < there


async def _in_order(conn: AsyncConnection, numbers: Collection[int]) -> tuple[Listed, ...]:
    listed = {one.number: one for one in await cases.named(conn, numbers)}
    return tuple(listed[number] for number in numbers)
