"""Rows that could not be handled, and that staff give up."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.inbox import InboxStatus
from store.tables import InboxRow


async def drop(conn: AsyncConnection, row: int) -> bool:
    """It is kept and never handled; False when it is not parked.  The error stays with it."""
    given_up = update(InboxRow).where(
        InboxRow.id == row, InboxRow.status == InboxStatus.PARKED
    )
    return (await conn.execute(given_up.values(status=InboxStatus.PAST))).rowcount > 0
