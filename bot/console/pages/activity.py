"""One activity: what is known of it and from whom, and all that staff can do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import anonymous, history, sources
from bot.console.desk import DESK
from bot.console.needs import Nowhere
from bot.console.pages import activities, media
from bot.console.sessions import signed
from bot.console.showing import show
from bot.console.sources import Known
from bot.console.stated import record
from handlers import privacy
from handlers.model.activity import Activity
from handlers.model.draft import Draft
from handlers.model.finding import Field
from handlers.model.people import Organisation, OrganisationId
from handlers.model.settings import Settings
from handlers.model.visit import Joined
from handlers.pictures import best
from handlers.visiting.joined import sides
from store import directory, visits
from store.console import bulletins, kept, names, records
from store.console.accounts import Rank
from store.console.kept import Kept
from store.console.records import Wanted
from store.lane_name import OF_ORGANISATION

NEAR = timedelta(days=3)  # so far apart may two tell of the same activity
MANY = 40  # records that another may be merged into


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that says what cannot be.  typed: into it; its field is among it."""

    problem: str
    typed: Mapping[str, str]


async def owner(conn: AsyncConnection, path: Mapping[str, str]) -> OrganisationId:
    """Whose record it is.  Raises: Nowhere."""
    found = await kept.owner(conn, path["draft"])
    if found is None:
        raise Nowhere
    return found


async def page(request: web.Request) -> web.StreamResponse:
    """GET /activities/{draft}."""
    if not signed(request).account.rank.covers(Rank.STAFF):
        return await _for_funders(request)
    return await show_activity(request)


async def show_activity(
    request: web.Request, refused: Refused | None = None
) -> web.StreamResponse:
    """The page, again with what was typed into one of its forms when that cannot be."""
    settings = request.app[DESK].config.settings
    async with request.app[DESK].database.read() as conn:
        found = await _found(conn, request)
        known = await sources.load(conn, found.draft, settings.zone)
        posted = await bulletins.of(conn, found.draft)
        organisation = await _organisation(conn, found.draft)
        required = _required(organisation, settings)
        data = {
            **record(found, known, settings),
            "organisation": organisation,
            "missing": [one.value for one in found.draft.missing(required)],
            "posted": posted,
            "typed": {},
            "refused": refused,
            "cases": await kept.cases_about(conn, found.draft.id),
            "near": await _near(conn, found, settings),
            "history": await _history(conn, found.draft, known, posted),
            **await _both_views(conn, found, settings),
        }
        gone = not found.draft.findings
        data["into"] = await kept.absorber(conn, found.draft) if gone else None
    return show(request, "activity", data, 422 if refused else 200)


async def photo(request: web.Request) -> web.StreamResponse:
    """GET /activities/{draft}/photos/{sha}: a scene of it, or to staff its printed page."""
    is_staff = signed(request).account.rank.covers(Rank.STAFF)
    looks = request.app[DESK].config.settings.looks
    sha = request.match_info["sha"]
    async with request.app[DESK].database.read() as conn:
        found = await _found(conn, request)
        if is_staff:
            shown = {picture.media for picture in best.scenes(found.draft)}
            shown |= {one.page for one in await bulletins.of(conn, found.draft)}
        elif found.activity is None or await _blurs(conn, found.draft):
            shown = set()
        else:
            shown = set(await _for_outside(conn, found.activity, found.draft, looks=looks))
    if not media.SHA.fullmatch(sha) or sha not in shown:
        raise web.HTTPNotFound
    return await media.picture(request)


async def _for_funders(request: web.Request) -> web.StreamResponse:
    """What stands in the ledger, without names; drafts are none of their business."""
    settings = request.app[DESK].config.settings
    async with request.app[DESK].database.read() as conn:
        found = await _found(conn, request)
        if found.activity is None:
            raise web.HTTPNotFound
        people = await names.inside(conn, [found.draft.organisation])
        plain = anonymous.without_names(found.activity, people)
        organisation = await _organisation(conn, found.draft)
        blurs = organisation is None or organisation.blur_faces
        photos = await _for_outside(conn, plain, found.draft, looks=settings.looks)
    when = sources.in_zone(plain.when, settings.zone) if plain.when else None
    data = {
        "activity": plain,
        "when": when,
        "organisation": organisation,
        "photos": () if blurs else photos,
        "held_back": bool(photos) and blurs,
    }
    return show(request, "activity_plain", data)


async def _for_outside(
    conn: AsyncConnection, activity: Activity, draft: Draft, *, looks: bool
) -> Sequence[str]:
    """Of its photos those that may leave, as far as whoever posted them still agrees (R14)."""
    lane = f"{OF_ORGANISATION}{draft.organisation}"
    people = (await directory.of_lanes(conn, [lane])).concerned(lane)
    agreed = best.fit(privacy.shown(draft, people), looks=looks)
    media = {picture.media for picture in agreed}
    return [sha for sha in activity.photos if sha in media]


async def _found(conn: AsyncConnection, request: web.Request) -> Kept:
    """Raises: HTTPNotFound."""
    found = await kept.by_id(conn, request.match_info["draft"])
    if found is None:
        raise web.HTTPNotFound
    return found


async def _organisation(conn: AsyncConnection, draft: Draft) -> Organisation | None:
    found = await directory.organisations(conn, [draft.organisation])
    return next(iter(found), None)


def _required(organisation: Organisation | None, settings: Settings) -> Sequence[Field]:
    """What is asked of its records."""
    if organisation is None or organisation.required is None:
        return settings.coach.required
    return [Field(one) for one in organisation.required]


async def _blurs(conn: AsyncConnection, draft: Draft) -> bool:
    organisation = await _organisation(conn, draft)
    return organisation is None or organisation.blur_faces


async def _near(
    conn: AsyncConnection, found: Kept, settings: Settings
) -> Sequence[Mapping[str, object]]:
    """Other records of the same organisation and days: this one may be one of them."""
    told = activities.stated(found.draft)
    at = (told.when.start if told.when else told.filed_at).astimezone(settings.zone)
    around = Wanted([told.organisation], at.date() - NEAR, at.date() + NEAR)
    filed = (await records.filed(conn, around, MANY)).found
    living = await kept.unfinished(conn, told.organisation)
    every = [*filed, *map(activities.stated, living)]
    return [activities.line(one, settings.zone) for one in every if one.id != told.id]


async def _history(
    conn: AsyncConnection,
    draft: Draft,
    known: Known,
    posted: Sequence[bulletins.Posted],
) -> Sequence[history.Happened]:
    done = await kept.done_to(conn, draft.id)
    accounts = await names.of(conn, {f"{names.ACCOUNT}{one.account}" for one in done})
    return history.of(draft, known, posted, done, accounts)


async def _both_views(
    conn: AsyncConnection, found: Kept, settings: Settings
) -> dict[str, object]:
    """Staff's visits to it, each beside the organisation's own word (D6)."""
    if found.activity is None or found.day is None:
        return {"visits": ()}
    day, organisation = found.day, found.draft.organisation
    span = day - timedelta(days=1), day + timedelta(days=1)
    joined = await visits.joined(conn, organisation, *span, settings)
    own = next(
        (one for one in joined if one.activity and one.activity.id == found.draft.id), None
    )
    return {"visits": await beside(conn, own, settings) if own else ()}


async def beside(
    conn: AsyncConnection, one: Joined, settings: Settings
) -> Sequence[Mapping[str, object]]:
    """Its both views, with the names of the authors looked up."""
    called = await names.of(conn, {visit.author for visit in one.visits})
    return both_views(one, called, settings)


def both_views(
    one: Joined, called: Mapping[str, str], settings: Settings
) -> Sequence[Mapping[str, object]]:
    """Each visit with its author's name, and field by field what both sides tell."""
    zone = settings.zone
    return [
        {
            "visit": visit,
            "when": sources.in_zone(visit.when, zone) if visit.when else None,
            "by": called.get(visit.author, ""),
            "sides": [
                (
                    side.field.value,
                    sources.in_zone(side.own, zone) if side.own else None,
                    sources.in_zone(side.staff, zone) if side.staff else None,
                    side.apart,
                )
                for side in (sides(one.activity, visit, settings) if one.activity else ())
            ],
        }
        for visit in one.visits
    ]
