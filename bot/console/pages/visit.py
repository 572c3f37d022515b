"""One tracking log: read, written, put right, removed (D6)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import quote

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import sources
from bot.console.desk import DESK
from bot.console.needs import Nowhere
from bot.console.pages import activities, media
from bot.console.pages.activity import beside
from bot.console.sessions import signed
from bot.console.showing import show
from handlers.model.activity import Activity
from handlers.model.people import OrganisationId
from handlers.model.visit import Joined, Visit
from store import ledger, visits
from store.console import names

AROUND = timedelta(days=2)


async def owner(conn: AsyncConnection, path: Mapping[str, str]) -> OrganisationId:
    """Whose activity it was about.  Raises: Nowhere."""
    found = await visits.named(conn, [path["visit"]])
    if not found:
        raise Nowhere
    return found[0].organisation


async def page(request: web.Request) -> web.StreamResponse:
    """GET /visits/{visit}."""
    return await show_visit(request, request.match_info["visit"])


async def new(request: web.Request) -> web.StreamResponse:
    """GET /visits/new?organisation=…"""
    return await show_visit(request)


async def photo(request: web.Request) -> web.StreamResponse:
    """GET /visits/{visit}/photos/{sha}.  Raises: HTTPNotFound for another picture."""
    visit = await found(request)
    if request.match_info["sha"] not in {shot.media for shot in visit.shots}:
        raise web.HTTPNotFound
    return await media.picture(request)


async def found(request: web.Request) -> Visit:
    """Raises: HTTPNotFound."""
    async with request.app[DESK].database.read() as conn:
        known = await visits.named(conn, [request.match_info["visit"]])
    if not known:
        raise web.HTTPNotFound
    return known[0]


async def show_visit(
    request: web.Request,
    id_: str | None = None,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> web.StreamResponse:
    """The log and its form, or the form of a new one.  typed: what was, where it is wrong."""
    desk, who = request.app[DESK], signed(request).account
    zone = desk.config.settings.zone
    visit = await found(request) if id_ is not None else None
    async with desk.database.read() as conn:
        data: dict[str, object] = {"one": None}
        if visit is not None:
            data = await _beside(conn, request, visit)
        organisations = await names.organisations(conn, who.organisations)
        near = await _near(conn, request, visit) if visit else ()
    when = sources.in_zone(visit.when, zone) if visit and visit.when else None
    data |= {
        "visit": visit,
        "when": when,
        "organisations": organisations,
        "organisation": visit.organisation if visit else request.query.get("organisation"),
        "near": [activities.line(one, zone) for one in near],
        "problem": problem,
        "typed": typed or {},
    }
    return show(request, "visit", data, 422 if problem else 200)


def address(visit: str) -> str:
    """Of its page."""
    return f"/visits/{quote(visit, safe='')}"


async def _beside(
    conn: AsyncConnection, request: web.Request, visit: Visit
) -> dict[str, object]:
    """The record that it belongs to, as it is worked out now; None where there is none."""
    settings = request.app[DESK].config.settings
    day = (visit.when.start if visit.when else visit.at).astimezone(settings.zone).date()
    every = await visits.joined(
        conn, visit.organisation, day - AROUND, day + AROUND, settings
    )
    mine = next((one for one in every if visit in one.visits), None)
    joined = Joined(mine.activity if mine else None, (visit,))
    [one] = await beside(conn, joined, settings)
    return {"one": one, "activity": joined.activity}


async def _near(
    conn: AsyncConnection, request: web.Request, visit: Visit
) -> Sequence[Activity]:
    """The records that it may be about."""
    zone = request.app[DESK].config.settings.zone
    day = (visit.when.start if visit.when else visit.at).astimezone(zone).date()
    return await ledger.activities(conn, day - AROUND, day + AROUND, visit.organisation)
