"""Labels on a page and what stands beside, below or behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from handlers.model.seen import Line, Read
from handlers.read.phones import masked
from handlers.read.sheet.page import (
    Box,
    Page,
    cell_of,
    holds,
    in_rows,
    joined,
    middle,
    surely,
)
from handlers.read.sheet.words import Label, inline, label_of

_COLON: Final = " :："  # where it was found with the value
_WESTERN: Final = 0x2E7F  # the last code point of narrow scripts


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and the lines of its value.  box: of the label; ruled: it has a cell of its own."""

    label: Label
    box: Box
    ruled: bool
    lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        return joined(self.lines)


def told(entry: Entry | None) -> Read | None:
    """The value without telephone numbers and its label's colon, and how sure it is."""
    value = entry.text.lstrip(_COLON) if entry else ""
    if entry is None or not value:
        return None
    return Read(masked(value), surely(entry.lines))


def entries(page: Page) -> list[Entry]:
    """All labels of a page from the top down, with their values."""
    lines = [part for line in page.lines for part in _parts(line)]
    labels = [*_in_cells(page, lines), *_loose(page, lines)]
    labels.sort(key=lambda entry: (entry.box[1], entry.box[0]))
    taken = [entry.box for entry in labels]
    rest = [line for line in lines if not any(_is(line.box, box) for box in taken)]
    return [_filled(entry, labels, rest, page) for entry in labels]


def _parts(line: Line) -> Iterable[Line]:
    """A line that holds labels with colons, cut before and behind each of them."""
    marks = inline(line.text)
    if not marks:
        yield line
        return
    cuts = sorted(
        {0, *(at for _, first, last in marks for at in (first, last)), len(line.text)}
    )
    for first, last in pairwise(cuts):
        if line.text[first:last].strip():
            yield piece(line, first, last)


def piece(line: Line, first: int, last: int) -> Line:
    """The part of a line between two characters, and about where it stands."""
    left, top, right, bottom = line.box
    letter = (right - left) / max(1, _width(line.text))
    start = left + letter * _width(line.text[:first])
    end = left + letter * _width(line.text[:last])
    return replace(line, text=line.text[first:last], box=(start, top, end, bottom))


def _width(text: str) -> float:
    """Chinese characters are about twice as wide as figures."""
    return sum(1.0 if ord(sign) > _WESTERN else 0.55 for sign in text)


def _in_cells(page: Page, lines: Sequence[Line]) -> Iterable[Entry]:
    """Cells whose whole text is a label, in one line or several."""
    for cell in page.cells:
        inside = [line for line in lines if cell_of(line.box, page.cells) == cell]
        label = label_of(joined(inside)) if inside else None
        if label:
            yield Entry(label, cell, ruled=True)


def _loose(page: Page, lines: Sequence[Line]) -> Iterable[Entry]:
    """Lines that are labels but fill no cell of their own."""
    for line in lines:
        cell = cell_of(line.box, page.cells)
        alone = cell and label_of(joined([one for one in lines if holds(cell, one.box)]))
        label = label_of(line.text) or next((mark[0] for mark in inline(line.text)), None)
        colon = line.text.rstrip().endswith((":", "："))
        if label and not alone and (colon or cell is None or _leads(line, lines)):
            yield Entry(label, line.box, ruled=False)


def _leads(line: Line, lines: Sequence[Line]) -> bool:
    """Whether nothing stands before the line in its row."""
    row = next(row for row in in_rows(lines) if line in row)
    return row[0] is line


def _is(box: Box, label: Box) -> bool:
    x, y = middle(box)
    return label[0] <= x <= label[2] and label[1] <= y <= label[3]


def _filled(
    entry: Entry, labels: Sequence[Entry], rest: Sequence[Line], page: Page
) -> Entry:
    area = _area(entry, labels, page)
    inside = [line for line in rest if holds(area, line.box)]
    if not entry.ruled and entry.label not in {Label.CONTENT, Label.FEEDBACK}:
        beside = [line for line in inside if _rows_meet(line.box, entry.box)]
        inside = beside or [line for row in in_rows(inside)[:1] for line in row]
    return replace(entry, lines=tuple(inside))


def _area(entry: Entry, labels: Sequence[Entry], page: Page) -> Box:
    """Where the value stands: to the right up to the next label, down to the next row of labels."""
    _, top, right, bottom = entry.box
    height = bottom - top
    others = [one.box for one in labels if one is not entry]
    beside = [
        box[0] for box in others if box[0] >= right - 1 and _rows_meet(box, entry.box)
    ]
    end = min(beside, default=page.width)
    if entry.ruled:
        return right, top, end, bottom
    below = [box[1] for box in others if box[1] > top + 0.7 * height]
    floor = min(below, default=page.height)
    if entry.label in {Label.CONTENT, Label.FEEDBACK} and not beside:
        return 0.0, top - 0.2 * height, end, floor
    return right - 0.5 * height, top - 0.6 * height, end, floor


def _rows_meet(one: Box, other: Box) -> bool:
    return min(one[3], other[3]) - max(one[1], other[1]) > 0.4 * min(
        one[3] - one[1], other[3] - other[1]
    )


def first(found: Iterable[Entry], label: Label) -> Entry | None:
    """The first entry of a kind that has a value, else the first of the kind."""
    of_kind = [entry for entry in found if entry.label is label]
    return next((entry for entry in of_kind if entry.lines), next(iter(of_kind), None))
