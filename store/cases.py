"""What waits for staff."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import (
    BindParameter,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Case, CaseKind, Listed, Outcome
from handlers.model.effects import CloseCase, SetReminder, TakeCase
from handlers.model.people import OrganisationId, PersonId, RoomId
from store import renewal
from store.tables import (
    CaseRow,
    DraftRow,
    Found,
    InboxRow,
    OrganisationRow,
    RoomRow,
    Rows,
    columns,
)
from store.upsert import insert

Given: TypeAlias = Mapping[str, BindParameter[object]]
MOMENT = timedelta(microseconds=1)  # the shortest there is


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
    return await _found(conn, _LISTED.where(about).order_by(CaseRow.number))


async def waiting(conn: AsyncConnection) -> tuple[Listed, ...]:
    """All that waits for somebody, by number."""
    still = _LISTED.where(CaseRow.closed_at.is_(None))
    return await _found(conn, still.order_by(CaseRow.number))


async def newest(conn: AsyncConnection, limit: int) -> tuple[Listed, ...]:
    """The newest cases, ended ones too, by number."""
    last = _LISTED.order_by(CaseRow.number.desc()).limit(limit)
    return (await _found(conn, last))[::-1]


async def began(conn: AsyncConnection, case: Case) -> datetime:
    """When what the case is about was said, however much later it became a case."""
    message = case.subject.removeprefix(f"{case.room}/")
    draft = select(DraftRow.opened_at).where(DraftRow.id == case.subject)
    said = select(InboxRow.at).where(
        InboxRow.room == case.room,
        InboxRow.external_id == message,
        InboxRow.kind == "message",
    )
    either_ = func.coalesce(draft.scalar_subquery(), said.limit(1).scalar_subquery())
    found: datetime | None = (await conn.execute(select(either_))).scalar_one()
    return found or case.at


async def next_reminder(conn: AsyncConnection) -> datetime | None:
    """When staff are to hear of a case next; of a new one since it was opened."""
    moment = func.coalesce(CaseRow.remind_at, CaseRow.opened_at)
    wanted = or_(CaseRow.remind_at.is_not(None), CaseRow.reminders == 0)
    first = select(func.min(moment)).where(CaseRow.closed_at.is_(None), wanted)
    return (await conn.execute(first)).scalar_one()


async def put(conn: AsyncConnection, opened: Sequence[tuple[str, Case]]) -> dict[str, int]:
    """opened: each with its lane.  Their numbers, by subject.

    A case that was closed is open again as if it were new; one that is open is as old as it
    was, and whoever looks after it goes on doing so.
    """
    if not opened:
        return {}
    numbers = await renewal.known(conn, [case for _, case in opened])
    known = {(case.kind, case.subject) for _, case in opened} & numbers.keys()
    again = [case for _, case in opened if (case.kind, case.subject) in known]
    if again:
        await conn.execute(renewal.RENEWED, [renewal.row(case) for case in again])
    rows = [_row(lane, c) for lane, c in opened if (c.kind, c.subject) not in known]
    told = {subject: number for (_, subject), number in numbers.items()}
    if not rows:
        return told
    new = insert(conn.dialect, CaseRow)
    once = new.on_conflict_do_update(
        index_elements=["kind", "subject"], set_=renewal.again(new.excluded.opened_at)
    )
    found = await conn.execute(once.returning(CaseRow.subject, CaseRow.number), rows)
    return told | dict(found.all())


async def close(
    conn: AsyncConnection, closed: Sequence[CloseCase], doubted: Collection[str] = ()
) -> None:
    """A case that came up after that moment stays open.

    doubted: subjects of which a case came up behind the closing, maybe at the very moment.
    """
    came_up = func.coalesce(CaseRow.renewed_at, CaseRow.opened_at)
    done = update(CaseRow).where(
        CaseRow.subject == bindparam("of_subject"),
        CaseRow.closed_at.is_(None),
        came_up < bindparam("before", type_=CaseRow.opened_at.type),
    )
    how: Given = {
        "closed_at": bindparam("time"),
        "outcome": bindparam("how"),
        "closed_by": bindparam("who"),
        "reason": bindparam("why"),
    }
    whole = [_ending(one, doubted) for one in closed if one.kind is None]
    if whole:
        await conn.execute(done.values(how), whole)
    single = [
        {**_ending(one, doubted), "of_kind": one.kind.value} for one in closed if one.kind
    ]
    if single:
        of_kind = done.where(CaseRow.kind == bindparam("of_kind"))
        await conn.execute(of_kind.values(how), single)


async def take(conn: AsyncConnection, taken: Collection[TakeCase]) -> None:
    """Note who looks after which case; the newest wins."""
    if not taken:
        return
    values: Given = {"taken_by": bindparam("who"), "taken_at": bindparam("time")}
    rows = [{"of_number": t.number, "who": t.by, "time": t.at} for t in taken]
    await conn.execute(update(CaseRow).where(_NUMBERED).values(values), rows)


async def remind(conn: AsyncConnection, reminders: Collection[SetReminder]) -> None:
    """Note when staff hear of which case again, and how often they have."""
    if not reminders:
        return
    values: Given = {"remind_at": bindparam("due"), "reminders": bindparam("count")}
    rows = [
        {"of_number": one.number, "due": one.due, "count": one.reminders}
        for one in reminders
    ]
    await conn.execute(update(CaseRow).where(_NUMBERED).values(values), rows)


_NUMBERED = CaseRow.number == bindparam("of_number")
_LISTED: Rows = (
    select(
        *columns(CaseRow),
        RoomRow.organisation,
        RoomRow.name.label("room_name"),
        OrganisationRow.name.label("organisation_name"),
    )
    .outerjoin(RoomRow, RoomRow.id == CaseRow.room)
    .outerjoin(OrganisationRow, OrganisationRow.id == RoomRow.organisation)
)


def _row(lane: str, case: Case) -> dict[str, object]:
    return {
        "kind": case.kind.value,
        "subject": case.subject,
        "lane": lane,
        "room": case.room,
        "opened_at": case.at,
    }


def _ending(one: CloseCase, doubted: Collection[str]) -> dict[str, object]:
    at_once = timedelta(0) if one.subject in doubted else MOMENT
    return {
        "of_subject": one.subject,
        "time": one.at,
        "before": one.at + at_once,
        "how": one.outcome.value,
        "who": one.by,
        "why": one.reason or None,
    }


async def _found(conn: AsyncConnection, wanted: Rows) -> tuple[Listed, ...]:
    return tuple(map(_listed, await conn.execute(wanted)))


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
        organisation_name=row.organisation_name or "",
        room_name=row.room_name or "",
        closed_by=PersonId(row.closed_by) if row.closed_by else None,
        reason=row.reason or "",
        remind_at=row.remind_at,
    )
