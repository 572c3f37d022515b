"""What is due becomes inbox rows.  APScheduler calls this; it remembers nothing itself."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.lane import moment
from handlers.model.people import Purpose
from store import cases, directory, inbox, timers
from store.db import Database
from store.inbox import Inbound

AT_ONCE = 500  # lanes woken together


async def post_due(database: Database, now: datetime, *, reminders: bool = False) -> int:
    """Wake every lane that has a timer due at `now`; how many were woken anew.

    reminders: wake the staff's lane as well when they are to hear of cases.
    """
    async with database.read() as conn:
        due = await timers.due_lanes(conn, now, AT_ONCE)
        reminder = await next_reminder(conn) if reminders else None
    waking = [_wake("timer", lane, at, now) for lane, at in due]
    if reminder is not None and reminder[1] <= now:
        waking.append(_wake("remind", *reminder, now))
    if not waking:
        return 0
    async with database.begin() as conn:
        rows = await inbox.put(conn, waking)
    return sum(row is not None for row in rows)


async def next_reminder(conn: AsyncConnection) -> tuple[str, datetime] | None:
    """The staff's lane, and when they are to hear of cases; None where there is no room."""
    due = await cases.next_reminder(conn)
    if due is None:
        return None
    for room in (await directory.rooms(conn)).values():
        if room.purpose is Purpose.STAFF:
            return directory.lane_of(room), due
    return None


def _wake(kind: str, lane: str, due: datetime, now: datetime) -> Inbound:
    found = moment(due, now)
    name = due.isoformat() if found == due else f"{due.isoformat()}/{now:%Y-%m-%dT%H:%M}"
    return Inbound(
        channel="clock",
        room=lane,
        external_id=name if kind == "timer" else f"{kind}/{name}",
        kind=kind,
        lane=lane,
        sender=None,
        at=due,
        received_at=found,
        body={},
    )
