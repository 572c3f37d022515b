"""A sign-in sheet: its title, day and place, the rows that somebody signed, the names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from handlers.model.seen import Line, Read, SignIn
from handlers.read.phones import masked
from handlers.read.sheet.days import read_day
from handlers.read.sheet.fields import Entry, entries, first, told
from handlers.read.sheet.heads import heads, top_of
from handlers.read.sheet.page import Box, Page, height, middle
from handlers.read.sheet.people import apart, is_name
from handlers.read.sheet.words import Label, column_of, is_signin_title, label_of

_LEGIBLE: Final = 0.6  # half of the names must be read so surely to tell what is struck out
_THROUGH, _PARTLY = (
    0.65,
    0.45,
)  # of the width of a name: strokes that are no part of characters
_READ, _UNREAD = 0.9, 0.25
_HEAVIER: Final = 1.15  # times the ink of other names
_HEAVY: Final = 1.1  # the same, enough for a doubt
_NARROW: Final = 5.5  # times the height of a line: a name with its number


@dataclass(frozen=True, slots=True)
class Mark:
    """A place for a signature.  signed: there is ink.  name: if readable.

    doubtful: whether somebody signed there cannot be said for sure.

    line: the longest level stroke as a share of the writing's width.  ink: its density.
    """

    box: Box
    signed: bool
    name: Read | None = None
    line: float = 0.0
    ink: float = 0.0
    doubtful: bool = False


def sign_in(
    page: Page, marks: Sequence[Mark], *, whole: bool, near: date | None = None
) -> SignIn:
    """What a sign-in sheet says.  whole: no row is cut off or outside of ruled lines."""
    found = heads(page)
    top = top_of(found) if found else page.height
    above = _above(page, top)
    labels = entries(above)
    inked = [mark for mark in marks if mark.signed]
    signed = _standing(inked)
    clear = whole and bool(found) and bool(signed) and not _doubted(marks)
    return SignIn(
        count=len(signed),
        clear=clear,
        names=tuple(_masked(mark.name) for mark in signed if mark.name),
        title=_title(above),
        place=told(first(labels, Label.PLACE)),
        day=_day(first(labels, Label.TIME), above, near),
        name=told(first(labels, Label.NAME)),
    )


def _standing(marks: Sequence[Mark]) -> list[Mark]:
    """Without those struck out, where the page is clear enough to tell."""
    if not marks or median(_sure(mark) for mark in marks) < _LEGIBLE:
        return list(marks)
    usual = median(mark.ink for mark in marks)
    return [mark for mark in marks if not _struck(mark, usual)]


def _doubted(marks: Sequence[Mark]) -> bool:
    """Whether one of them may count or not: also what looks struck out, if only a little."""
    inked = [mark for mark in marks if mark.signed]
    usual = median(mark.ink for mark in inked) if inked else 0.0
    return any(mark.doubtful or _crossed(mark, usual) for mark in marks)


def _crossed(mark: Mark, usual: float) -> bool:
    """Level strokes in what can hardly be read; many characters have some, with no more ink."""
    if not mark.signed or mark.line < _PARTLY:
        return False
    sure = _sure(mark)
    return sure < _UNREAD or (sure < _READ and mark.ink >= _HEAVY * usual)


def _struck(mark: Mark, usual: float) -> bool:
    """Long level strokes, and more ink than in others, through what can hardly be read."""
    if mark.ink < _HEAVIER * usual:
        return False
    sure = _sure(mark)
    return (mark.line >= _THROUGH and sure < _READ) or (
        mark.line >= _PARTLY and sure < _UNREAD
    )


def _sure(mark: Mark) -> float:
    return mark.name.confidence if mark.name else 0.0


def _above(page: Page, top: float) -> Page:
    """What stands over the list."""
    lines = tuple(line for line in page.lines if middle(line.box)[1] < top)
    return Page(
        lines, tuple(cell for cell in page.cells if cell[3] < top + 2), page.width, top
    )


def _title(above: Page) -> Read | None:
    lines = above.lines
    named = [line for line in lines if is_signin_title(line.text)]
    best = max(named, key=_size, default=None)
    if best is None:
        free = [
            line for line in lines if label_of(line.text) is None and ":" not in line.text
        ]
        best = max(free, key=_size, default=None)
    return _masked(best) if best else None


def _masked(read: Read | Line) -> Read:
    return Read(masked(read.text), read.confidence)


def _size(line: Line) -> float:
    return height(line.box)


def _day(entry: Entry | None, above: Page, near: date | None) -> date | None:
    day = read_day(entry.text, near) if entry else None
    texts = (line.text for line in above.lines)
    return day or next((one for text in texts if (one := read_day(text))), None)


def loose(page: Page) -> tuple[Line, ...]:
    """Names below each other without a table: what is short and stands under the labels."""
    labels = entries(page)
    told = {line.text for entry in labels for line in entry.lines}
    top = max((entry.box[3] for entry in labels), default=0.0)
    lines = [line for line in page.lines if line.text not in told and _is_short(line)]
    below = [
        line for line in lines if middle(line.box)[1] > top and not _is_word(line.text)
    ]
    return tuple(sorted(below, key=lambda one: (one.box[1], one.box[0])))


def _is_short(line: Line) -> bool:
    """No longer than a numbered name, or several names with gaps between them."""
    left, top, right, bottom = line.box
    narrow = right - left < _NARROW * (bottom - top)
    return narrow or any(is_name(part) for part in apart(line.text))


def _is_word(text: str) -> bool:
    """A title, a label, a number alone: no name."""
    known = is_signin_title(text) or label_of(text) or column_of(text)
    return bool(known) or not any("一" <= sign <= "龥" for sign in text)
