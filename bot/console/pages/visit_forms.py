"""Writing a tracking log: what the form says becomes a deed in the staff room's lane."""

from collections.abc import Sequence
from dataclasses import replace

from aiohttp import web

from bot import deeds
from bot.console import forms, pictures, values
from bot.console.desk import DESK, Asked, Outcome
from bot.console.forms import Form
from bot.console.pages import visit as visit_page
from bot.console.pages.activity import NEAR
from bot.console.pages.visit import address, show_visit
from bot.console.sessions import signed
from bot.console.showing import go
from bot.console.values import BadValue
from handlers.model.deed import Log, OfVisit, Unlog
from handlers.model.finding import When
from handlers.model.people import (
    DraftId,
    MessageId,
    OrganisationId,
    PersonId,
    RoomId,
)
from handlers.model.visit import Shot, Visit, VisitId
from store import ledger, media
from store.console import names
from store.lane_name import OF_ROOM
from store.media import MediaInfo

WORDS = 500  # characters of a place or a theme
AUTO, NONE = "auto", "none"
KEPT = ("day", "until", "part", "start", "end", "place", "number", "theme")
TEXTS = ("told", "impressions", "ideas")


async def write(request: web.Request) -> web.StreamResponse:
    """POST /visits: a new log."""
    desk, who, form = request.app[DESK], signed(request).account, await request.post()
    organisation = OrganisationId(forms.text(form, "organisation"))
    async with desk.database.read() as conn:
        known = dict(await names.organisations(conn, who.organisations))
        lane = await names.staff_lane(conn)
    if organisation not in known:
        return await show_visit(request, problem="organisation", typed=_typed(form))
    room, once = RoomId(lane.removeprefix(OF_ROOM)), await forms.once(request)
    message = MessageId(f"desk/{once}")
    empty = Visit(
        id=VisitId(f"{room}/{message}"),
        organisation=organisation,
        room=room,
        message=message,
        author=PersonId(who.person or f"{names.ACCOUNT}{who.id}"),
        at=desk.now(),
    )
    return await _keep(request, empty, lane)


async def change(request: web.Request) -> web.StreamResponse:
    """POST /visits/{visit}: the same log, as it is written now."""
    known = await visit_page.found(request)
    async with request.app[DESK].database.read() as conn:
        lane = await names.staff_lane(conn)
    return await _keep(request, known, lane)


async def remove(request: web.Request) -> web.StreamResponse:
    """POST /visits/{visit}/remove."""
    visit = await visit_page.found(request)
    async with request.app[DESK].database.read() as conn:
        lane = await names.staff_lane(conn)
    outcome = await _put(request, Unlog(visit.id), lane)
    return go(request, "/visits", "visit_removed" if outcome == Outcome.DONE else outcome)


async def _keep(request: web.Request, known: Visit, lane: str) -> web.StreamResponse:
    desk, form = request.app[DESK], await request.post()
    id_ = request.match_info.get("visit")
    try:
        fresh = await pictures.keep(desk, form, "photos")
        visit = await _chosen(request, _written(request, known, form, fresh), form)
    except BadValue as error:
        return await show_visit(request, id_, error.problem, _typed(form))
    except pictures.NoPicture:
        return await show_visit(request, id_, "picture", _typed(form))
    if not (visit.told or visit.impressions or visit.ideas or visit.shots):
        return await show_visit(request, id_, "nothing", _typed(form))
    async with desk.database.begin() as conn:
        await media.put(conn, fresh)
    outcome = await _put(request, Log(visit), lane)
    said = "visit_kept" if outcome == Outcome.DONE else outcome
    return go(request, address(visit.id), said)


async def _put(request: web.Request, deed: OfVisit, lane: str) -> str:
    desk, who = request.app[DESK], signed(request).account
    name = type(deed).__name__.lower()
    subject = deed.visit.id if isinstance(deed, Log) else deed.visit
    asked = Asked(lane, name, await forms.once(request), subject, deeds.body(deed))
    return (await desk.put(who, asked)).value


def _written(
    request: web.Request, known: Visit, form: Form, fresh: Sequence[MediaInfo]
) -> Visit:
    """Raises: BadValue."""
    message = MessageId(f"desk/{forms.text(form, 'once')}")
    gone = forms.texts(form, "gone")
    kept = tuple(shot for shot in known.shots if shot.media not in gone)
    there = {shot.media for shot in kept}
    added = dict.fromkeys(info.sha for info in fresh if info.sha not in there)
    return replace(
        known,
        when=_day_of(request, form),
        place=forms.text(form, "place", WORDS) or None,
        headcount=values.read_count(form),
        theme=forms.text(form, "theme", WORDS) or None,
        told=tuple(values.lines(form, "told")),
        impressions=tuple(values.lines(form, "impressions")),
        ideas=tuple(values.lines(form, "ideas")),
        shots=(*kept, *(Shot(sha, message) for sha in added)),
    )


def _day_of(request: web.Request, form: Form) -> When:
    """A visit was on a day.  Raises: BadValue."""
    desk = request.app[DESK]
    when = values.read_when(form, desk.today(), desk.config.settings.zone)
    if when is None:
        raise BadValue
    return when


async def _chosen(request: web.Request, visit: Visit, form: Form) -> Visit:
    """Which record it is about: as worked out, none of those near, or the one named."""
    about = forms.text(form, "about", WORDS)
    if about in ("", AUTO):
        return visit if not about else replace(visit, chosen=None, apart=())
    zone = request.app[DESK].config.settings.zone
    day = (visit.when.start if visit.when else visit.at).astimezone(zone).date()
    async with request.app[DESK].database.read() as conn:
        near = await ledger.activities(conn, day - NEAR, day + NEAR, visit.organisation)
    ids = tuple(one.id for one in near)
    if about == NONE:
        return replace(visit, chosen=None, apart=ids)
    if about not in ids:
        raise BadValue
    apart = tuple(one for one in visit.apart if one != about)
    return replace(visit, chosen=DraftId(about), apart=apart)


def _typed(form: Form) -> dict[str, str]:
    """So that nothing has to be written twice; pictures must be chosen again."""
    return {
        name: forms.text(form, name) for name in (*KEPT, *TEXTS, "organisation", "about")
    }
