"""One activity, two exits (D6): which visits of staff were to which recorded activity.

Nothing of it is stored: it is worked out from records and logs whenever somebody looks, so
that it makes no difference which of them came first, or was corrected later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from handlers.likeness import alike
from handlers.model.activity import Activity
from handlers.model.draft import APART
from handlers.model.finding import Count, Field, Precision, Value, When, Words
from handlers.model.people import DraftId, PersonId
from handlers.model.settings import Settings
from handlers.model.visit import Joined, Side, Visit, VisitId
from handlers.read.doings import COMMUNAL, other_doing
from handlers.records.joining import SAME_TEXT, other_hour

_Claim: TypeAlias = tuple[bool, int]  # whether staff said so, how much speaks for it

NEAR = timedelta(minutes=30)  # staff come a little late, and leave early


@dataclass(frozen=True, slots=True)
class _View:
    """What both sides tell of an activity.  doing: its theme and what was done."""

    when: When
    place: str | None
    doing: str


def pair(
    activities: Iterable[Activity], visits: Iterable[Visit], settings: Settings
) -> list[Joined]:
    """Every activity and every visit exactly once, by day; the order given does not matter.

    A visit is of one activity at most, and an activity has one visit of each author at most.
    """
    records = sorted(activities, key=lambda a: a.id)
    logs = sorted(visits, key=lambda v: (v.at, v.id))
    about = _about(records, logs, settings)
    found = [
        Joined(record, tuple(v for v in logs if about.get(v.id) == record.id))
        for record in records
    ]
    found += _unreported([v for v in logs if v.id not in about], settings)
    return sorted(found, key=lambda one: order(one, settings))


def likely(
    visit: Visit, activities: Iterable[Activity], settings: Settings
) -> tuple[Activity, ...]:
    """The activities that the visit was most probably to: several where nothing decides."""
    possible = [a for a in activities if _possible(visit, a, settings)]
    if visit.chosen is not None:
        possible = [a for a in possible if visit.chosen in a.ids]
    points = {a.id: _points(visit, a) for a in possible}
    best = max(points.values(), default=0)
    first = (a for a in possible if points[a.id] == best)
    return tuple(sorted(first, key=lambda a: order(Joined(a), settings)))


def day(when: When | None, settings: Settings) -> date | None:
    """The day of the neighbourhood's calendar on which it began."""
    return when.start.astimezone(settings.zone).date() if when else None


def day_of(one: Joined, settings: Settings) -> date:
    """The day on which it counts: its own, else that on which it was told."""
    return day(one.when, settings) or one.told_at.astimezone(settings.zone).date()


def order(one: Joined, settings: Settings) -> tuple[date, str, datetime, str]:
    """By day, organisation, and the hour of the neighbourhood's clock."""
    start = (one.when.start if one.when else one.told_at).astimezone(settings.zone)
    first = one.activity or one.visits[0]
    return start.date(), one.organisation, start, first.id


def sides(activity: Activity, visit: Visit, settings: Settings) -> tuple[Side, ...]:
    """Time, place, headcount, theme as both tell them; what disagrees is marked, not settled."""
    return (
        Side(Field.TIME, activity.when, visit.when, _other_time(activity, visit, settings)),
        Side(
            Field.PLACE,
            _words(activity.place),
            _words(visit.place),
            _place(activity, visit),
        ),
        Side(
            Field.HEADCOUNT,
            activity.headcount,
            visit.headcount,
            _far(activity.headcount, visit.headcount),
        ),
        Side(Field.THEME, _words(activity.theme), _words(visit.theme), apart=False),
    )


def _about(
    records: Sequence[Activity], logs: Sequence[Visit], settings: Settings
) -> Mapping[VisitId, DraftId]:
    """Each visit with the one activity that it is likeliest of, if it is that one's likeliest."""
    claims: dict[tuple[DraftId, PersonId], list[tuple[_Claim, VisitId]]] = {}
    for visit in logs:
        best = likely(visit, records, settings)
        if len(best) == 1:
            claim = visit.chosen is not None, _points(visit, best[0])
            claims.setdefault((best[0].id, visit.author), []).append((claim, visit.id))
    about: dict[VisitId, DraftId] = {}
    for (record, _), claimed in claims.items():
        most = max(claim for claim, _ in claimed)
        first = [visit for claim, visit in claimed if claim == most]
        if len(first) == 1:
            about[first[0]] = record
    return about


def _unreported(logs: Sequence[Visit], settings: Settings) -> list[Joined]:
    """Visits to what nobody recorded; colleagues who clearly saw the same share one line."""
    groups: list[list[Visit]] = []
    for visit in logs:
        shared = (g for g in groups if all(_together(v, visit, settings) for v in g))
        group = next(shared, None)
        if group is None:
            groups.append([visit])
        else:
            group.append(visit)
    return [Joined(None, tuple(group)) for group in groups]


def _together(one: Visit, other: Visit, settings: Settings) -> bool:
    if one.author == other.author or one.organisation != other.organisation:
        return False
    return not _apart(one, other, settings) and _points(one, other) > 0


def _possible(visit: Visit, activity: Activity, settings: Settings) -> bool:
    if visit.organisation != activity.organisation or activity.id in visit.apart:
        return False
    return visit.chosen in activity.ids or not _apart(visit, activity, settings)


def _apart(one: Visit, other: Activity | Visit, settings: Settings) -> bool:
    """Whether they cannot be of one activity; without a day nobody can tell."""
    first, second = _view(one), _view(other)
    if first is None or second is None:
        return True
    if day(first.when, settings) != day(second.when, settings):
        return True
    if other_hour(first.when, second.when) and not _during(first.when, second.when):
        return True
    elsewhere = first.place and second.place and not _same(first.place, second.place)
    return bool(elsewhere) and other_doing(first.doing, second.doing)


def _points(one: Visit, other: Activity | Visit) -> int:
    """How much speaks for it that they are of one activity, less what speaks against."""
    first, second = _view(one), _view(other)
    if first is None or second is None:
        return 0  # somebody said so
    points = _doing(first.doing, second.doing)
    if first.place and second.place:
        points += 1 if _same(first.place, second.place) else -1
    both = first.when.precision is second.when.precision is Precision.MINUTE
    return points + (both and _during(first.when, second.when))


def _doing(one: str, other: str) -> int:
    shared = set(COMMUNAL.findall(one)) & set(COMMUNAL.findall(other))
    if shared or alike(one, other) >= SAME_TEXT:
        return 1
    return -1 if other_doing(one, other) else 0


def _view(one: Activity | Visit) -> _View | None:
    if one.when is None:
        return None
    did = one.content if isinstance(one, Activity) else one.told
    return _View(one.when, one.place, "，".join(filter(None, (one.theme, *did))))


def _during(one: When, other: When) -> bool:
    """Whether they begin together, or one within the other."""
    if abs(one.start - other.start) <= NEAR:
        return True
    return _within(one.start, other) or _within(other.start, one)


def _within(start: datetime, when: When) -> bool:
    return when.end is not None and when.start <= start <= when.end


def _same(one: str, other: str) -> bool:
    return alike(one, other) >= SAME_TEXT


def _other_time(activity: Activity, visit: Visit, settings: Settings) -> bool:
    one, other = activity.when, visit.when
    if one is None or other is None:
        return False
    exact = one.precision is other.precision is Precision.MINUTE
    apart = exact and not _during(one, other)
    return apart or day(one, settings) != day(other, settings) or other_hour(one, other)


def _place(activity: Activity, visit: Visit) -> bool:
    both = activity.place and visit.place
    return bool(both) and not _same(activity.place or "", visit.place or "")


def _far(own: Count | None, staff: Count | None) -> bool:
    match own, staff:
        case Count(one, False), Count(other, False):
            return abs(one - other) >= APART
        case _:
            return False


def _words(text: str | None) -> Value | None:
    return Words(text) if text else None
