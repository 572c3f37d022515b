"""One organisation: its plan, what it must report, its groups and its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import forms
from bot.console.desk import DESK
from bot.console.forms import Form
from bot.console.pages.organisations import NAME, look_again
from bot.console.sessions import signed
from bot.console.showing import go, show
from handlers.model.finding import REQUIRABLE
from handlers.model.people import Organisation, Person, PlanItem, Room, RoomKind
from store import directory, enrol
from store.console import outside, standing
from store.lane_name import OF_ORGANISATION
from store.rooms import left

NEWEST = 5
MOVED = 20  # comings and goings that are shown
FREE = 3  # empty rows for a longer plan
MOST = 999  # times a plan item happens


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the plan's form, as it was typed."""

    title: str = ""
    since: str = ""
    until: str = ""
    times: str = ""


async def page(request: web.Request) -> web.StreamResponse:
    """GET /organisations/{organisation}."""
    return await _page(request)


async def change(request: web.Request) -> web.StreamResponse:
    """POST /organisations/{organisation}: its name, what it must report, faces."""
    form = await request.post()
    name = forms.text(form, "name", NAME)
    named = forms.texts(form, "required")
    required = [one.value for one in REQUIRABLE if one.value in named]
    own = forms.text(form, "own") == "yes"
    if not name or (own and not required):
        return await _page(request, "required" if name else "name", 422)
    given = {
        "name": name,
        "community": forms.text(form, "community", NAME),
        "required": required if own else None,
        "blur_faces": forms.text(form, "blur_faces") == "yes",
    }
    return await _keep(request, given, "organisation.saved")


async def plan(request: web.Request) -> web.StreamResponse:
    """POST /organisations/{organisation}/plan: all of it; a row without a title goes."""
    typed = _typed(await request.post())
    items = [_item(line) for line in typed]
    if None in items:
        return await _page(request, "plan", 422, typed)
    lines = [
        {
            "title": item.title,
            "from": item.since.isoformat(),
            "to": item.until.isoformat(),
            "times": item.times,
        }
        for item in items
        if item
    ]
    return await _keep(request, {"plan": lines}, "organisation.plan")


async def _keep(
    request: web.Request, given: Mapping[str, object], action: str
) -> web.StreamResponse:
    desk = request.app[DESK]
    async with desk.database.begin() as conn:
        one = await the_organisation(conn, request)
        kept: Mapping[str, object] = {
            "id": one.id,
            "name": one.name,
            "community": one.community,
            "required": None if one.required is None else list(one.required),
            **given,
        }
        await enrol.load_setting(conn, {"organisations": [kept]})
        await desk.note(conn, signed(request).account, action, one.id)
    await look_again(request)
    return go(request, f"/organisations/{one.id}", "saved")


async def the_organisation(conn: AsyncConnection, request: web.Request) -> Organisation:
    """That of the address.  Raises: HTTPNotFound."""
    found = await directory.organisations(conn, [request.match_info["organisation"]])
    if not found:
        raise web.HTTPNotFound
    return found[0]


async def _page(
    request: web.Request,
    problem: str = "",
    status: int = 200,
    typed: Sequence[Line] | None = None,
) -> web.StreamResponse:
    async with request.app[DESK].database.read() as conn:
        one = await the_organisation(conn, request)
        rooms = list((await directory.rooms(conn, one.id)).values())
        waiting = await standing.open_cases(conn)
        data = {
            "one": one,
            "rooms": rooms,
            "quiet": await standing.hushed(conn),
            "left": await left(conn),
            "members": await _members(conn, rooms),
            "moved": await outside.moved(conn, [room.id for room in rooms], MOVED),
            "newest": await standing.newest(conn, one.id, NEWEST),
            "cases": waiting.get(f"{OF_ORGANISATION}{one.id}", 0),
            "fields": [field.value for field in REQUIRABLE],
            "usual": [f.value for f in request.app[DESK].config.settings.coach.required],
            "kinds": [kind.value for kind in RoomKind],
            "lines": typed or [_line(item) for item in one.plan],
            "free": [Line()] * FREE,
            "problem": problem,
        }
    return show(request, "organisation", data, status)


async def _members(conn: AsyncConnection, rooms: Sequence[Room]) -> Sequence[Person]:
    """Leaders first; each once, though they are in several groups."""
    found = {
        person.id: person
        for room in rooms
        for person in await directory.members(conn, room.id)
    }
    return sorted(found.values(), key=lambda one: (one.role != "leader", one.name))


def _typed(form: Form) -> list[Line]:
    columns = (forms.texts(form, name) for name in ("title", "since", "until", "times"))
    rows = zip_longest(*columns, fillvalue="")
    lines = (Line(*(cell.strip()[:NAME] for cell in row)) for row in rows)
    return [line for line in lines if line.title]


def _item(line: Line) -> PlanItem | None:
    """None when it cannot be."""
    try:
        since, until = date.fromisoformat(line.since), date.fromisoformat(line.until)
        times = int(line.times) if line.times else None
    except ValueError:
        return None
    fits = until >= since and (times is None or 1 <= times <= MOST)
    return PlanItem(line.title, since, until, times) if fits else None


def _line(item: PlanItem) -> Line:
    times = "" if item.times is None else str(item.times)
    return Line(item.title, item.since.isoformat(), item.until.isoformat(), times)
