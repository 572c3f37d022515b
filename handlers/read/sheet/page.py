"""A flat page: its lines of text and ruled cells, and where they stand to each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

from handlers.model.seen import Line

Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom in pixels


@dataclass(frozen=True, slots=True)
class Page:
    """lines: as read, in no order.  cells: what ruled lines enclose.  spots: all text, read or not."""

    lines: tuple[Line, ...]
    cells: tuple[Box, ...]
    width: float
    height: float
    spots: tuple[Box, ...] = ()

    @property
    def text_height(self) -> float:
        """Pixels of a common line of text."""
        return median(height(line.box) for line in self.lines) if self.lines else 1.0


def middle(box: Box) -> tuple[float, float]:
    """The point in the middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def holds(outer: Box, inner: Box) -> bool:
    """Whether the middle of one box lies in the other."""
    x, y = middle(inner)
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around boxes; there is at least one."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def cell_of(box: Box, cells: Iterable[Box]) -> Box | None:
    """The smallest cell in which the box stands."""
    found = [cell for cell in cells if holds(cell, box)]
    return min(found, key=_area, default=None)


def in_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines from the top down, those beside each other from left to right in one row."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: middle(one.box)[1]):
        if rows and _beside(rows[-1][-1].box, line.box):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.box[0]) for row in rows]


def joined(lines: Sequence[Line]) -> str:
    """The text of lines in reading order; wrapped lines run on."""
    return "".join(line.text.strip() for row in in_rows(lines) for line in row)


def surely(lines: Sequence[Line]) -> float:
    """How sure the reading is, weighed by length; 0 without any."""
    letters = sum(len(line.text) for line in lines)
    return (
        sum(line.confidence * len(line.text) for line in lines) / letters
        if letters
        else 0.0
    )


def _beside(one: Box, other: Box) -> bool:
    return abs(middle(one)[1] - middle(other)[1]) < 0.5 * min(height(one), height(other))


def height(box: Box) -> float:
    """From its top to its bottom."""
    return box[3] - box[1]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * height(box)
