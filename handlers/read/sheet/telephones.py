"""Telephone numbers on a page: what stands where they belong is starred, however it was read (R14)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from handlers.model.seen import Line
from handlers.read.number_shapes import LONG
from handlers.read.phones import FIGURE, STAR, masked
from handlers.read.sheet.fields import piece
from handlers.read.sheet.page import Box, Page, cell_of, height, holds, in_rows, middle
from handlers.read.sheet.words import Label, column_of, inline, label_of, plain

_HEAD: Final = re.compile(
    r".{0,4}(?:电[话活语诂括]|联[系糸][方万]式|手[机札杌]|身份证|微信|[Tt][Ee][Ll]|[Pp]hone).{0,4}"
)
_TOLD: Final = re.compile(r"年.{0,6}月|月.{0,4}日")
_HAN: Final = re.compile(r"[一-龥]")
_PROSE: Final = 4  # Chinese characters, and more of them than figures
_SOME: Final = 5  # figures beside a label: no count has so many
_NUMBERS: Final = 2  # of them below each other, and what stands above is their head
_MOSTLY: Final = 0.7  # of a line's width in a column: the rest is a slip of the pen
_WIDER: Final = 1.3  # times a head's cell: a cell of several columns
_BETWEEN: Final = "  "  # lines beside each other, read as one


@dataclass(frozen=True, slots=True)
class _Place:
    """Where telephone numbers stand.  column: below their head, not beside a label."""

    box: Box
    column: bool
    ruled: bool = False


def without_phones(page: Page) -> Page:
    """The page with stars for the figures of telephone numbers, and all else in their columns."""
    rows = in_rows(page.lines)
    places = [place for row in rows for place in _places(row, rows, page)]
    lines = [
        replace(line, text=_starred(line, text, places, page))
        for row in rows
        for line, text in zip(row, _beside_each_other(row), strict=True)
    ]
    return replace(page, lines=tuple(lines))


def _beside_each_other(row: Sequence[Line]) -> list[str]:
    """The texts of a row: one number may have been found as several lines."""
    text, at, texts = masked(_BETWEEN.join(line.text for line in row)), 0, []
    for line in row:
        texts.append(text[at : at + len(line.text)])
        at += len(line.text) + len(_BETWEEN)
    return texts


def _places(
    row: Sequence[Line], rows: Sequence[Sequence[Line]], page: Page
) -> Iterator[_Place]:
    """Below or beside the heads in a row."""
    parts = [part for line in row for part in _words(line)]
    for place, head in enumerate(parts):
        if not _is_head(head.text):
            continue
        cell = cell_of(head.box, page.cells)
        before = parts[place - 1].box[2] if place else None
        behind = parts[place + 1].box[0] if place + 1 < len(parts) else None
        column = _column(head.box, cell, before, behind, page)
        floor = _floor(column, rows)
        below = _Place((*column[:3], floor), column=True, ruled=cell is not None)
        if _heads(parts) or _numbered(below.box, page.lines):
            yield below
        else:
            yield _Place(_beside(cell or head.box, parts[place + 1 :], page), column=False)


def _words(line: Line) -> list[Line]:
    """Heads that were found as one line, each by itself."""
    words = [piece(line, *word.span()) for word in re.finditer(r"\S+", line.text)]
    return words if all(column_of(word.text) for word in words) else [line]


def _is_head(text: str) -> bool:
    """Whether it asks for a telephone number, or one of a person; its value is no part of it."""
    bare = plain(text)
    return _HEAD.fullmatch(bare) is not None and not re.search(r"\d{3}", bare)


def _heads(parts: Sequence[Line]) -> bool:
    """Whether a row is the head of a list: most of it are heads, so no values are in it."""
    found = sum(column_of(part.text) is not None or _is_head(part.text) for part in parts)
    return found >= _NUMBERS and found * 2 > len(parts)


def _column(
    head: Box, cell: Box | None, before: float | None, behind: float | None, page: Page
) -> Box:
    """From the head down: as its cell, else half way to the heads beside it."""
    if cell:
        return cell[0], cell[3], cell[2], page.height
    left = 0.0 if before is None else (before + head[0]) / 2
    right = page.width if behind is None else (behind + head[2]) / 2
    return left, head[3], right, page.height


def _floor(column: Box, rows: Iterable[Sequence[Line]]) -> float:
    """Where the list ends: at other heads, or at the labels of a record sheet."""
    for row in rows:
        top = min(line.box[1] for line in row)
        if middle(row[0].box)[1] <= column[1] or _numbered(column, row, 1):
            continue
        asked = any(label_of(line.text) not in {None, Label.ASIDE} for line in row)
        if asked or _heads(row):
            return top
    return column[3]


def _numbered(place: Box, lines: Iterable[Line], most: int = _NUMBERS) -> bool:
    """Whether numbers stand there."""
    inside = (line for line in lines if holds(place, line.box) and not _is_told(line.text))
    return sum(_figures(line.text) >= LONG for line in inside) >= most


def _beside(label: Box, others: Sequence[Line], page: Page) -> Box:
    """To the right of a label, up to the next one."""
    ends = (line.box[0] for line in others if label_of(line.text) or column_of(line.text))
    slack = 0.3 * height(label)
    return label[2], label[1] - slack, next(ends, page.width), label[3] + slack


def _starred(line: Line, text: str, places: Sequence[_Place], page: Page) -> str:
    for place in places:
        text = (_in_column if place.column else _at_label)(line, text, place, page)
    return text


def _at_label(line: Line, text: str, place: _Place, page: Page) -> str:
    inside = holds(place.box, line.box) and _figures(line.text) >= _SOME
    return re.sub(FIGURE, STAR, text) if inside and not _is_told(line.text) else text


def _in_column(line: Line, text: str, place: _Place, page: Page) -> str:
    """With stars for what is in the column; names in the same line stay."""
    left, top, right, bottom = place.box
    if not top < middle(line.box)[1] < bottom:
        return text
    inside = min(right, line.box[2]) - max(left, line.box[0])
    within = inside >= _MOSTLY * (line.box[2] - line.box[0])
    if within and place.ruled and _fits(cell_of(line.box, page.cells), place.box):
        return re.sub(r"\S", STAR, text)
    if inside <= 0 or not _figures(line.text) or _is_told(line.text):
        return text
    if within:
        return re.sub(r"\S", STAR, text)
    return "".join(_parted(line, text, place.box))


def _fits(cell: Box | None, column: Box) -> bool:
    """Whether a cell is of that column alone."""
    wide = column[2] - column[0]
    return cell is not None and cell[2] - cell[0] < _WIDER * wide


def _parted(line: Line, text: str, column: Box) -> Iterator[str]:
    """A line that reaches into other columns: only its words in this one are starred."""
    words = [0, *(at for word in re.finditer(r"[^\s一-龥]+", text) for at in word.span())]
    for number, (first, last) in enumerate(pairwise([*words, len(text)])):
        x = middle(piece(line, first, last).box)[0]
        inside = number % 2 and column[0] < x < column[2]
        yield STAR * (last - first) if inside else text[first:last]


def _is_told(text: str) -> bool:
    """A heading, a label with its value, a day, a sentence: no number."""
    written = len(_HAN.findall(text))
    prose = written >= _PROSE and written > _figures(text)
    named = bool(label_of(text) or column_of(text) or _is_head(text) or inline(text))
    return prose or named or _TOLD.search(text) is not None


def _figures(text: str) -> int:
    """So many of its signs are figures, or like one."""
    return len(re.findall(FIGURE, text))
