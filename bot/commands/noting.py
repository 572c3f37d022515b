"""What a command did, as one line of the audit (docs/operating.md)."""

import argparse

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import clock
from bot.commands import options as common
from store.console import audit
from store.db import Database


async def exported(
    database: Database, action: str, options: argparse.Namespace, count: int
) -> None:
    """So many lines of these days left the store.  options: with days and organisation."""
    async with database.begin() as conn:
        of = options.organisation or ""
        await note(conn, action, of, days=common.days(options), count=count)


async def note(
    conn: AsyncConnection, action: str, subject: str = "", **detail: object
) -> None:
    """Somebody at a terminal did it.  detail: ids, days and numbers, nobody's words."""
    given = {"terminal": True, **detail}
    await audit.write(conn, audit.Line(clock.now(), None, action, subject, given))
