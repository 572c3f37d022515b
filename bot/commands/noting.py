"""What a command did, as one line of the audit (docs/operating.md)."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import clock
from store.console import audit


async def note(
    conn: AsyncConnection, action: str, subject: str = "", **detail: object
) -> None:
    """Somebody at a terminal did it.  detail: ids, days and numbers, nobody's words."""
    given = {"terminal": True, **detail}
    await audit.write(conn, audit.Line(clock.now(), None, action, subject, given))
