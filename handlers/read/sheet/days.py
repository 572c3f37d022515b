"""Days and clock times as they stand on sheets, slips of the reader mended."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from handlers.model.finding import Precision, When
from handlers.read.dates import find_times

_LIKE_FIGURES: Final = str.maketrans(
    {
        **dict.fromkeys("OoQ〇○Ｏ", "0"),
        **dict.fromkeys("lI|丨!i", "1"),
        "Z": "2",
        "z": "2",
        "S": "5",
        "B": "8",
        "：": ":",
    }
)
_GAP: Final = r"\D{1,3}"
_FULL: Final = re.compile(
    r"(?<!\d)((?:20)?\d{2})\s*[年手平牛午車車.。,，、\-—–_/\\·:]{1,2}\s*(1[0-2]|0?[1-9])\s*[月日月用.。,，、\-—–_/\\·:]{1,2}\s*"
    r"(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_LOOSE: Final = re.compile(
    rf"(?<!\d)(20\d{{2}}){_GAP}(1[0-2]|0?[1-9]){_GAP}(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_TIGHT: Final = re.compile(
    r"(?<!\d)(20[1-4]\d)\D{0,2}(0[1-9]|1[0-2])\D{0,2}(0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTH_DAY: Final = re.compile(
    r"(?<!\d)(1[0-2]|0?[1-9])\s*月\s*(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_STROKE: Final = re.compile(r"(?<=[年月.\-])\s*[/\\](?=\d)|(?<=\d)[/\\](?=\d?\s*[月日])")
_DIGITS: Final = 4  # of a year in full
_LATEST: Final = 2079
_ZONE: Final = UTC


def read_day(text: str, near: date | None = None) -> date | None:
    """The first day in a text.  near: tells the year where none is written; the day lies before."""
    found = _day(mended(text), near)
    return found[0] if found else None


def read_start(text: str, near: date | None = None) -> tuple[datetime, bool] | None:
    """When it began, naive; whether a clock time is written, else it is midnight."""
    text = mended(text)
    found = _day(text, near)
    if not found:
        return None
    day, end = found
    clock = _clock(text[end:], day)
    return datetime.combine(day, clock or time()), clock is not None


def mended(text: str) -> str:
    """Letters that stand for figures beside figures."""
    text = _STROKE.sub("1", text)
    return re.sub(
        r"(?<=[\d年月日.\-/:])[OoQ〇○lI|丨!iZzSB](?=[\d年月日.\-/:]|$)|(?<=\d)[OoQ〇○lI|丨!iZzSB]|[OoQ〇○lI|丨!](?=\d)",
        lambda found: found[0].translate(_LIKE_FIGURES),
        text.replace("：", ":"),
    )


def _day(text: str, near: date | None) -> tuple[date, int] | None:
    for pattern in (_FULL, _TIGHT, _LOOSE):
        for match in pattern.finditer(text):
            year = int(match[1]) if len(match[1]) == _DIGITS else 2000 + int(match[1])
            day = _valid(year, int(match[2]), int(match[3]))
            if day:
                return day, match.end()
    return _without_year(text, near) if near else None


def _without_year(text: str, near: date) -> tuple[date, int] | None:
    match = _MONTH_DAY.search(text)
    if not match:
        return None
    days = (_valid(near.year - back, int(match[1]), int(match[2])) for back in (0, 1))
    latest = near + timedelta(days=1)
    return next(((day, match.end()) for day in days if day and day <= latest), None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year <= _LATEST else None
    except ValueError:
        return None


def _clock(text: str, day: date) -> time | None:
    evening = datetime.combine(day, time(23, 59), _ZONE)
    for stated in find_times(text, evening):
        if isinstance(stated.value, When) and stated.value.precision is Precision.MINUTE:
            return stated.value.start.time()
    return None
