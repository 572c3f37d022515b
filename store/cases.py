"""What waits for staff."""

from collections.abc import Collection, Mapping
from typing import TypeAlias

from sqlalchemy import BindParameter, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Case, CaseKind, Listed, Outcome
from handlers.model.effects import TakeCase
from handlers.model.people import OrganisationId, PersonId, RoomId
from store.tables import CaseRow, Found, RoomRow, columns

Given: TypeAlias = Mapping[str, BindParameter[object]]


async def open_counts(conn: AsyncConnection) -> Mapping[CaseKind, int]:
    """How many of each kind are open; also the kinds of which there is none."""
    counted = (
        select(CaseRow.kind, func.count())
        .where(CaseRow.closed_at.is_(None))
        .group_by(CaseRow.kind)
    )
    found = dict((await conn.execute(counted)).all())
    return {kind: found.get(kind, 0) for kind in CaseKind}


async def named(
    conn: AsyncConnection,
    numbers: Collection[int] = (),
    subjects: Collection[str] = (),
) -> tuple[Listed, ...]:
    """The cases with these numbers or about these subjects, ended ones too, oldest first."""
    if not numbers and not subjects:
        return ()
    about = or_(CaseRow.number.in_(numbers), CaseRow.subject.in_(subjects))
    wanted = select(*columns(CaseRow), RoomRow.organisation).outerjoin(
        RoomRow, RoomRow.id == CaseRow.room
    )
    found = await conn.execute(wanted.where(about).order_by(CaseRow.number))
    return tuple(map(_listed, found))


async def take(conn: AsyncConnection, taken: Collection[TakeCase]) -> None:
    """Note who looks after which case; the newest wins."""
    if not taken:
        return
    statement = update(CaseRow).where(CaseRow.number == bindparam("of_number"))
    values: Given = {"taken_by": bindparam("who"), "taken_at": bindparam("time")}
    rows = [{"of_number": t.number, "who": t.by, "time": t.at} for t in taken]
    await conn.execute(statement.values(values), rows)


def _listed(row: Found) -> Listed:
    case = Case(CaseKind(row.kind), row.subject, RoomId(row.room), row.opened_at)
    outcome = Outcome(row.outcome) if row.outcome else None
    if row.closed_at is not None and outcome is None:
        outcome = Outcome.DONE  # ended before outcomes were kept
    return Listed(
        number=row.number,
        case=case,
        organisation=OrganisationId(row.organisation) if row.organisation else None,
        taken_by=PersonId(row.taken_by) if row.taken_by else None,
        outcome=outcome,
        reminders=row.reminders,
    )
