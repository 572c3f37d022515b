"""Why a deed was not done: kept with its inbox row, for the page that waits for it."""

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.deed import Refusal
from handlers.model.effects import Refuse
from store.inbox import InboxStatus
from store.tables import InboxRow


async def note(conn: AsyncConnection, refused: Iterable[Refuse]) -> None:
    """In the transaction that handles the row: it counts as handled, nothing was changed."""
    for one in refused:
        row = update(InboxRow).where(InboxRow.id == one.row)
        await conn.execute(row.values(error=one.why.value))


async def why(conn: AsyncConnection, row: int) -> Refusal | None:
    """None while it waits, where it was done, and where it was put aside with an error."""
    kept = select(InboxRow.error).where(
        InboxRow.id == row,
        InboxRow.status == InboxStatus.HANDLED,
        InboxRow.kind == "desk",
    )
    error = (await conn.execute(kept)).scalar_one_or_none()
    return Refusal(error) if error else None
