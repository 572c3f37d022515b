"""Staff's tracking logs, each beside what the organisation itself tells (D6)."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

from aiohttp import web

from bot.console import sources
from bot.console.desk import DESK
from bot.console.pages.activities import day_in
from bot.console.pages.activity import both_views
from bot.console.sessions import signed
from bot.console.showing import show
from handlers.model.people import OrganisationId
from handlers.model.settings import Settings
from handlers.model.visit import Joined
from handlers.visiting.joined import day_of
from store.console import names, visited
from store.console.accounts import Account

SPAN = timedelta(days=59)  # two months on a page; more is behind a link
LONGEST = timedelta(days=366)
A_PAGE = 40
DIGITS = 6  # of how many were on pages before


async def page(request: web.Request) -> web.StreamResponse:
    """GET /visits?organisation=…&since=…&until=…&skip=…"""
    desk, who = request.app[DESK], signed(request).account
    settings = desk.config.settings
    since, until = _days(request, desk.now().astimezone(settings.zone).date())
    organisation, skip = request.query.get("organisation", ""), _skip(request)
    more = {"since": since, "until": until, "skip": skip + A_PAGE}
    before: dict[str, object] = {"until": since - timedelta(days=1)}
    sees = _sees(who, organisation)
    async with desk.database.read() as conn:
        organisations = await names.organisations(conn, who.organisations)
        found = await visited.look(conn, sees, since, until, settings)
        newest = found.lines[::-1][skip : skip + A_PAGE]
        authors = {visit.author for one in newest for visit in one.visits}
        called = await names.of(conn, authors)
    earlier = more if len(found.lines) > skip + A_PAGE else before
    data = {
        "organisations": organisations,
        "organisation": organisation,
        "called": dict(organisations),
        "since": since,
        "until": until,
        "lines": [_line(one, called, settings) for one in newest],
        "figures": found.figures,
        "earlier": urlencode({"organisation": organisation, **earlier}),
    }
    return show(request, "visits", data)


def _sees(who: Account, organisation: str) -> Collection[OrganisationId] | None:
    """Whose visits are listed; None for everybody's."""
    if not organisation:
        return who.organisations
    chosen = OrganisationId(organisation)
    return [chosen] if who.sees(chosen) else []


def _skip(request: web.Request) -> int:
    """How many of the newest were on pages before."""
    given = request.query.get("skip", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= DIGITS else 0


def _line(one: Joined, called: Mapping[str, str], settings: Settings) -> dict[str, object]:
    when = one.activity.when if one.activity else None
    return {
        "day": day_of(one, settings),
        "organisation": one.organisation,
        "activity": one.activity,
        "when": sources.in_zone(when, settings.zone) if when else None,
        "visits": both_views(one, called, settings),
    }


def _days(request: web.Request, today: date) -> tuple[date, date]:
    """As asked for; two months where nothing is, a year at most."""
    until = day_in(request.query.get("until", "")) or today
    until = max(until, date.min + LONGEST)
    since = day_in(request.query.get("since", "")) or until - SPAN
    return min(max(since, until - LONGEST), until), until
