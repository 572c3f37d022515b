"""What a sign-in sheet or a record sheet states about the activity (D2, R5)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo

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
from handlers.model.seen import Read, RecordSheet, Shows, SignIn

SURE = 0.6  # below, what was read off a sheet is not repeated to people
OLDEST = timedelta(days=60)  # before it was posted; older dates are misread


def pictures(draft: Draft, *shows: Shows) -> tuple[Picture, ...]:
    """The pictures of the record that show this, in the order in which they were posted."""
    found = (f.value for f in draft.of(Field.PHOTO))
    seen = (p for p in found if isinstance(p, Picture))
    return tuple(p for p in seen if p.seen is not None and p.seen.shows in shows)


def signed(draft: Draft) -> int | None:
    """How many have signed the newest sheet of the record."""
    sheet = [p.seen.signin for p in pictures(draft, Shows.SIGNIN) if p.seen is not None]
    return sheet[-1].count if sheet and sheet[-1] is not None else None


def stated(finding: Finding, zone: tzinfo) -> Iterator[Finding]:
    """What the sheet on this picture says, each as a finding of that message."""
    seen = finding.value.seen if isinstance(finding.value, Picture) else None
    values: Iterable[tuple[Field, Value]] = ()
    if seen is not None and seen.signin is not None:
        values = _signed(seen.signin, finding, zone)
    if seen is not None and seen.record is not None:
        values = _recorded(seen.record, finding, zone)
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


def _signed(sheet: SignIn, finding: Finding, zone: tzinfo) -> Iterator[tuple[Field, Value]]:
    if sheet.count:
        yield Field.HEADCOUNT, Count(sheet.count, approx=not sheet.clear)
    if sheet.day:
        yield from _when(datetime.combine(sheet.day, time()), Precision.DAY, finding, zone)
    yield from _words(Field.PLACE, sheet.place)


def _recorded(
    sheet: RecordSheet, finding: Finding, zone: tzinfo
) -> Iterator[tuple[Field, Value]]:
    if sheet.headcount:
        yield Field.HEADCOUNT, Count(sheet.headcount)
    if sheet.start:
        precision = Precision.MINUTE if sheet.timed else Precision.DAY
        yield from _when(sheet.start, precision, finding, zone)
    yield from _words(Field.THEME, sheet.name)
    yield from _words(Field.PLACE, sheet.place)
    yield from _words(Field.CONTENT, sheet.content)
    if sheet.feedback and sheet.feedback.confidence >= SURE:
        yield Field.FEEDBACK, Speech(sheet.feedback.text)


def _words(field: Field, read: Read | None) -> Iterator[tuple[Field, Value]]:
    if read is not None and read.confidence >= SURE:
        yield field, Words(read.text)


def _when(
    start: datetime, precision: Precision, finding: Finding, zone: tzinfo
) -> Iterator[tuple[Field, Value]]:
    at = start.replace(tzinfo=zone)
    if _likely(at, finding):
        yield Field.TIME, When(at, None, precision)


def _likely(at: datetime, finding: Finding) -> bool:
    return timedelta() <= finding.at - at <= OLDEST


def _day(value: Value, zone: tzinfo) -> str:
    return (
        value.start.astimezone(zone).date().isoformat() if isinstance(value, When) else ""
    )
