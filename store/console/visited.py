"""What staff visited, and how much nobody visited, without reading every record (D6)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.activity import Activity
from handlers.model.people import OrganisationId
from handlers.model.settings import Settings
from handlers.model.visit import Joined, Visit
from handlers.visiting.both_views import Figures
from handlers.visiting.joined import day, day_of, order, pair
from store import codec, visits
from store.tables import ActivityRow
from store.visits import ZONES

A_DAY = timedelta(days=1)
AT_ONCE = 200  # organisations in one statement
Sees = Collection[OrganisationId] | None


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
    every = await visits.between(conn, *span)
    logs = [log for log in every if sees is None or log.organisation in sees]
    records = await _records(conn, logs, span, settings)
    joined = [one for one in _paired(records, logs, settings) if one.visits]
    lines = [one for one in joined if since <= day_of(one, settings) <= until]
    own = (Joined(one.activity) for one in joined if one.activity)
    seen = sum(since <= day_of(one, settings) <= until for one in own)
    both = sum(one.activity is not None for one in lines)
    unvisited = await _recorded(conn, sees, since, until, settings) - seen
    figures = Figures(unvisited + len(lines), both, unvisited, len(lines) - both)
    return Visited(sorted(lines, key=lambda one: order(one, settings)), figures)


async def _records(
    conn: AsyncConnection,
    logs: Sequence[Visit],
    span: tuple[date, date],
    settings: Settings,
) -> list[Activity]:
    """Those to which these visits can have been: of the same day, or chosen by staff."""
    chosen = list(_same_days(logs, settings))
    named = {log.organisation for log in logs if log.chosen is not None}
    if named:
        chosen.append(ActivityRow.organisation.in_(named))
    within = ActivityRow.day.between(*span)
    found: dict[str, Activity] = {}
    for one in chosen:
        bodies = await conn.execute(
            select(ActivityRow.id, ActivityRow.body).where(one, within)
        )
        found |= {id_: codec.decode(body, Activity) for id_, body in bodies}
    return list(found.values())


def _same_days(logs: Iterable[Visit], settings: Settings) -> Iterator[ColumnElement[bool]]:
    """Records of each organisation on the days of its visits, so many organisations at once.

    A day more on both sides: that of a row may be of another zone.
    """
    days: defaultdict[OrganisationId, set[date]] = defaultdict(set)
    for log in logs:
        if (on := day(log.when, settings)) is not None:
            days[log.organisation] |= {_moved(on, apart * A_DAY) for apart in (-1, 0, 1)}
    known, whose = list(days.items()), ActivityRow.organisation
    for n in range(0, len(known), AT_ONCE):
        some = known[n : n + AT_ONCE]
        yield or_(*((whose == one) & ActivityRow.day.in_(on) for one, on in some))


def _paired(
    records: Iterable[Activity], logs: Iterable[Visit], settings: Settings
) -> list[Joined]:
    """Each organisation by itself: nobody visits one and means another."""
    of: defaultdict[str, tuple[list[Activity], list[Visit]]]
    of = defaultdict(lambda: ([], []))
    for record in records:
        of[record.organisation][0].append(record)
    for log in logs:
        of[log.organisation][1].append(log)
    return [one for both in of.values() for one in pair(*both, settings)]


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
