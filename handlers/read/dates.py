"""When things took place: days and hours as people write them in notes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.model.finding import Field, Precision, Span, Stated, When
from handlers.read.when.clocks import after_noon
from handlers.read.when.grammar import GATE
from handlers.read.when.order import likeliest_first
from handlers.read.when.phrases import Phrase, read_phrases
from handlers.read.when.reckon import interval_of, when_of
from handlers.read.when.script import simplified
from handlers.read.when.settle import settle
from handlers.read.when.tokens import is_gone

_AHEAD = timedelta(hours=3)
_ONE_DAY = timedelta(1)
_HALF_DAY = timedelta(hours=12)
_UNSURE = range(6, 11)
_EVENING = re.compile(
    r"放映|放电影|露天电影|[头下二一]场|纳凉|乘凉|夜巡|晚会|灯会|赏月|夜跑|萤火虫|观星"
    r"|之夜|天黑|月亮|晚饭"
)
_NOON = 12
_BY_DUSK = (6, 7)
_SPOKEN = re.compile(r"(?<![一二三四五六七八九十\d])[六七67]\s?[点點]")
_AT_DAWN = re.compile(r"[早晨]|天[没不刚蒙][亮明大蒙]|日出|上学|护学")
_FINENESS = {Precision.DAY: 0, Precision.HALFDAY: 1, Precision.MINUTE: 2}


def find_times(text: str, sent_at: datetime) -> tuple[Stated, ...]:
    """The times of the activities in `text`, in its order; () where it names none.

    sent_at: aware; words such as 昨天 and days without a year are read against it.
    A day alone is a DAY, with a part of day a HALFDAY, with an hour a MINUTE.
    """
    text = simplified(text)
    if not GATE.search(text):
        return ()
    found: list[tuple[When, Span]] = []
    for phrase in settle(text, read_phrases(text, sent_at), sent_at.date()):
        when = _gone_by(when_of(phrase, sent_at), phrase, text, sent_at)
        when = _late(when, phrase, text, sent_at)
        _add(found, when, (phrase.start, phrase.stop))
    return tuple(Stated(Field.TIME, when, span) for when, span in found)


def order_times(
    text: str, times: Sequence[Stated], sent_at: datetime, *, past: bool
) -> list[Stated]:
    """The likeliest time of the activity first; bare weekdays and numbers set in its tense.

    times: of find_times(text, sent_at).  past: in a report; else in an announcement.
    """
    return likeliest_first(simplified(text), times, sent_at, past=past)


def intervals(text: str, sent_at: datetime) -> list[tuple[datetime, datetime]]:
    """Every time, day, week and month that `text` names, just as written; end exclusive.

    sent_at: aware or naive, and so are the answers.
    """
    text = simplified(text)
    if not GATE.search(text):
        return []
    return [
        phrase.period or interval_of(phrase, sent_at)
        for phrase in read_phrases(text, sent_at)
    ]


def _gone_by(when: When, phrase: Phrase, text: str, sent_at: datetime) -> When:
    """夜里巡逻回来了, told in the morning: the night before."""
    if phrase.since.day is not None or when.start <= sent_at + _AHEAD or not is_gone(text):
        return when
    end = when.end and when.end - _ONE_DAY
    return replace(when, start=when.start - _ONE_DAY, end=end)


def _late(when: When, phrase: Phrase, text: str, sent_at: datetime) -> When:
    """第一场七点一刻 of an open-air film, 七点跳到八点半 told that night: in the evening."""
    clock = phrase.since.clock
    if clock is None or clock.sure or when.part or when.start.hour not in _UNSURE:
        return when
    told_between = when.start + _HALF_DAY > sent_at > when.start
    if told_between or not (_EVENING.search(text) or _tonight(when, phrase, text, sent_at)):
        return when
    end = when.end and when.end + _HALF_DAY
    return replace(when, start=when.start + _HALF_DAY, end=end)


def _tonight(when: When, phrase: Phrase, text: str, sent_at: datetime) -> bool:
    """Whoever says 七点 or 六点半 in the evening, not 7:00 nor 7时, means this evening."""
    spoken = _SPOKEN.search(text, phrase.start, phrase.stop) is not None
    soon = when.start.hour in _BY_DUSK and when.start.date() == sent_at.date()
    return spoken and soon and sent_at > when.start and not _AT_DAWN.search(text)


def _add(found: list[tuple[When, Span]], when: When, span: Span) -> None:
    """A day told twice is one time, as exact as the more exact words for it."""
    for at, (known, _) in enumerate(found):
        if _same(known, when):
            if _FINENESS[when.precision] > _FINENESS[known.precision]:
                found[at] = when, span
            return
    found.append((when, span))


def _same(one: When, other: When) -> bool:
    if one.start.date() != other.start.date():
        return False
    if Precision.DAY in (one.precision, other.precision):
        return True
    if one.precision is other.precision is Precision.MINUTE:
        return one.start == other.start
    return _by_afternoon(one) is _by_afternoon(other)


def _by_afternoon(when: When) -> bool:
    return after_noon(when.part) if when.part else when.start.hour >= _NOON
