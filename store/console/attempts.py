"""How often somebody tried to sign in, kept so that a restart forgets nothing."""

from datetime import datetime

from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables import AttemptRow
from store.upsert import insert

COUNTING = 0x5EB10004  # PostgreSQL: tries side by side would not see one another


async def stand_in_line(conn: AsyncConnection) -> None:
    """From here on to the end of the transaction nobody else counts or tries."""
    if conn.dialect.name == "postgresql":
        await conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": COUNTING})


async def count(
    conn: AsyncConnection, key: str, since: datetime
) -> tuple[int, datetime | None]:
    """How many since then, and when the last was."""
    tried = select(func.count(), func.max(AttemptRow.at)).where(
        AttemptRow.key == key, AttemptRow.at > since
    )
    number, last = (await conn.execute(tried)).one()
    return number, last


async def note(conn: AsyncConnection, key: str, at: datetime) -> None:
    """One more try."""
    await conn.execute(insert(conn.dialect, AttemptRow), {"key": key, "at": at})


async def forgive(conn: AsyncConnection, key: str) -> None:
    """It was the right person after all."""
    await conn.execute(delete(AttemptRow).where(AttemptRow.key == key))


async def forget(conn: AsyncConnection, before: datetime) -> None:
    """Throw away what counts no more."""
    await conn.execute(delete(AttemptRow).where(AttemptRow.at <= before))
