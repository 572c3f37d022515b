"""Due timers become inbox rows.  APScheduler calls this; it remembers nothing itself."""

from datetime import datetime

from handlers.lane import moment
from store import inbox, timers
from store.db import Database
from store.inbox import Inbound

AT_ONCE = 500  # lanes woken together


async def post_due(database: Database, now: datetime) -> int:
    """Wake every lane that has a timer due at `now`; how many were woken anew."""
    async with database.read() as conn:
        due = await timers.due_lanes(conn, now, AT_ONCE)
    if not due:
        return 0
    async with database.begin() as conn:
        rows = await inbox.put(conn, [_wake(lane, at, now) for lane, at in due])
    return sum(row is not None for row in rows)


def _wake(lane: str, due: datetime, now: datetime) -> Inbound:
    found = moment(due, now)
    name = due.isoformat() if found == due else f"{due.isoformat()}/{now:%Y-%m-%dT%H:%M}"
    return Inbound(
        channel="clock",
        room=lane,
        external_id=name,
        kind="timer",
        lane=lane,
        sender=None,
        at=due,
        received_at=found,
        body={},
    )
