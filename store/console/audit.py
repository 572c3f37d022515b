"""Who did what on the console, in order; nothing of it is ever changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from store import codec
from store.console.accounts import AccountId
from store.tables import AuditRow, Found, columns
from store.upsert import insert


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done.  action: a key such as "case.take", which templates word.

    subject: the id of what it was done to.  detail: ids, keys and numbers, nobody's words.
    account: None when nobody known did it.
    """

    at: datetime
    account: AccountId | None
    action: str
    subject: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    number: int = 0


async def write(conn: AsyncConnection, line: Line) -> None:
    """Note it, in the transaction that does it."""
    row = {
        "at": line.at,
        "account": line.account,
        "action": line.action,
        "subject": line.subject,
        "detail": codec.dump(line.detail),
    }
    await conn.execute(insert(conn.dialect, AuditRow), row)


async def page(
    conn: AsyncConnection,
    limit: int,
    before: int | None = None,
    account: str | None = None,
    actions: Sequence[str] = (),
) -> Sequence[Line]:
    """The newest first.  before: only those with a smaller number.  actions: none for all."""
    wanted = select(*columns(AuditRow)).order_by(AuditRow.number.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(AuditRow.number < before)
    if actions:
        wanted = wanted.where(AuditRow.action.in_(actions))
    if account:
        wanted = wanted.where(AuditRow.account == account)
    return [from_row(row) for row in await conn.execute(wanted)]


def from_row(row: Found) -> Line:
    """A line as it lies in the table."""
    return Line(
        at=row.at,
        account=AccountId(row.account) if row.account else None,
        action=row.action,
        subject=row.subject,
        detail=codec.load_mapping(row.detail),
        number=row.number,
    )
