"""A record sheet's fields."""

import re
from datetime import date, datetime
from typing import Final

from handlers.model.seen import RecordSheet
from handlers.read.numbers import read_number
from handlers.read.sheet.days import mended, read_start
from handlers.read.sheet.fields import Entry, entries, first, told
from handlers.read.sheet.page import Page
from handlers.read.sheet.words import Label

_PEOPLE: Final = re.compile(
    r"(\d{1,4}|[零一二两三四五六七八九十百]{1,5})\s*[余多]?\s*(?:人|名|位|个|$)"
)
_FIGURES: Final = re.compile(r"\d{1,4}")
_MOST: Final = 5000


def record_sheet(page: Page, near: date | None = None) -> RecordSheet:
    """What the labelled fields say.  near: tells the year where none is written."""
    found = entries(page)
    start = _start(first(found, Label.TIME), near)
    return RecordSheet(
        name=told(first(found, Label.NAME)),
        place=told(first(found, Label.PLACE)),
        content=told(first(found, Label.CONTENT)),
        feedback=told(first(found, Label.FEEDBACK)),
        headcount=_headcount(first(found, Label.HEADCOUNT)),
        start=start[0] if start else None,
        timed=bool(start and start[1]),
    )


def _start(entry: Entry | None, near: date | None) -> tuple[datetime, bool] | None:
    return read_start(entry.text, near) if entry else None


def _headcount(entry: Entry | None) -> int | None:
    text = mended(entry.text) if entry else ""
    match = _PEOPLE.search(text)
    number = read_number(match[1]) if match else None
    if number is None and (figures := _FIGURES.search(text)):
        number = int(figures[0])
    return number if number and number <= _MOST else None
