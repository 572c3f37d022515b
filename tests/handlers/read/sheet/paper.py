"""Pages as recognition hands them over, made of words at places."""

from datetime import datetime
from itertools import pairwise

from handlers.model.seen import Line
from handlers.read.sheet.page import Box, Page

WIDE, HIGH, LETTER = 1000.0, 1400.0, 30.0


def line(
    text: str, left: float, top: float, sure: float = 0.9, high: float = LETTER
) -> Line:
    """A line whose letters are as wide as high."""
    return Line(text, sure, (left, top, left + high * len(text), top + high))


def page(*lines: Line, cells: tuple[Box, ...] = (), spots: tuple[Box, ...] = ()) -> Page:
    return Page(lines, cells, WIDE, HIGH, spots or tuple(one.box for one in lines))


def grid(lefts: list[float], tops: list[float]) -> tuple[Box, ...]:
    """The cells between upright and level rules."""
    return tuple(
        (left, top, right, bottom)
        for top, bottom in pairwise(tops)
        for left, right in pairwise(lefts)
    )


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time as it stands on paper, without a zone."""
    return datetime.fromisoformat(f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}")
