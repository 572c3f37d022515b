"""What a page of text is: a sign-in sheet, a record sheet, or something else."""

import re
from collections.abc import Sequence
from typing import Final

from handlers.model.seen import Line, Shows
from handlers.read.sheet.fields import Entry, entries
from handlers.read.sheet.heads import Head, heads
from handlers.read.sheet.page import Page, cell_of, in_rows
from handlers.read.sheet.people import apart, is_name
from handlers.read.sheet.words import (
    Column,
    Label,
    is_other_title,
    is_record_title,
    is_signin_title,
)

_OFFERS: Final = re.compile(
    r"报名|招募|邀请|扫码|接龙|限\d+[人名]|欢迎|名额|联系人|二维码|截止"
)
_TITLE_ROWS: Final = 3
_ENOUGH, _SUREST = 1.0, 0.99
_SOME: Final = 3  # names in no list, labels in cells of their own
_WANTED: Final = {
    Label.NAME,
    Label.TIME,
    Label.PLACE,
    Label.HEADCOUNT,
    Label.CONTENT,
    Label.FEEDBACK,
}


def kind_of(page: Page) -> tuple[Shows, float]:
    """What a page of text is, and how sure that is; a scene is none of them."""
    found, labels = heads(page), entries(page)
    signin, record = _signin(page, found), _record(page, labels, found)
    best = max(signin, record)
    if best < _ENOUGH:
        return Shows.OTHER, min(_SUREST, 0.6 + 0.4 * (_ENOUGH - max(best, 0.0)))
    kind = Shows.SIGNIN if signin >= record else Shows.RECORD
    return kind, min(_SUREST, 0.5 + 0.2 * best)


def _titles(page: Page, found: Sequence[Head]) -> list[Line]:
    """Lines that could be a title: in the first rows, above the list."""
    top = min((head.box[1] for head in found), default=page.height)
    above = [line for line in page.lines if line.box[3] <= top + 0.3 * page.text_height]
    return [line for row in in_rows(above)[:_TITLE_ROWS] for line in row]


def _signin(page: Page, found: Sequence[Head]) -> float:
    titles = _titles(page, found)
    score = 1.2 * any(is_signin_title(line.text) for line in titles)
    score -= 1.5 * any(_other(line.text) for line in titles)
    score -= 0.3 * len(_offers(page))
    kinds = {head.kind for head in found}
    if kinds & {Column.NAME, Column.SIGNATURE}:
        return score + 0.7 + 0.4 * (Column.NUMBER in kinds) + 0.4 * (Column.PHONE in kinds)
    return score + (0.5 if score > 0 and _loose_names(page) >= _SOME else -0.6)


def _record(page: Page, labels: Sequence[Entry], found: Sequence[Head]) -> float:
    titles = _titles(page, ())
    score = 1.0 * any(is_record_title(line.text) for line in titles)
    score -= 1.0 * any(_other(line.text) for line in titles)
    score -= 0.6 * len(_offers(page)) + 0.8 * bool(found)
    asked = {entry.label for entry in labels} & _WANTED
    ruled = sum(entry.ruled for entry in labels)
    told = bool(asked & {Label.CONTENT, Label.FEEDBACK})
    return score + 0.25 * len(asked) + 0.4 * (ruled > _SOME) - 0.8 * (not told)


def _other(text: str) -> bool:
    return is_other_title(text) and not is_signin_title(text) and not is_record_title(text)


def _offers(page: Page) -> set[str]:
    """Words of posters and calls."""
    return {found for line in page.lines for found in _OFFERS.findall(line.text)}


def _loose_names(page: Page) -> int:
    """Names that stand in no cell."""
    free = (line for line in page.lines if cell_of(line.box, page.cells) is None)
    return sum(is_name(part) for line in free for part in apart(line.text))
