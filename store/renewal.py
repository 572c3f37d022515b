"""A case that comes up once more: it keeps its number, and costs none."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, null, select, update
from sqlalchemy import case as either
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Case, CaseKind
from store.tables import CaseRow, columns

_OF_THE_LAST_TIME = ("outcome", "closed_by", "reason", "taken_by", "taken_at", "remind_at")
_OPEN = CaseRow.closed_at.is_(None)


async def known(
    conn: AsyncConnection, some: Sequence[Case]
) -> dict[tuple[CaseKind, str], int]:
    """Of those that are there: one that is tried to be inserted again costs a number."""
    wanted = {(case.kind, case.subject) for case in some}
    found = select(CaseRow.kind, CaseRow.subject, CaseRow.number).where(
        CaseRow.subject.in_([case.subject for case in some])  # SQLite scans for pairs
    )
    numbers = {
        (CaseKind(kind), subject): number
        for kind, subject, number in await conn.execute(found)
    }
    return {about: number for about, number in numbers.items() if about in wanted}


def row(case: Case) -> dict[str, object]:
    return {"of_kind": case.kind.value, "of_subject": case.subject, "time": case.at}


def again(at: ColumnElement[datetime]) -> dict[str, ColumnElement[object]]:
    """What becomes of a case that comes up once more."""
    return {
        "closed_at": null(),
        "opened_at": either((_OPEN, CaseRow.opened_at), else_=at),
        "renewed_at": at,
        **{name: _kept(name) for name in _OF_THE_LAST_TIME},
        "reminders": either((_OPEN, CaseRow.reminders), else_=0),
    }


def _kept(name: str) -> ColumnElement[object]:
    """What the column of an open case holds; nothing from the last time."""
    [column] = columns(CaseRow, name)
    return either((_OPEN, column), else_=null())


RENEWED = (
    update(CaseRow)
    .where(CaseRow.kind == bindparam("of_kind"), CaseRow.subject == bindparam("of_subject"))
    .values(again(bindparam("time", type_=CaseRow.opened_at.type)))
)
