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
_SOME: Final = 3  # names in no list, labels in cells of their own

# What speaks for a kind and against it, in points; a page is of a kind from _ENOUGH on.
# A numbered list of names is enough by itself; a title needs names or labels below it.
_ENOUGH: Final = 1.0
_SIGNIN_TITLE, _RECORD_TITLE = 1.2, 1.0  # a record's title also heads other papers
_SIGNIN_OTHER, _RECORD_OTHER = -1.5, -1.0  # a title of something else outweighs the list
_SIGNIN_OFFER, _RECORD_OFFER = -0.3, -0.6  # labels of posters are those of record sheets
_LIST, _NUMBERED, _PHONED = 0.7, 0.4, 0.4  # a list of names; with numbers, telephones
_NAMES, _NO_LIST = (
    0.5,
    -0.6,
)  # names below each other under a title; neither these nor a list
_ASKED, _RULED = 0.25, 0.4  # each label of a record; most of them in cells of their own
_HAS_LIST, _NOTHING_TOLD = (
    -0.8,
    -0.8,
)  # a record sheet tells what was done, and lists nobody

# How sure the kind is: from the points, never quite sure.
_SUREST: Final = 0.99
_SURE_KIND, _A_POINT = 0.5, 0.2
_SURE_OTHER, _SHORT_OF = 0.6, 0.4
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
        return Shows.OTHER, min(
            _SUREST, _SURE_OTHER + _SHORT_OF * (_ENOUGH - max(best, 0.0))
        )
    kind = Shows.SIGNIN if signin >= record else Shows.RECORD
    return kind, min(_SUREST, _SURE_KIND + _A_POINT * best)


def _titles(page: Page, found: Sequence[Head]) -> list[Line]:
    """Lines that could be a title: in the first rows, above the list."""
    top = min((head.box[1] for head in found), default=page.height)
    above = [line for line in page.lines if line.box[3] <= top + 0.3 * page.text_height]
    return [line for row in in_rows(above)[:_TITLE_ROWS] for line in row]


def _signin(page: Page, found: Sequence[Head]) -> float:
    titles = _titles(page, found)
    score = _SIGNIN_TITLE * any(is_signin_title(line.text) for line in titles)
    score += _SIGNIN_OTHER * any(_other(line.text) for line in titles)
    score += _SIGNIN_OFFER * len(_offers(page))
    kinds = {head.kind for head in found}
    if kinds & {Column.NAME, Column.SIGNATURE}:
        score += _NUMBERED * (Column.NUMBER in kinds) + _PHONED * (Column.PHONE in kinds)
        return score + _LIST
    return score + (_NAMES if score > 0 and _loose_names(page) >= _SOME else _NO_LIST)


def _record(page: Page, labels: Sequence[Entry], found: Sequence[Head]) -> float:
    titles = _titles(page, ())
    score = _RECORD_TITLE * any(is_record_title(line.text) for line in titles)
    score += _RECORD_OTHER * any(_other(line.text) for line in titles)
    score += _RECORD_OFFER * len(_offers(page)) + _HAS_LIST * bool(found)
    asked = {entry.label for entry in labels} & _WANTED
    ruled = sum(entry.ruled for entry in labels)
    told = bool(asked & {Label.CONTENT, Label.FEEDBACK})
    score += _ASKED * len(asked) + _RULED * (ruled > _SOME)
    return score + (0.0 if told else _NOTHING_TOLD)


def _other(text: str) -> bool:
    return is_other_title(text) and not is_signin_title(text) and not is_record_title(text)


def _offers(page: Page) -> set[str]:
    """Words of posters and calls."""
    return {found for line in page.lines for found in _OFFERS.findall(line.text)}


def _loose_names(page: Page) -> int:
    """Names that stand in no cell."""
    free = (line for line in page.lines if cell_of(line.box, page.cells) is None)
    return sum(is_name(part) for line in free for part in apart(line.text))
