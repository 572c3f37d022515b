"""A record sheet's fields."""

from datetime import date, datetime
from typing import Final

from handlers.model.seen import Line, RecordSheet
from handlers.read.sheet.days import read_start
from handlers.read.sheet.fields import Entry, entries, first, told
from handlers.read.sheet.headcount import Counted, number_in
from handlers.read.sheet.page import Page, surely
from handlers.read.sheet.words import Label

_DISPUTED: Final = 0.5


def headcount_line(page: Page) -> Line | None:
    """The one line in which the number of people stands; None for no or several such lines."""
    entry = first(entries(page), Label.HEADCOUNT)
    lines = entry.lines if entry else ()
    numbered = [line for line in lines if number_in(line.text)] or lines
    return numbered[0] if len(numbered) == 1 else None


def record_sheet(
    page: Page, near: date | None = None, counted: Counted | None = None
) -> RecordSheet:
    """What the labelled fields say.

    near: tells the year where none is written.  counted: what a closer look at the number saw.
    """
    found = entries(page)
    start = _start(first(found, Label.TIME), near)
    counted = _agreed(counted, _counted(first(found, Label.HEADCOUNT)))
    return RecordSheet(
        name=told(first(found, Label.NAME)),
        place=told(first(found, Label.PLACE)),
        content=told(first(found, Label.CONTENT)),
        feedback=told(first(found, Label.FEEDBACK)),
        headcount=counted.number if counted else None,
        headcount_sure=counted.confidence if counted else 0.0,
        start=start[0] if start else None,
        timed=bool(start and start[1]),
    )


def _start(entry: Entry | None, near: date | None) -> tuple[datetime, bool] | None:
    return read_start(entry.text, near) if entry else None


def _agreed(seen: Counted | None, read: Counted | None) -> Counted | None:
    """What a closer look saw, less sure where the line was read otherwise."""
    if seen is None or read is None or seen.number == read.number:
        return seen or read
    return Counted(seen.number, min(seen.confidence, _DISPUTED))


def _counted(entry: Entry | None) -> Counted | None:
    number = number_in(entry.text) if entry else None
    return Counted(number, surely(entry.lines)) if entry and number else None
