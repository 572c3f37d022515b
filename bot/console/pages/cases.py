"""All that waits for staff, or has ended; of what this account sees."""

from aiohttp import web

from bot.console import lines, sessions
from bot.console.desk import DESK
from bot.console.showing import show
from handlers.model.case import CaseKind
from store.console import names, waiting
from store.console.accounts import Account
from store.console.waiting import Wanted

A_PAGE = 30
LONGEST = 15  # digits of a number
FILTERS = ("state", "kind", "organisation", "whose")


async def page(request: web.Request) -> web.StreamResponse:
    """GET /cases?state=…&kind=…&organisation=…&whose=…&after=NUMBER."""
    desk, who = request.app[DESK], sessions.signed(request).account
    chosen = {name: request.query.get(name, "") for name in FILTERS}
    wanted, after = _wanted(chosen, who), _after(request.query.get("after", ""))
    async with desk.database.read() as conn:
        listed = await waiting.page(conn, wanted, A_PAGE + 1, after)
        told = await lines.told(conn, listed[:A_PAGE], who, desk.config.settings)
        total = None if wanted.ended else await waiting.count(conn, wanted)
        organisations = await names.organisations(conn, who.organisations)
    here = request.rel_url.with_query({k: v for k, v in chosen.items() if v})
    more = len(listed) > A_PAGE
    data = {
        "lines": told,
        "chosen": chosen,
        "kinds": list(CaseKind),
        "organisations": organisations,
        "total": total,
        "next": str(here.update_query(after=told[-1].number)) if more else "",
        "first": str(here) if after is not None else "",
    }
    return show(request, "cases", data)


def _wanted(chosen: dict[str, str], who: Account) -> Wanted:
    """What no filter of ours says counts as none."""
    kind, whose = chosen["kind"], {"mine": lines.myself(who), "nobody": ()}
    return Wanted(
        sees=who.organisations,
        ended=chosen["state"] == "ended",
        kind=CaseKind(kind) if kind in list(CaseKind) else None,
        organisation=chosen["organisation"],
        by=whose.get(chosen["whose"]),
    )


def _after(given: str) -> int | None:
    known = given.isascii() and given.isdigit() and len(given) <= LONGEST
    return int(given) if known else None
