"""What in an answer holds for one organisation alone: a place, a day, a person, an amount.

A guess for the person who approves of the answer; a needless warning costs one word.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum

from handlers.read.names import CALLED, SURNAMES
from handlers.read.phones import numbers
from handlers.read.pseudonyms import PERSON, disguise


class Specific(StrEnum):
    """What the words name, in the order in which it is told."""

    PLACE = "place"
    DAY = "day"
    PERSON = "person"
    AMOUNT = "amount"


_SOME_DAY = datetime(1970, 1, 1, tzinfo=UTC)  # only numbers are judged by it
_FIGURE = r"[\d０-９一二两三四五六七八九十百千万零〇]"
_PLACE = re.compile(
    rf"{_FIGURE}+(?:号楼|号院|单元|层|楼|室)|[东南西北](?:门|厅|楼|院|侧)"
    r"|(?:活动|会议|阅览|办公|排练|图书|值班|传达|接待|教)室|礼堂|广场|公园|胡同|小区|大院|[大餐展]厅"
    r"|(?:文化|活动|服务)(?:站|中心)|驿站|服务台|停车场|食堂|图书角|斜街|大街"
)
_EVERY = r"(?<![每逢])(?<![每逢]个)"
_DAY = re.compile(
    rf"20\d\d\s*年|{_EVERY}{_FIGURE}{{1,3}}月(?:份|底|初|{_FIGURE})"
    r"|[今明后昨](?:天|晚|早|年)|[这本上下]个?(?:周|星期|礼拜|月|季度)"
    rf"|{_EVERY}(?:周|星期|礼拜)[一二三四五六日天末]"
)
_PERSON = re.compile(
    rf"(?<=[找问向跟给系业委工员卫房队班长])[老小阿][{SURNAMES}](?<!小[区组学时])"
)
_AMOUNT = re.compile(
    rf"(?:{_FIGURE}|\.\d)\s*(?:块|元|毛钱|万块|万元)(?!旧|玻璃)|[¥￥]\s*\d"
)


def specifics(text: str, names: Sequence[str] = ()) -> tuple[Specific, ...]:
    """What it names; each kind once.  names: of people and organisations who are known."""
    found = {
        Specific.PLACE: _PLACE.search(text),
        Specific.DAY: _DAY.search(text),
        Specific.PERSON: _person(text, names),
        Specific.AMOUNT: _AMOUNT.search(text),
    }
    return tuple(kind for kind, there in found.items() if there)


def names_somebody(text: str, names: Sequence[str] = ()) -> bool:
    """Whether a question seems to name a person, or one of these; rather once too often."""
    return _known(text, names) or bool(persons(text))


def persons(text: str) -> tuple[str, ...]:
    """What seems to be a name in it, of people nobody need know; rather one too many."""
    hidden = disguise(text, _SOME_DAY, ()).hidden
    return tuple(secret for place, secret in hidden.items() if PERSON in place)


def _known(text: str, names: Sequence[str]) -> bool:
    return any(len(name) > 1 and name in text for name in names)


def _person(text: str, names: Sequence[str]) -> bool:
    known = _known(text, names)
    called = any(shape.search(text) for shape in (CALLED, _PERSON))
    return known or called or bool(numbers(text))
