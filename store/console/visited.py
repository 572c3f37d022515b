"""What staff visited, and how much nobody visited, without reading every record (D6)."""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TypeAlias

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import memory
from handlers.model.activity import Activity
from handlers.model.people import OrganisationId
from handlers.model.settings import Settings
from handlers.model.visit import Joined, Visit
from handlers.visiting.both_views import Figures
from handlers.visiting.joined import day, day_of, order, pair
from store import codec
from store.in_one_row import gathered
from store.tables import ActivityRow, VisitRow
from store.visits import ZONES

A_DAY = timedelta(days=1)
AT_ONCE = 200  # organisations in one statement
REMEMBERED = 2_048  # organisations, with what of theirs some page has shown lately
NOTHING = "[]"
Sees = Collection[OrganisationId] | None
Kept: TypeAlias = Mapping[str, str]  # by organisation: JSON list of bodies


@dataclass(frozen=True, slots=True)
class Visited:
    """lines: what was visited, by day.  figures: of all that was visited or recorded."""

    lines: Sequence[Joined]
    figures: Figures


async def look(
    conn: AsyncConnection, sees: Sees, since: date, until: date, settings: Settings
) -> Visited:
    """Of these days, by the neighbourhood's calendar.  sees: whose, None for everybody's."""
    span = _moved(since, -ZONES), _moved(until, ZONES)
    logs = await _logs(conn, sees, span)
    records = await _records(conn, logs, span, settings)
    joined = await asyncio.to_thread(_joined, records, logs, settings)
    lines = [one for one in joined if since <= day_of(one, settings) <= until]
    own = (Joined(one.activity) for one in joined if one.activity)
    seen = sum(since <= day_of(one, settings) <= until for one in own)
    both = sum(one.activity is not None for one in lines)
    unvisited = await _recorded(conn, sees, since, until, settings) - seen
    figures = Figures(unvisited + len(lines), both, unvisited, len(lines) - both)
    return Visited(sorted(lines, key=lambda one: order(one, settings)), figures)


async def _logs(conn: AsyncConnection, sees: Sees, span: tuple[date, date]) -> Kept:
    wanted = select(VisitRow.organisation, gathered(conn.dialect.name, VisitRow.body))
    wanted = wanted.where(VisitRow.day.between(*span)).group_by(VisitRow.organisation)
    if sees is not None:
        wanted = wanted.where(VisitRow.organisation.in_(sees))
    return dict((await conn.execute(wanted)).all())


async def _records(
    conn: AsyncConnection, logs: Kept, span: tuple[date, date], settings: Settings
) -> Kept:
    """Those to which these visits can have been: of the same day, or chosen by staff."""
    visits = await asyncio.to_thread(_read, logs)
    choosing = {w for w, some in visits.items() if any(v.chosen is not None for v in some)}
    others = {w: some for w, some in visits.items() if w not in choosing}
    chosen = list(_same_days(others, settings))
    if choosing:
        chosen.append(ActivityRow.organisation.in_(choosing))
    found: dict[str, str] = {}
    for one in chosen:
        wanted = select(
            ActivityRow.organisation, gathered(conn.dialect.name, ActivityRow.body)
        )
        wanted = wanted.where(one, ActivityRow.day.between(*span))
        found |= (await conn.execute(wanted.group_by(ActivityRow.organisation))).all()
    return found


def _same_days(
    visits: Mapping[str, Sequence[Visit]], settings: Settings
) -> Iterator[ColumnElement[bool]]:
    """Records of each organisation on the days of its visits, so many organisations at once.

    A day more on both sides: that of a row may be of another zone.
    """
    days = {
        whose: {
            _moved(on, apart * A_DAY)
            for log in logs
            if (on := day(log.when, settings)) is not None
            for apart in (-1, 0, 1)
        }
        for whose, logs in visits.items()
    }
    known, whose = [one for one in days.items() if one[1]], ActivityRow.organisation
    for n in range(0, len(known), AT_ONCE):
        some = known[n : n + AT_ONCE]
        yield or_(*((whose == one) & ActivityRow.day.in_(on) for one, on in some))


def _joined(records: Kept, logs: Kept, settings: Settings) -> list[Joined]:
    return [
        one
        for whose, theirs in logs.items()
        for one in _visited(records.get(whose, NOTHING), theirs, settings.zone)
    ]


def _read(logs: Kept) -> Mapping[str, Sequence[Visit]]:
    return {whose: _visits(theirs) for whose, theirs in logs.items()}


@memory.lately(REMEMBERED)
def _visited(records: str, logs: str, zone: tzinfo) -> Sequence[Joined]:
    """Each organisation by itself: nobody visits one and means another.

    The same texts are the same pairs, and most have not changed since somebody looked last;
    of the settings pairs depend on nothing but the zone.
    """
    own = [codec.decode(body, Activity) for (body,) in codec.load_rows(records)]
    return [one for one in pair(own, _visits(logs), Settings(zone=zone)) if one.visits]


@memory.lately(REMEMBERED)
def _visits(logs: str) -> Sequence[Visit]:
    return [codec.decode(body, Visit) for (body,) in codec.load_rows(logs)]


async def _recorded(
    conn: AsyncConnection, sees: Sees, since: date, until: date, settings: Settings
) -> int:
    """How many records; only those of the days at both ends are looked at one by one."""
    edges = {_moved(end, n * A_DAY) for end in (since, until) for n in (-1, 0, 1)}
    moment = func.coalesce(ActivityRow.start, ActivityRow.filed_at)
    begin = datetime.combine(since, time.min, settings.zone)
    end = datetime.combine(until, time.max, settings.zone)
    inner = ActivityRow.day.between(since, until), ActivityRow.day.not_in(edges)
    outer = ActivityRow.day.in_(edges), moment >= begin, moment <= end
    return await _count(conn, sees, *inner) + await _count(conn, sees, *outer)


async def _count(conn: AsyncConnection, sees: Sees, *chosen: ColumnElement[bool]) -> int:
    counted = select(func.count(ActivityRow.id)).where(*chosen)
    if sees is not None:
        counted = counted.where(ActivityRow.organisation.in_(sees))
    return (await conn.execute(counted)).scalar_one()


def _moved(on: date, by: timedelta) -> date:
    """As far as there are days."""
    if by < timedelta():
        return max(on, date.min - by) + by
    return min(on, date.max - by) + by
