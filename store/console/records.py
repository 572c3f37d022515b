"""The records as the console lists them, a page at a time, however many there are.

A page begins where the one before it ended (keyset), so that the thousandth costs as much as
the first.  Words are looked for in so many records a page; the next page looks on.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Generic, TypeAlias, TypeVar

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.activity import Activity, PlanStatus
from handlers.model.draft import Draft, Status
from handlers.model.finding import Speech, Words
from store import codec
from store.tables import ActivityRow, DraftRow, Found, Rows

T = TypeVar("T")
Table: TypeAlias = type[ActivityRow] | type[DraftRow]

LOOKED_THROUGH = 2_000  # records a page; some ten milliseconds
AT_ONCE = 250  # of them; words that are frequent are found in the first
FEW = 8  # organisations, of which all records may be sorted
UNFINISHED = (Status.GATHERING, Status.OPEN, Status.HANDED_OVER)
WITHDRAWN = (Status.WITHDRAWN,)
BETWEEN = "~"  # the time of the last record of a page, and its id


@dataclass(frozen=True, slots=True)
class Wanted:
    """organisations: None for all.  since, until: days, both included.  text: stands in it.

    plan: of what is filed alone; before that nobody has judged it.
    """

    organisations: Collection[str] | None = None
    since: date | None = None
    until: date | None = None
    plan: PlanStatus | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of what is wanted, the newest first.

    after: where the next page begins, None when there is none.  It may be given though
    little was found: older records have not been looked through yet.
    """

    found: tuple[T, ...]
    after: str | None = None


async def filed(
    conn: AsyncConnection, wanted: Wanted, limit: int, after: str | None = None
) -> Page[Activity]:
    """What stands in the ledger, by the day on which it was.

    after: of the page before; what is none begins at the beginning.
    """
    day, id_ = ActivityRow.day, ActivityRow.id
    chosen = _of_organisations(ActivityRow.organisation, wanted)
    chosen += [day >= wanted.since] if wanted.since else []
    chosen += [day <= wanted.until] if wanted.until else []
    chosen += [ActivityRow.plan == wanted.plan.value] if wanted.plan else []
    begin = _day(after)
    if begin is not None:
        chosen.append(tuple_(day, id_) < tuple_(literal(begin[0]), literal(begin[1])))
    keys = select(id_, day.label("at")).where(*chosen).order_by(day.desc(), id_.desc())
    rows, more = await _rows(conn, ActivityRow, keys, wanted.text, limit)
    found = (codec.decode(body, Activity) for body in rows)
    return Page(tuple(a for a in found if states(a, wanted.text)), more)


async def unfiled(
    conn: AsyncConnection,
    wanted: Wanted,
    statuses: Collection[Status],
    limit: int,
    zone: tzinfo,
    after: str | None = None,
) -> Page[Draft]:
    """Records of these statuses, by their newest piece; the days of `wanted` are days of that.

    zone: in which the days are meant.
    """
    at, id_ = DraftRow.touched_at, DraftRow.id
    chosen = _of_organisations(DraftRow.organisation, wanted)
    chosen.append(DraftRow.status.in_([status.value for status in statuses]))
    chosen += [at >= _midnight(wanted.since, zone)] if wanted.since else []
    if wanted.until:
        chosen.append(at < _midnight(wanted.until + timedelta(days=1), zone))
    begin = _time(after)
    if begin is not None:
        moment = literal(begin[0], at.type)
        chosen.append(tuple_(at, id_) < tuple_(moment, literal(begin[1])))
    keys = select(id_, at.label("at")).where(*chosen).order_by(at.desc(), id_.desc())
    rows, more = await _rows(conn, DraftRow, keys, wanted.text, limit)
    found = (codec.decode(body, Draft) for body in rows)
    return Page(tuple(d for d in found if _states(_of_draft(d), wanted.text)), more)


def _of_organisations(
    column: SQLColumnExpression[str], wanted: Wanted
) -> list[ColumnElement[bool]]:
    """Of many, the newest are found sooner by going back day by day than in an index."""
    if wanted.organisations is None:
        return []
    few = len(wanted.organisations) <= FEW
    return [(column if few else func.coalesce(column, "")).in_(wanted.organisations)]


async def _rows(
    conn: AsyncConnection, table: Table, keys: Rows, text: str, limit: int
) -> tuple[Sequence[str], str | None]:
    """The bodies of a page in the order of the keys, and where the next one begins."""
    if text:
        found, last = await _holding(conn, table, keys, text, limit)
    else:
        found = (await conn.execute(keys.limit(limit + 1))).all()
        last = found[limit - 1] if len(found) > limit else None
    wanted = [key.id for key in found[:limit]]
    kept = select(table.id, table.body).where(table.id.in_(wanted))
    bodies = dict((await conn.execute(kept)).all())
    after = None if last is None else f"{last.at.isoformat()}{BETWEEN}{last.id}"
    return [bodies[id_] for id_ in wanted], after


async def _holding(
    conn: AsyncConnection, table: Table, keys: Rows, text: str, limit: int
) -> tuple[Sequence[Found], Found | None]:
    """Those that have the text somewhere in their JSON, maybe in no word; and the last one
    that was looked at, None when it is the last of all.
    """
    inside = func.instr if conn.dialect.name == "sqlite" else func.strpos
    holds = (inside(table.body, codec.dump(text)[1:-1]) > 0).label("holds")
    found: list[Found] = []
    for begin in range(0, LOOKED_THROUGH, AT_ONCE):
        slice_ = keys.add_columns(holds).offset(begin).limit(AT_ONCE)
        looked = (await conn.execute(slice_)).all()
        found += [key for key in looked if key.holds]
        if len(found) >= limit:
            return found, found[limit - 1]
        if len(looked) < AT_ONCE:
            return found, None
    return found, looked[-1]


def _day(after: str | None) -> tuple[date, str] | None:
    at, _, id_ = (after or "").partition(BETWEEN)
    try:
        return date.fromisoformat(at), id_
    except ValueError:
        return None


def _time(after: str | None) -> tuple[datetime, str] | None:
    at, _, id_ = (after or "").partition(BETWEEN)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, id_) if moment.tzinfo else None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def states(activity: Activity, text: str) -> bool:
    """Whether it says so somewhere."""
    return _states(_of_activity(activity), text)


def _states(told: Iterable[str | None], text: str) -> bool:
    return not text or any(text in one for one in told if one)


def _of_activity(activity: Activity) -> Iterable[str | None]:
    yield from (activity.theme, activity.place, *activity.content, *activity.attendees)
    for speech in activity.feedback:
        yield from (speech.text, speech.speaker)


def _of_draft(draft: Draft) -> Iterable[str | None]:
    for value in (finding.value for finding in draft.findings):
        match value:
            case Words(text):
                yield text
            case Speech(text, speaker):
                yield from (text, speaker)
            case _:
                pass
