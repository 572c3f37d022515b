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
    around,
    cell_of,
    height,
    holds,
    in_rows,
    joined,
    middle,
    surely,
)
from handlers.read.sheet.words import Label, ending_of, inline, label_of

_COLON: Final = " :："  # where it was found with the value
_GAP: Final = 0.6  # of a line's height, at most, between the lines of one label
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
    lines = _unstacked([part for line in page.lines for part in _parts(line)], page)
    labels = [*_in_cells(page, lines), *_loose(page, lines)]
    labels.sort(key=lambda entry: (entry.box[1], entry.box[0]))
    taken = [entry.box for entry in labels]
    rest = [line for line in lines if not any(_is(line.box, box) for box in taken)]
    return [_filled(entry, labels, rest, page) for entry in labels]


def _unstacked(lines: Sequence[Line], page: Page) -> list[Line]:
    """Labels that stand in no cell and take several lines, each made one line."""
    free = [line for line in lines if cell_of(line.box, page.cells) is None]
    stacks = [stack for stack in _stacks(free) if stack[1:] and label_of(joined(stack))]
    parts = [line for stack in stacks for line in stack]
    whole = [
        Line(joined(stack), surely(stack), around(line.box for line in stack))
        for stack in stacks
    ]
    return [*(line for line in lines if line not in parts), *whole]


def _stacks(lines: Sequence[Line]) -> Iterable[list[Line]]:
    """Lines close below each other, from the top down; most lines stand alone."""
    rest = sorted(lines, key=lambda line: line.box[1])
    while rest:
        stack = [rest.pop(0)]
        for line in rest[:]:
            if _under(stack[-1].box, line.box):
                stack.append(line)
                rest.remove(line)
        yield stack


def _under(upper: Box, lower: Box) -> bool:
    aside = abs(middle(upper)[0] - middle(lower)[0])
    letter = min(height(upper), height(lower))
    return abs(lower[1] - upper[3]) < _GAP * letter and aside < letter


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
        text = joined(inside)
        label = label_of(text) or (ending_of(text) if _outermost(cell, page) else None)
        if label:
            yield Entry(label, cell, ruled=True)


def _outermost(cell: Box, page: Page) -> bool:
    """Whether no cell stands left of it: labels stand there, never values."""
    x, y = cell[0], middle(cell)[1]
    return not any(one[1] < y < one[3] and one[2] < x + 1 for one in page.cells)


def _loose(page: Page, lines: Sequence[Line]) -> Iterable[Entry]:
    """Lines that are labels but fill no cell of their own."""
    for line in lines:
        cell = cell_of(line.box, page.cells)
        inside = [one for one in lines if cell and holds(cell, one.box)]
        alone = label_of(joined(inside))
        label = label_of(line.text) or next((mark[0] for mark in inline(line.text)), None)
        colon = line.text.rstrip().endswith((":", "："))
        leading = _leads(line, lines) or _parted(line, inside)
        if label and not alone and (colon or cell is None or leading):
            yield Entry(label, line.box, ruled=False)


def _leads(line: Line, lines: Sequence[Line]) -> bool:
    """Whether nothing stands before the line in its row."""
    row = next(row for row in in_rows(lines) if line in row)
    return row[0] is line


def _parted(line: Line, inside: Sequence[Line]) -> bool:
    """Whether it is first of several beside each other in a cell: a rule was overlooked."""
    return any(row[0] is line and len(row) > 1 for row in in_rows(inside))


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
    high = bottom - top
    others = [one.box for one in labels if one is not entry]
    beside = [
        box[0] for box in others if box[0] >= right - 1 and _rows_meet(box, entry.box)
    ]
    end = min(beside, default=page.width)
    if entry.ruled:
        top, bottom = _span(entry.box, others, page)
        return right, top, end, bottom
    below = [box[1] for box in others if box[1] > top + 0.7 * high]
    floor = min(below, default=page.height)
    if entry.label in {Label.CONTENT, Label.FEEDBACK} and not beside:
        ruled = (one.box[3] for one in labels if one.ruled and one.box[3] <= top)
        return 0.0, max(ruled, default=top - 0.2 * high), end, floor
    return right - 0.5 * high, top - 0.6 * high, end, floor


def _span(box: Box, others: Sequence[Box], page: Page) -> tuple[float, float]:
    """From where to where a value's cell reaches: a crease may part the label's own."""
    cells = [cell for cell in page.cells if _adjoins(box, cell)]
    top = min((cell[1] for cell in cells), default=box[1])
    bottom = max((cell[3] for cell in cells), default=box[3])
    before = [other[3] for other in others if other[3] <= box[1] + 1]
    behind = [other[1] for other in others if other[1] >= box[3] - 1]
    return max(min(top, box[1]), *before, 0.0), min(
        max(bottom, box[3]), *behind, page.height
    )


def _adjoins(label: Box, cell: Box) -> bool:
    return abs(cell[0] - label[2]) < height(label) and _rows_meet(label, cell)


def _rows_meet(one: Box, other: Box) -> bool:
    return min(one[3], other[3]) - max(one[1], other[1]) > 0.4 * min(
        one[3] - one[1], other[3] - other[1]
    )


def first(found: Iterable[Entry], label: Label) -> Entry | None:
    """The first entry of a kind that has a value, else the first of the kind."""
    of_kind = [entry for entry in found if entry.label is label]
    return next((entry for entry in of_kind if entry.lines), next(iter(of_kind), None))
