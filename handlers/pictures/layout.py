"""Where the pictures of a page lie: rows of one to three, in order, cut as little as can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

IN_A_ROW = 3
USUAL = 0.44  # on a phone people are still seen at this height
LOWEST = 0.28  # flatter rows are not made, their pictures are cut
HIGHEST = 16 / 9  # the same of higher ones: a photo of a phone held upright is whole
SEEN = 0.25  # of the width; in narrower pictures nobody sees much
NARROWEST, WIDEST = 0.46, 3.2  # width to height of what is left of one picture: nearly all

Box = tuple[float, float, float, float]  # left, top, right, bottom as shares of the picture
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture as people see it, in pixels.  focus: what must not be cut off, if known."""

    width: int
    height: int
    focus: Box | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that pictures fill: its width and the gap between them, in px.

    usual: height of a row where shapes leave the choice.  highest: of any row.  Both are
    shares of the width.
    """

    width: int
    gap: int
    usual: float = USUAL
    highest: float = HIGHEST


@dataclass(frozen=True, slots=True)
class Place:
    """A picture's place on the page, in pixels, and which part of it is shown there."""

    x: int
    y: int
    width: int
    height: int
    shows: Box


def laid_out(shapes: Sequence[Shape], frame: Frame) -> tuple[Place, ...]:
    """A place for each, in rows that fill the width; equal shapes always lie the same."""
    if not shapes:
        return ()
    rows = min(
        _divided(shapes),
        key=lambda rows: sum(_unease(row, frame) for row in rows),
    )
    places: list[Place] = []
    y = 0
    for row in rows:
        height = _height(row, frame)
        places += _row(row, y, height, frame)
        y += height + frame.gap
    return tuple(places)


def height_of(places: Sequence[Place]) -> int:
    """How much of the page they take."""
    return max((place.y + place.height for place in places), default=0)


def _divided(shapes: Sequence[Shape]) -> Iterator[list[Sequence[Shape]]]:
    """Every way to break them into rows, large pictures first."""
    if not shapes:
        yield []
    for size in range(1, min(IN_A_ROW, len(shapes)) + 1):
        for rest in _divided(shapes[size:]):
            yield [shapes[:size], *rest]


def _unease(row: Sequence[Shape], frame: Frame) -> float:
    """How far a row is from its usual height, what is lost of its pictures, how tiny one is."""
    height = _height(row, frame)
    lost = abs(log(height / _natural(row, frame)))
    narrowest = min(map(_aspect, row)) * height / frame.width
    tiny = max(log(SEEN / narrowest), 0.0)
    return log(height / (frame.usual * frame.width)) ** 2 + lost + tiny


def _height(row: Sequence[Shape], frame: Frame) -> int:
    natural = _natural(row, frame)
    return round(min(max(natural, LOWEST * frame.width), frame.highest * frame.width))


def _natural(row: Sequence[Shape], frame: Frame) -> float:
    """The height at which the pictures fill the row uncut."""
    return _free(row, frame) / sum(map(_aspect, row))


def _free(row: Sequence[Shape], frame: Frame) -> int:
    """What the gaps leave of the width."""
    return frame.width - frame.gap * (len(row) - 1)


def _aspect(shape: Shape) -> float:
    return min(max(shape.width / max(shape.height, 1), NARROWEST), WIDEST)


def _row(row: Sequence[Shape], y: int, height: int, frame: Frame) -> Iterator[Place]:
    """The rounding goes to the last one, so that every row ends at the same edge."""
    free, total = _free(row, frame), sum(map(_aspect, row))
    x = 0
    for number, shape in enumerate(row, 1):
        last = number == len(row)
        wide = frame.width - x if last else round(free * _aspect(shape) / total)
        yield Place(x, y, wide, height, _shown(shape, wide / height))
        x += wide + frame.gap


def _shown(shape: Shape, aspect: float) -> Box:
    """The largest part of that aspect, around the focus."""
    own = shape.width / max(shape.height, 1)
    left, top, right, bottom = shape.focus or WHOLE
    if own > aspect:
        start, end = _span((left + right) / 2, aspect / own)
        return (start, 0.0, end, 1.0)
    start, end = _span((top + bottom) / 2, own / aspect)
    return (0.0, start, 1.0, end)


def _span(middle: float, share: float) -> tuple[float, float]:
    start = min(max(middle - share / 2, 0.0), 1.0 - share)
    return start, start + share
