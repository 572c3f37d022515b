"""What a sign-in sheet or a record sheet states about the activity (D2, R5)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo

from handlers.model.draft import Draft
from handlers.model.finding import (
    Count,
    Field,
    Finding,
    Picture,
    Precision,
    Source,
    Speech,
    Value,
    When,
    Words,
)
from handlers.model.pages import counted
from handlers.model.seen import Read, RecordSheet, Seen, Shows, SignIn
from handlers.read.themes import named_in

SURE = 0.6  # below, what was read off a sheet is not repeated to people
SURE_NUMBER = 0.75  # the same for a number, in which no habit of writing helps
OLDEST = timedelta(days=60)  # before it was posted; older dates are misread


def pictures(draft: Draft, *shows: Shows) -> tuple[Picture, ...]:
    """The pictures of the record that show this, in the order in which they were posted."""
    found = (f.value for f in draft.of(Field.PHOTO))
    posted = (p for p in found if isinstance(p, Picture))
    return tuple(p for p in posted if p.shows in shows)


def signed(draft: Draft) -> Count | None:
    """How many signed, on all pages of the list (D2)."""
    whole = draft.signed()
    return whole.stated.value if whole and isinstance(whole.stated.value, Count) else None


def kind(draft: Draft, sheet: Finding) -> Shows:
    """Whether the sign-in list or a record sheet says that so many came."""
    whole = draft.signed()
    return Shows.SIGNIN if whole and whole.stated == sheet else Shows.RECORD


def telling(draft: Draft) -> bool:
    """Whether a sheet among its pictures states anything about it."""
    told = (f for f in draft.findings if f.source is Source.PICTURE)
    return any(f.field is not Field.PHOTO for f in told)


def out_of_date(finding: Finding, zone: tzinfo) -> bool:
    """Whether the sheet itself names a day that cannot be the one reported."""
    seen = finding.value.seen if isinstance(finding.value, Picture) else None
    days = [] if seen is None else [*_days(seen)]
    return any(not _likely(day.replace(tzinfo=zone), finding) for day in days)


def stated(finding: Finding, zone: tzinfo) -> Iterator[Finding]:
    """What the sheet on this picture says, each as a finding of that message.

    Nothing at all if it is a sheet of long ago, or its day is misread.
    """
    seen = finding.value.seen if isinstance(finding.value, Picture) else None
    if out_of_date(finding, zone):
        return
    values: Iterable[tuple[Field, Value]] = ()
    if seen is not None and seen.signin is not None:
        values = _signed(seen.signin, zone)
    if seen is not None and seen.record is not None:
        values = _recorded(seen.record, zone)
    for field, value in values:
        yield replace(finding, field=field, value=value, source=Source.PICTURE)


def taken(finding: Finding, zone: tzinfo) -> datetime | None:
    """When the camera took the picture, where it says so and the time can be right."""
    seen = finding.value.seen if isinstance(finding.value, Picture) else None
    if seen is None or seen.taken_at is None:
        return None
    at = seen.taken_at.replace(tzinfo=zone)
    return at if _likely(at, finding) else None


def of_another_day(draft: Draft, told: Iterable[Finding], zone: tzinfo) -> bool:
    """Whether a person gave the record another day than the sheet has."""
    said = [f.value for f in draft.of(Field.TIME) if f.source is not Source.PICTURE]
    days = {_day(value, zone) for value in said}
    sheet = {_day(f.value, zone) for f in told if f.field is Field.TIME}
    return bool(days and sheet) and not days & sheet


def same_kind_other_day(one: Iterable[Finding], other: Iterable[Finding]) -> bool:
    """Whether both have sheets of a kind, and these name different days."""
    mine, theirs = _kinds(one), _kinds(other)
    return any(not mine[kind] & theirs[kind] for kind in mine.keys() & theirs.keys())


def _kinds(findings: Iterable[Finding]) -> dict[Shows, set[date]]:
    """The days that the sheets of each kind name."""
    named: dict[Shows, set[date]] = {}
    for finding in findings:
        seen = finding.value.seen if isinstance(finding.value, Picture) else None
        if seen is not None and (days := {day.date() for day in _days(seen)}):
            named.setdefault(seen.shows, set()).update(days)
    return named


def _days(seen: Seen) -> Iterator[datetime]:
    if seen.signin is not None and seen.signin.day is not None:
        yield datetime.combine(seen.signin.day, time())
    if seen.record is not None and seen.record.start is not None:
        yield seen.record.start


def _signed(sheet: SignIn, zone: tzinfo) -> Iterator[tuple[Field, Value]]:
    if number := counted(sheet):
        yield Field.HEADCOUNT, number
    if sheet.day:
        day = datetime.combine(sheet.day, time(), zone)
        yield Field.TIME, When(day, None, Precision.DAY)
    yield from _words(Field.PLACE, sheet.place)
    yield from _words(Field.THEME, sheet.name or _named(sheet.title))


def _named(title: Read | None) -> Read | None:
    """The activity in a title, 剪纸 in 社区剪纸活动签到表; most titles name none."""
    span = named_in(title.text, ()) if title else None
    return replace(title, text=title.text[slice(*span)]) if title and span else None


def _recorded(sheet: RecordSheet, zone: tzinfo) -> Iterator[tuple[Field, Value]]:
    if sheet.headcount and sheet.headcount_sure >= SURE_NUMBER:
        yield Field.HEADCOUNT, Count(sheet.headcount)
    if sheet.start:
        precision = Precision.MINUTE if sheet.timed else Precision.DAY
        yield Field.TIME, When(sheet.start.replace(tzinfo=zone), None, precision)
    yield from _words(Field.THEME, sheet.name)
    yield from _words(Field.PLACE, sheet.place)
    yield from _words(Field.CONTENT, sheet.content)
    if sheet.feedback and sheet.feedback.confidence >= SURE:
        yield Field.FEEDBACK, Speech(sheet.feedback.text)


def _words(field: Field, read: Read | None) -> Iterator[tuple[Field, Value]]:
    if read is not None and read.confidence >= SURE:
        yield field, Words(read.text)


def _likely(at: datetime, finding: Finding) -> bool:
    return timedelta() <= finding.at - at <= OLDEST


def _day(value: Value, zone: tzinfo) -> str:
    return (
        value.start.astimezone(zone).date().isoformat() if isinstance(value, When) else ""
    )
