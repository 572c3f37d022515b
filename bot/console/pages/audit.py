"""Who did what; for administrators."""

from aiohttp import web

from bot.console import audited
from bot.console.desk import DESK
from bot.console.pages.exports import TAKEN
from bot.console.showing import show
from store.console import accounts, audit

A_PAGE = 50
LONGEST = 15  # digits of a number


async def page(request: web.Request) -> web.StreamResponse:
    """GET /audit?account=…&only=exports&before=NUMBER."""
    wanted, before = request.query.get("account", ""), _before(request)
    exports = request.query.get("only") == "exports"
    async with request.app[DESK].database.read() as conn:
        only = TAKEN if exports else ()
        deeds = await audit.page(conn, A_PAGE + 1, before, wanted, only)
        every = await accounts.every(conn)
        lines = await audited.told(conn, deeds[:A_PAGE])
    data = {
        "deeds": lines,
        "exports": exports,
        "names": {one.id: one.name for one in every},
        "wanted": wanted,
        "older": deeds[A_PAGE - 1].number if len(deeds) > A_PAGE else None,
        "newer": before is not None,
    }
    return show(request, "audit", data)


def _before(request: web.Request) -> int | None:
    """Anything else than a number is the newest page."""
    given = request.query.get("before", "")
    known = given.isascii() and given.isdigit() and len(given) <= LONGEST
    return int(given) if known else None
