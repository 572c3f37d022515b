"""The row that heads a list of people, and where its columns of names lie."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.model.seen import Line
from handlers.read.sheet.fields import piece
from handlers.read.sheet.page import Box, Page, cell_of, in_rows, middle
from handlers.read.sheet.words import Column, column_of

_WIDER = 1.3  # times a head: what stands below it belongs to other columns, too
_PEOPLE = (Column.NAME, Column.SIGNATURE)


@dataclass(frozen=True, slots=True)
class Head:
    """What heads a column, and its box: of its cell where it has one."""

    kind: Column
    box: Box
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A column below its head.  left, right: as far as its neighbours let it reach."""

    head: Box
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Where people sign, and where their names can be read, which is mostly the same."""

    signed: Strip
    named: Strip


def heads(page: Page) -> tuple[Head, ...]:
    """The heads of a list with names, from left to right; () on pages without such a list."""
    best: tuple[Head, ...] = ()
    for row in in_rows(page.lines):
        found = tuple(_heads_in(row, page))
        named = sum(head.kind in _PEOPLE for head in found)
        if named and len(found) >= max(2, len(best) + 1):
            best = found
    return best


def pairs(found: Sequence[Head], page: Page) -> tuple[Pair, ...]:
    """The columns of a list in which people sign, from left to right."""
    strips = [(head.kind, _strip(found, place, page)) for place, head in enumerate(found)]
    named = [strip for kind, strip in strips if kind is Column.NAME]
    signed = [strip for kind, strip in strips if kind is Column.SIGNATURE]
    if not named or not signed:
        return tuple(Pair(strip, strip) for strip in named or signed)
    return tuple(Pair(strip, _partner(strip, named)) for strip in signed)


def top_of(found: Sequence[Head]) -> float:
    """Where the list begins."""
    return min(head.box[1] for head in found)


def numbers_below(found: Sequence[Head], page: Page) -> tuple[Box, ...]:
    """The printed numbers in the leftmost column of numbers, from the top down."""
    column = next((head for head in found if head.kind is Column.NUMBER), None)
    return _below(column, page) if column else ()


def _below(column: Head, page: Page) -> tuple[Box, ...]:
    """Text under a head that is no wider than it, from the top down; it may drift sideways."""
    left, _, right, bottom = column.box
    wide = right - left
    centre = (left + right) / 2
    found: list[Box] = []
    for box in sorted(page.spots, key=lambda one: one[1]):
        x, y = middle(box)
        if y > bottom and abs(x - centre) < wide / 2 and box[2] - box[0] < _WIDER * wide:
            found.append(box)
            centre = x
    return tuple(found)


def _heads_in(row: Sequence[Line], page: Page) -> list[Head]:
    found = []
    for line in (part for whole in row for part in _columns(whole)):
        kind, cell = column_of(line.text), cell_of(line.box, page.cells)
        if kind:
            found.append(Head(kind, cell or line.box, ruled=cell is not None))
    return found


def _columns(line: Line) -> list[Line]:
    """Heads of neighbouring columns that were found as one line of text, each by itself."""
    words = [piece(line, *word.span()) for word in re.finditer(r"\S+", line.text)]
    apart = column_of(line.text) is None and all(column_of(word.text) for word in words)
    return words if apart else [line]


def _strip(found: Sequence[Head], place: int, page: Page) -> Strip:
    """Where no cell tells, a column reaches as far as its neighbours leave it room."""
    head = found[place]
    if head.ruled:
        return Strip(head.box, head.box[0], head.box[2])
    left = _end(found[place - 1], head, page) if place else 0.0
    last = place + 1 == len(found)
    right = page.width if last else (head.box[2] + found[place + 1].box[0]) / 2
    return Strip(head.box, left, right)


def _end(before: Head, head: Head, page: Page) -> float:
    """How far the column before reaches; printed numbers show it."""
    middle_way = (before.box[2] + head.box[0]) / 2
    if before.kind is not Column.NUMBER:
        return middle_way
    return max((box[2] for box in _below(before, page)), default=middle_way)


def _partner(signed: Strip, named: Sequence[Strip]) -> Strip:
    """The nearest names on the left, else the nearest at all."""
    left = [strip for strip in named if strip.left <= signed.left]
    return min(left or named, key=lambda strip: abs(strip.left - signed.left))
