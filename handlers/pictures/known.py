"""What a sheet says in the light of what is known here: who the members are, which year it is.

What was read stays as it was read: a member whose name is near is a suggestion for staff.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from datetime import date

from handlers.model.people import Person
from handlers.model.seen import Read, RecordSheet, Seen, SignIn
from handlers.read.sheet.days import read_day, read_start
from handlers.read.sheet.roster import suggest

MEMBER = 0.95  # a slip of the reader seldom makes exactly the name of a member
HEAD = 12  # lines from the top, among which the day of a sheet stands


def with_known(seen: Seen, people: Iterable[Person], posted: date) -> Seen:
    """The picture as a record keeps it: names beside those of members, a day with its year.

    The camera's time stays first; without one the year is the one in which it was posted,
    or the one before.  The lines of text are not kept.
    """
    signin, record = seen.signin, seen.record
    if signin is not None:
        names = {person.name for person in people}
        signin = _dated(_checked(signin, names), seen.text, posted)
    if record is not None:
        record = _begun(record, seen.text, posted)
    return replace(seen, signin=signin, record=record, text=())


def _checked(sheet: SignIn, members: Set[str]) -> SignIn:
    """Whose name stands there already is not suggested for another row."""
    others = members - {name.text for name in sheet.names}
    return replace(sheet, names=tuple(_beside(n, members, others) for n in sheet.names))


def _beside(name: Read, members: Set[str], others: Set[str]) -> Read:
    if name.text in members:
        return replace(name, confidence=max(name.confidence, MEMBER))
    return replace(name, suggested=suggest(name.text, others))


def _dated(sheet: SignIn, text: Iterable[str], posted: date) -> SignIn:
    if sheet.day is not None:
        return sheet
    days = (read_day(line, posted) for line in _head(text))
    return replace(sheet, day=next((day for day in days if day), None))


def _begun(sheet: RecordSheet, text: Iterable[str], posted: date) -> RecordSheet:
    if sheet.start is not None:
        return sheet
    starts = (read_start(line, posted) for line in _head(text))
    start, timed = next((found for found in starts if found), (None, False))
    return replace(sheet, start=start, timed=timed)


def _head(text: Iterable[str]) -> Iterator[str]:
    return (line for line, _ in zip(text, range(HEAD), strict=False))
