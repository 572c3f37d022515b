"""One record with all that is kept of it, whatever became of it, and what lies beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.activity import Activity
from handlers.model.case import Listed
from handlers.model.draft import Draft
from handlers.model.people import DraftId, OrganisationId
from store import cases, codec
from store.console import audit
from store.console.audit import Line
from store.console.records import UNFINISHED
from store.tables import ActivityRow, AuditRow, CaseRow, DraftRow, InboxRow, columns


@dataclass(frozen=True, slots=True)
class Kept:
    """activity, day: as they stand in the ledger; None where it does not.  lane: of deeds."""

    lane: str
    draft: Draft
    activity: Activity | None
    day: date | None


async def by_id(conn: AsyncConnection, id_: str) -> Kept | None:
    """None where there is no such record."""
    found = select(
        DraftRow.lane, DraftRow.body, ActivityRow.body.label("filed"), ActivityRow.day
    ).outerjoin_from(DraftRow, ActivityRow, ActivityRow.id == DraftRow.id)
    row = (await conn.execute(found.where(DraftRow.id == id_))).one_or_none()
    if row is None:
        return None
    activity = None if row.filed is None else codec.decode(row.filed, Activity)
    return Kept(row.lane, codec.decode(row.body, Draft), activity, row.day)


async def owner(conn: AsyncConnection, id_: str) -> OrganisationId | None:
    """Whose the record is; None where there is no such record."""
    found = select(DraftRow.organisation).where(DraftRow.id == id_)
    organisation = (await conn.execute(found)).scalar_one_or_none()
    return None if organisation is None else OrganisationId(organisation)


async def unfinished(conn: AsyncConnection, organisation: str) -> Sequence[Draft]:
    """Those that the organisation's groups, or staff, have still to complete."""
    statuses = [one.value for one in UNFINISHED]
    found = select(DraftRow.body).where(
        DraftRow.organisation == organisation, DraftRow.status.in_(statuses)
    )
    bodies = await conn.execute(found.order_by(DraftRow.opened_at, DraftRow.id))
    return [codec.decode(body, Draft) for body in bodies.scalars()]


async def absorber(conn: AsyncConnection, draft: Draft) -> DraftId | None:
    """The record into which this one was merged, None where that did not happen."""
    named = DraftRow.body.contains(codec.dump(draft.id), autoescape=True)
    found = select(DraftRow.body).where(DraftRow.organisation == draft.organisation, named)
    kept = (codec.decode(b, Draft) for b in (await conn.execute(found)).scalars())
    return next((one.id for one in kept if draft.id in one.absorbed), None)


async def cases_about(conn: AsyncConnection, id_: str) -> Sequence[Listed]:
    """What staff were given to do about the record, the newest first."""
    wanted = select(CaseRow.number).where(CaseRow.subject == id_)
    numbers = list((await conn.execute(wanted)).scalars())
    listed = await cases.named(conn, numbers) if numbers else ()
    return sorted(listed, key=lambda one: one.number, reverse=True)


async def done_to(conn: AsyncConnection, id_: str) -> Sequence[Line]:
    """What staff did to the record at the desk, the oldest first; not what was refused."""
    noted = select(*columns(AuditRow)).where(
        AuditRow.subject == id_, AuditRow.action.startswith("desk.")
    )
    noted = noted.order_by(AuditRow.number)
    lines = [audit.from_row(row) for row in await conn.execute(noted)]
    numbers = [one.detail.get("inbox") for one in lines]
    done = select(InboxRow.id).where(InboxRow.id.in_(numbers), InboxRow.error.is_(None))
    carried_out = set((await conn.execute(done)).scalars())
    return [one for one in lines if one.detail.get("inbox") in carried_out]
