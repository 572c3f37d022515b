"""Which pictures and files there are."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.media import MediaStatus
from store.tables import MediaRow


async def every(conn: AsyncConnection) -> Sequence[str]:
    """The sha256 of each whose bytes are here."""
    wanted = select(MediaRow.sha).where(MediaRow.status == MediaStatus.OK)
    return list((await conn.execute(wanted.order_by(MediaRow.sha))).scalars())
