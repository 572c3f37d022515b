"""Tokens that stand together make one phrase: a day, its part, its hours, or a range."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from handlers.read.when.clocks import Clock
from handlers.read.when.days import Day, Rank
from handlers.read.when.grammar import JOIN, TOUCH
from handlers.read.when.periods import Interval
from handlers.read.when.tokens import Token, read_tokens

_AND: Final = ("和", "与", "同")
_DASH: Final = 3  # the longest dash between two days
_REACH: Final = 14  # the longest gap that TOUCH or JOIN could bridge


@dataclass(slots=True)
class Moment:
    """One end of a phrase, as far as it is stated."""

    day: Day | None = None
    part: str | None = None
    clock: Clock | None = None


@dataclass(slots=True)
class Phrase:
    """since … until, standing at start … stop of the text; a period stands alone."""

    start: int
    stop: int
    since: Moment = field(default_factory=Moment)
    until: Moment | None = None
    period: Interval | None = None


def read_phrases(text: str, sent_at: datetime) -> list[Phrase]:
    """The phrases in the order of the text, as written: nothing is inferred yet."""
    phrases: list[Phrase] = []
    for token in read_tokens(text, sent_at):
        if not (phrases and _grow(phrases[-1], token, text)):
            phrases.append(_begin(token))
    return phrases


def _begin(token: Token) -> Phrase:
    phrase = Phrase(token.start, token.stop)
    if isinstance(token.value, tuple):
        phrase.period = token.value
    else:
        _take(phrase.since, token.value)
    return phrase


def _grow(phrase: Phrase, token: Token, text: str) -> bool:
    """Whether the token goes on with the phrase; it is then part of it."""
    value, gap = token.value, text[phrase.stop : token.start]
    if len(gap) > _REACH:
        return False
    if phrase.period or isinstance(value, tuple):
        return _lengthen(phrase, token, gap)
    grown = TOUCH.fullmatch(gap) is not None and _goes_on(phrase, value)
    if not grown and phrase.until is None and _joins(phrase.since, token, gap, text):
        phrase.until = Moment()
        grown = _take(phrase.until, value)
    if grown:
        phrase.stop = token.stop
    return grown


def _lengthen(phrase: Phrase, token: Token, gap: str) -> bool:
    """9月到11月."""
    if not (phrase.period and isinstance(token.value, tuple) and JOIN.fullmatch(gap)):
        return False
    if token.value[1] <= phrase.period[1]:
        return False
    phrase.period, phrase.stop = (phrase.period[0], token.value[1]), token.stop
    return True


def _goes_on(phrase: Phrase, value: Day | str | Clock) -> bool:
    if phrase.until is None:
        return _take(phrase.since, value)
    if phrase.since.clock is None and not isinstance(value, Day):
        return False  # 10日-14日上午9点: the hour belongs to each day, not to the end
    return _take(phrase.until, value)


def _take(moment: Moment, value: Day | str | Clock) -> bool:
    """Whether the moment could still be told this; it is then part of it."""
    if isinstance(value, Day):
        return _take_day(moment, value)
    if moment.clock is not None:
        return False
    if isinstance(value, Clock):
        moment.clock = value
        return True
    if moment.part is not None:
        return False
    moment.part = value
    return True


def _take_day(moment: Moment, day: Day) -> bool:
    """今天1月14日, 重阳节(10月4日): one day, the better word for it wins."""
    known = moment.day
    if moment.part is not None or moment.clock is not None:
        return False
    if known is None:
        moment.day = day
        return True
    if known.rank is day.rank:
        return False
    if known.rank > day.rank is Rank.RELATIVE and known.first != day.first:
        return False  # 5月9日，今天: two days
    moment.day = max(known, day, key=lambda one: one.rank)
    return True


def _joins(since: Moment, token: Token, gap: str, text: str) -> bool:
    if since.clock is None and not (since.day and isinstance(token.value, Day)):
        return False
    if gap in _AND:
        return "之间" in text[token.stop : token.stop + _REACH]
    if since.clock is None and len(gap) > _DASH:
        return False
    return JOIN.fullmatch(gap) is not None
