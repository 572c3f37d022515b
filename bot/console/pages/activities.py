"""All activities: those in the ledger, and records that are not there (yet, or any more)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta, tzinfo
from urllib.parse import urlencode

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import anonymous
from bot.console.desk import DESK
from bot.console.sessions import signed
from bot.console.showing import show
from handlers.model.activity import Activity, PlanStatus
from handlers.model.draft import Draft, Status
from handlers.model.finding import Count, Field, When, Words
from handlers.model.people import OrganisationId
from store.console import figures, names, records
from store.console.accounts import Account, Rank
from store.console.records import Wanted

A_PAGE = 30
TEXT = 60  # characters
FILED, UNFINISHED = Status.FILED.value, "unfinished"
STATES: Mapping[str, Sequence[Status]] = {  # what one may look through
    FILED: (Status.FILED,),
    UNFINISHED: records.UNFINISHED,
    Status.OPEN.value: (Status.OPEN, Status.GATHERING),
    Status.HANDED_OVER.value: (Status.HANDED_OVER,),
    Status.WITHDRAWN.value: records.WITHDRAWN,
}


async def page(request: web.Request) -> web.StreamResponse:
    """GET /activities?organisation=…&since=…&until=…&plan=…&state=…&q=…&after=…"""
    desk, who = request.app[DESK], signed(request).account
    is_staff = who.rank.covers(Rank.STAFF)
    wanted, state = _wanted(request, who), _state(request) if is_staff else FILED
    async with desk.database.read() as conn:
        organisations = await names.organisations(conn, who.organisations)
        lines, after = await _lines(conn, request, wanted, state)
        summed = state == FILED and not wanted.text
        sums = await figures.of(conn, wanted) if summed else None
        lines = lines if is_staff else await _masked(conn, lines, wanted.text)
    data = {
        "is_staff": is_staff,
        "organisations": organisations,
        "called": dict(organisations),
        "lines": lines,
        "figures": sums,
        "wanted": wanted,
        "organisation": request.query.get("organisation", ""),
        "state": state,
        "tabs": _tabs(request) if is_staff else (),
        "spans": _spans(desk.now().astimezone(desk.config.settings.zone).date()),
        "older": _address(request, after) if after else "",
        "newer": _address(request) if request.query.get("after") else "",
    }
    return show(request, "activities", data)


def line(activity: Activity, zone: tzinfo) -> dict[str, object]:
    """One record in a list.  day: None where nobody knows."""
    when = activity.when
    return {
        "id": activity.id,
        "organisation": activity.organisation,
        "day": when.start.astimezone(zone).date() if when else None,
        "activity": activity,
    }


def day_in(text: str) -> date | None:
    """A day as a browser sends it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


async def _lines(
    conn: AsyncConnection, request: web.Request, wanted: Wanted, state: str
) -> tuple[list[dict[str, object]], str | None]:
    """A page of them, and where the next one begins."""
    zone, after = request.app[DESK].config.settings.zone, request.query.get("after")
    if state == FILED:
        page = await records.filed(conn, wanted, A_PAGE, after)
        return [line(one, zone) for one in page.found], page.after
    drafts = await records.unfiled(conn, wanted, STATES[state], A_PAGE, zone, after)
    told = [(one, line(stated(one), zone)) for one in drafts.found]
    return [{**line, "status": one.status.value} for one, line in told], drafts.after


async def _masked(
    conn: AsyncConnection, lines: Sequence[dict[str, object]], text: str
) -> list[dict[str, object]]:
    """The same for funders; a name that is asked for is not found."""
    known = await names.inside(conn, {str(one["organisation"]) for one in lines})
    masked = [
        (one, anonymous.without_names(activity, known))
        for one in lines
        if isinstance(activity := one["activity"], Activity)
    ]
    return [
        {**one, "activity": activity}
        for one, activity in masked
        if records.states(activity, text)
    ]


def stated(draft: Draft) -> Activity:
    """What is known so far, as far as a list shows it."""
    when, place = draft.value(Field.TIME), draft.value(Field.PLACE)
    count, theme = draft.value(Field.HEADCOUNT), draft.value(Field.THEME)
    told = (finding.value for finding in draft.told(Field.CONTENT))
    return Activity(
        id=draft.id,
        organisation=draft.organisation,
        room=draft.room,
        when=when if isinstance(when, When) else None,
        place=place.text if isinstance(place, Words) else None,
        headcount=count if isinstance(count, Count) else None,
        served=None,
        attendees=(),
        theme=theme.text if isinstance(theme, Words) else None,
        content=tuple(value.text for value in told if isinstance(value, Words)),
        feedback=(),
        photos=(),
        plan=PlanStatus.UNKNOWN,
        sources={},
        version=draft.version,
        filed_at=draft.touched_at,
    )


def _wanted(request: web.Request, who: Account) -> Wanted:
    """Anything that no form of ours says chooses nothing."""
    asked = request.query
    plan, organisation = asked.get("plan", ""), asked.get("organisation", "")
    chosen = {OrganisationId(organisation)} if organisation else who.organisations
    if chosen is not None and who.organisations is not None:
        chosen = chosen & who.organisations
    return Wanted(
        organisations=chosen,
        since=day_in(asked.get("since", "")),
        until=day_in(asked.get("until", "")),
        plan=PlanStatus(plan) if plan in list(PlanStatus) else None,
        text=asked.get("q", "").strip()[:TEXT],
    )


def _state(request: web.Request) -> str:
    asked = request.query.get("state", "")
    return asked if asked in STATES else FILED


def _tabs(request: web.Request) -> list[tuple[str, str]]:
    """The same search among the records of each state, with its address."""
    kept = {k: v for k, v in request.query.items() if v and k not in ("after", "state")}
    return [
        (state, f"/console/activities?{urlencode({**kept, 'state': state})}")
        for state in STATES
    ]


def _spans(today: date) -> list[tuple[str, date, date]]:
    """Days that are asked for often: this month, the last one, this year."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    return [
        ("month", month, today),
        ("last", before.replace(day=1), before),
        ("year", today.replace(month=1, day=1), today),
    ]


def _address(request: web.Request, after: str = "") -> str:
    """The same list, further on."""
    kept = {key: one for key, one in request.query.items() if one and key != "after"}
    asked = urlencode({**kept, "after": after} if after else kept)
    return f"/console/activities?{asked}"
