"""What was done, as a bulletin tells it: by the calendar, and without what is quoted beside it."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from handlers.model.finding import Count, Field
from handlers.read.counts import find_counts
from handlers.read.feedback_words import TOLD_BEFORE
from handlers.read.when.days import Day, Rank
from handlers.read.when.script import simplified
from handlers.read.when.tokens import read_tokens

_TIED = {"早": "早上", "晚": "晚上", "晨": "早晨", "夜": "夜里"}  # 今早 is 5月9日早上
_WHOLE = re.compile(r"早[上晨间起]|晚[上间]|夜[里间晚]")
_TURNED = re.compile(r"[上下这本]")  # 上周六; a weekday alone is read the same on every day
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"\n]*\"")
_ENDS, _PAUSES = "。！!？?；;\n…~～", "，,、 \u3000"
_MARKS = "“”「」\"'：: "
_SAYS = re.compile("[一-龥]")
_CAME = re.compile(
    r"(?:一共|总共|共计?|有|大概|差不多|来了?|去了?|到了?|到场|参加了?|参与|左右|了|的|就|才|都|人|[\s：:])+"
)
_CAME_BEFORE = re.compile(rf"{_CAME.pattern}\Z")
_AT = re.compile(r"(?:[在到去于往是]|地点[：:]?)\Z")
_FREE = re.compile(r"(?:\A|[午晚早上间晨点半分号日天今昨们\s：:])\Z")
_INSIDE = re.compile(r"\A(?:里头?|上头?面?|内|那[边儿里]|的)")
_TIMED = re.compile(
    r"[\s：:今昨前天早晚上下午中间晨点半分号日月\d一二三四五六七八九十两我们咱就]*"
)


def by_calendar(text: str, sent_at: datetime) -> str:
    """今天上午 of a message of 9 May is 5月9日上午; words in quotation marks stay.

    sent_at: aware, by the neighbourhood's clock.
    """
    days = [
        _Named(token.value, token.start, token.stop)
        for token in read_tokens(simplified(text), sent_at)
        if isinstance(token.value, Day)
    ]
    told = {named.day.first for named in days if not _relative(named, text)}
    for named in reversed([named for named in days if _relative(named, text)]):
        day = named.day.first
        if day not in told and not _in_quotation(named, text):
            text = text[: named.start] + _written(day, text[named.stop :])
    return text


def without(text: str, quotations: Iterable[str]) -> str:
    """The text without clauses that only say one of these, and who said it.

    A text in which nothing else stands is left as it is, and so are longer clauses.
    """
    for quotation in sorted(quotations, key=len, reverse=True):
        text = _without(text, quotation) if quotation else text
    return text


def without_number(text: str, number: int) -> str:
    """The text without that so many came, and without a clause that says nothing else."""
    for stated in find_counts(text):
        value = stated.value if stated.field is Field.HEADCOUNT else None
        if isinstance(value, Count) and value.number == number:
            start, stop = stated.span
            lead = _CAME_BEFORE.search(text, 0, start)
            return _cut(text, lead.start() if lead else start, stop, _CAME)
    return text


def without_place(text: str, place: str) -> str:
    """The text without where it was; an object of the doing (走了杨梅竹斜街) stays."""
    start = text.find(place)
    if start < 0 or not place:
        return text
    stop = start + len(place)
    inside = _INSIDE.search(text[stop:])
    lead = _AT.search(text, 0, start)
    before = text[_clause(text, start, stop)[0] : start]
    if not lead and not _FREE.search(before):
        return text
    begin = lead.start() if lead else start
    return _cut(text, begin, stop + (inside.end() if inside else 0), _TIMED)


class _Named(NamedTuple):
    """A day, and where in the text it stands."""

    day: Day
    start: int
    stop: int


def _relative(named: _Named, text: str) -> bool:
    turned = _TURNED.match(text, named.start) is not None
    rank = named.day.rank
    return rank is Rank.RELATIVE or (rank is Rank.WEEKDAY and turned)


def _in_quotation(named: _Named, text: str) -> bool:
    return any(q.start() < named.start < q.end() for q in _QUOTED.finditer(text))


def _written(day: date, rest: str) -> str:
    """The day in front of the rest of the text."""
    if rest[:1] in _TIED and not _WHOLE.match(rest):
        rest = _TIED[rest[0]] + rest[1:]
    return f"{day.month}月{day.day}日{rest}"


def _without(text: str, quotation: str) -> str:
    at = text.find(quotation)
    if at < 0:
        return text
    end = at + len(quotation)
    start, stop = _clause(text, at, end)
    lead, tail = text[start:at].strip(_MARKS), text[end:stop].strip(_MARKS)
    if tail or (lead and not TOLD_BEFORE.search(lead)):
        return text
    left = _joined(text[:start], text[stop:])
    return left if _SAYS.search(left) else text


def _cut(text: str, start: int, stop: int, filler: re.Pattern[str]) -> str:
    """Without these characters; without their clause if nothing but filler stands beside."""
    begin, end = _clause(text, start, stop)
    if filler.sub("", text[begin:start] + text[stop:end]):
        return text[:start] + text[stop:]
    left = _joined(text[:begin], text[end:])
    return left if _SAYS.search(left) else text


def _clause(text: str, start: int, stop: int) -> tuple[int, int]:
    """From the sign before to the sign behind."""
    signs = [at for at, sign in enumerate(text) if sign in _ENDS or sign in _PAUSES]
    before = [at + 1 for at in signs if at < start]
    behind = [at for at in signs if at >= stop]
    return max(before, default=0), min(behind, default=len(text))


def _joined(before: str, behind: str) -> str:
    """Two parts of a text between which something was left out."""
    before = before.rstrip(_PAUSES)
    if not before or before[-1] in _ENDS:
        behind = behind.lstrip(_ENDS + _PAUSES)
    return f"{before}{behind}".rstrip(_PAUSES)
