"""What runs by itself, when it last did, and when it will next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot import backup, retaining
from bot.console.desk import DESK, Desk
from bot.console.showing import show
from bot.ticker import next_reminder
from store import outbox
from store.console import due


@dataclass(frozen=True, slots=True)
class Job:
    """name: of its words on the page.  on: whether it runs at all."""

    name: str
    next: datetime | None
    last: datetime | None = None
    count: int | None = None
    on: bool = True


async def page(request: web.Request) -> web.StreamResponse:
    """GET /schedules."""
    desk = request.app[DESK]
    return show(request, "schedules", {"jobs": await _jobs(desk)})


async def _jobs(desk: Desk) -> Sequence[Job]:
    config = desk.config
    async with desk.database.read() as conn:
        timers = await due.timers(conn)
        reminder = await next_reminder(conn)
        to_say = await outbox.next_due(conn)
        waiting = await outbox.waiting_count(conn)
    newest = next(iter(backup.there(desk.data)), None)
    copied = backup.next_at(config, desk.now())
    forgets = retaining.next_at(config, desk.now())
    reminds = config.settings.staff.reminds
    return [
        Job("outbox", to_say, count=waiting),
        *(Job(one.timer, one.next, count=one.count) for one in timers),
        Job("remind", reminder[1] if reminder and reminds else None, on=reminds),
        Job("forget", forgets, on=forgets is not None),
        Job("backup", copied, newest.at if newest else None, on=copied is not None),
    ]
