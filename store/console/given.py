"""What became of something the console gave to the inbox."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.inbox import InboxStatus
from store.tables import InboxRow


async def status_of(conn: AsyncConnection, number: int) -> InboxStatus:
    """Raises: sqlalchemy.exc.NoResultFound when there is no such row."""
    wanted = select(InboxRow.status).where(InboxRow.id == number)
    return InboxStatus((await conn.execute(wanted)).scalar_one())
