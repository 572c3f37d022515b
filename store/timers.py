"""Which lanes have a timer to run out.  Timers are set and dropped by `lanes.save`."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables import TimerRow


async def due_lanes(
    conn: AsyncConnection, now: datetime, limit: int
) -> list[tuple[str, datetime]]:
    """(lane, its earliest timer) of lanes with timers due at `now`, longest due first."""
    earliest = func.min(TimerRow.due).label("earliest")
    due = select(TimerRow.lane, earliest).where(TimerRow.due <= now)
    lanes = due.group_by(TimerRow.lane).order_by(earliest, TimerRow.lane).limit(limit)
    return [(lane, at) for lane, at in await conn.execute(lanes)]


async def next_due(conn: AsyncConnection) -> datetime | None:
    """When the next timer of any lane runs out; None when there is none."""
    return (await conn.execute(select(func.min(TimerRow.due)))).scalar_one()
