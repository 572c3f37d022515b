"""What needs somebody, first thing in the morning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import lines, sessions
from bot.console.desk import DESK
from bot.console.lines import Line
from bot.console.showing import show
from handlers.model.settings import Settings
from store.console import by_hand, morning, started, waiting
from store.console.accounts import Account, Rank
from store.console.waiting import Wanted

A_FEW = 6  # more are behind a link: this is read on a phone


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest of some cases, and how many there are."""

    lines: Sequence[Line] = ()
    total: int = 0


async def page(request: web.Request) -> web.StreamResponse:
    """GET /: for funders the numbers alone."""
    desk, who = request.app[DESK], sessions.signed(request).account
    since = _yesterday(desk.now(), desk.config.zone)
    mine, free, every, begun, left = Waiting(), Waiting(), 0, None, 0
    is_staff = who.rank.covers(Rank.STAFF)
    async with desk.database.read() as conn:
        figures = await morning.look(conn, since, who.organisations)
        if is_staff:
            settings = desk.config.settings
            mine = await _waiting(conn, who, lines.myself(who), settings)
            free = await _waiting(conn, who, (), settings)
            begun = await started.look(conn) if who.organisations is None else None
            every = await waiting.count(conn, Wanted(who.organisations))
            left = await by_hand.count(conn, who.organisations)
    data = {
        "is_staff": is_staff,
        "morning": figures,
        "begun": None if begun is None or begun.whole else begun,
        "mine": mine,
        "free": free,
        "left": left,
        "others": every - mine.total - free.total,
        "runs": (await desk.health()).get("status") == "ok",
    }
    return show(request, "today", data)


async def _waiting(
    conn: AsyncConnection, who: Account, by: tuple[str, ...], settings: Settings
) -> Waiting:
    wanted = Wanted(who.organisations, by=by)
    listed = await waiting.page(conn, wanted, A_FEW)
    told = await lines.told(conn, listed, who, settings)
    return Waiting(told, await waiting.count(conn, wanted))


def _yesterday(now: datetime, zone: tzinfo) -> datetime:
    """When it began."""
    day = now.astimezone(zone).date() - timedelta(days=1)
    return datetime.combine(day, time(), zone)
