"""Which kind of message it is: points for and against, and how sure that is (R1)."""

import re
from datetime import datetime, timedelta
from math import exp

from handlers.model.finding import Precision, When
from handlers.read import signs
from handlers.read.doings import ACTIVITY, DONE, OUTPUT, OVER
from handlers.read.facts import Facts
from handlers.read.folk import ACTOR, GROUP
from handlers.read.questions import is_question
from handlers.read.reading import Kind, Surroundings
from handlers.read.replies import LONGEST_REPLY, could_answer
from handlers.read.template import RECORD

REPORT_FROM = 5.0  # points; below, a message opens nothing
SURE_FROM = 5.5  # points of an even chance; REPORT_FROM to here is for staff
ANNOUNCED_FROM = 4.0
ASKED_BELOW = 7.0  # a question that names an event is still a question
NARRATIVE = 40  # characters from which a dated text is a story
_DATE = re.compile(
    r"[\d一二三四五六七八九十]{1,3}(?:月|[日号])|\d{4}[-./年]|\d[./]\d{1,2}(?!\d)"
)
_FOREIGN = re.compile(
    r"[^，,。在到去]{0,12}?[\u4e00-\u9fff]{2,5}(?:社区|街道|村)(?=志愿|居民|举|开|的)"
)
_WELL_KNOWN = 3  # pieces of evidence that make up for an activity of no known name
_JUST = re.compile(r"刚(?:刚|才)?(?:结束|散|从[^，,。]{1,8}回|[搞弄忙]完|收工)")
_SIDE = re.compile(r"[，,。！!；;\s]")
_CAME = re.compile(
    r"一?共|总共|来了|到了|去了|有|参加|参与|到场|大概|差不多|左右|的|就|才|今天"
)
_SOON = timedelta(minutes=5)


def judge(
    text: str, facts: Facts, sent_at: datetime, around: Surroundings
) -> tuple[Kind, float]:
    """The kind of `text` with a confidence from 0 to 1."""
    tense = "past" if _JUST.search(text) else _tense(facts, sent_at)
    report = _report_points(text, facts, tense, around)
    call = _call_points(text, facts, tense)
    if report >= REPORT_FROM and report > call:
        return Kind.REPORT, _confidence(report - SURE_FROM)
    if call >= ANNOUNCED_FROM and not (is_question(text) and call < ASKED_BELOW):
        return Kind.ANNOUNCEMENT, _confidence(call - ANNOUNCED_FROM + 0.5)
    if is_question(text):
        return Kind.QUESTION, 0.8
    if could_answer(text, facts, sent_at):
        return Kind.REPLY, 0.7
    return Kind.CHAT, _confidence(SURE_FROM - max(report, call))


def _confidence(points: float) -> float:
    return round(1 / (1 + exp(-max(-30.0, min(30.0, points)))), 3)


def tense_of(text: str, facts: Facts, sent_at: datetime) -> str:
    return "past" if _JUST.search(text) else _tense(facts, sent_at)


def _tense(facts: Facts, sent_at: datetime) -> str:
    """past if any day named is over or begun, else future, or none where none is named."""
    times = [t.value for t in facts.times if isinstance(t.value, When)]
    if any(time.start <= sent_at + _SOON for time in times):
        return "past"
    return "future" if times else "none"


def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _report_points(text: str, facts: Facts, tense: str, around: Surroundings) -> float:
    filled = {slot.field for slot in facts.slots} & RECORD
    written_up = len(filled) > 1 or _narrates(text, facts, tense)
    group = _has(signs.OURS, text) or _counted_alone(text, facts)
    whole = tense == "past" and facts.places and facts.headcounts and group
    sure = tense == "past" and _evidence(text, facts, tense) >= _WELL_KNOWN
    doing = _has(ACTIVITY, text) or facts.planned or written_up or whole or sure
    anchored = tense == "past" or facts.counts or facts.places or facts.planned
    if not doing or not anchored:
        return 0.0
    lively = tense == "past" and (facts.counts or facts.feedback)
    if not (_has(DONE, text) or written_up or lively):
        return 0.0
    return (
        1.5 * written_up + _gains(text, facts, tense) - _losses(text, facts, tense, around)
    )


def _counted_alone(text: str, facts: Facts) -> bool:
    """Whether a clause says nothing but how many came, as records do (… 六个人 …)."""
    for count in facts.headcounts:
        before = _SIDE.split(text[: count.span[0]])[-1]
        after = _SIDE.split(text[count.span[1] :])[0]
        if not _CAME.sub("", before + after):
            return True
    return False


def _narrates(text: str, facts: Facts, tense: str) -> bool:
    """A dated stretch of prose that names a place or people: nobody chats like that."""
    if tense != "past" or len(text) < NARRATIVE:
        return False
    dated = any(_DATE.search(text, *t.span) for t in facts.times)
    return dated and bool(facts.places or facts.counts)


def _gains(text: str, facts: Facts, tense: str) -> float:
    filled = {slot.field for slot in facts.slots} & RECORD
    return (
        3.0 * (len(filled) > 1)
        + 2.0 * (tense == "past")
        + 2.0 * bool(facts.headcounts)
        + 1.0 * facts.serves
        + 1.5 * bool(facts.places)
        + 1.5 * _has(ACTIVITY, text)
        + 2.0 * facts.planned
        + 1.0 * _has(DONE, text)
        + 1.5 * _has(GROUP, text)
        + 1.0 * bool(facts.feedback)
        + 1.0 * _counted_alone(text, facts)
        + 0.5 * _has(ACTOR, text)
        + 1.0 * _has(OUTPUT, text)
        + 0.5 * (len(text) > NARRATIVE)
        + 0.5 * (len(text) > 2 * NARRATIVE)
    )


def _losses(text: str, facts: Facts, tense: str, around: Surroundings) -> float:
    ours = _has(signs.OURS, text)
    head = text[:80]
    return (
        6.0 * _has(signs.FORWARDED, text[:300])
        + 6.0 * _has(signs.ELSEWHERE, head)
        + 5.0 * _has(signs.LONG_AGO, head)
        + (4.0 if not ours else 1.0) * _has(signs.HOME, head) * (not facts.planned)
        + (3.5 if not ours else 2.5) * _has(signs.PRIVATE, head)
        + 3.0 * _has(signs.JOKE, text)
        + 3.0 * _has(signs.QUARREL, head)
        + 3.0 * _has(signs.REMARK, head)
        + 3.0 * _has(signs.OBSERVED, head)
        + 2.0 * max(0, 2 - _evidence(text, facts, tense))
        + 2.0 * _has(signs.DOUBT, head)
        + 2.0 * _has(signs.WISH, head)
        + 3.0 * _has(signs.UNDONE, text)
        + 4.0 * _has(signs.SUPPLEMENT, text[:120])
        + 3.0 * (is_question(text) and len(text) < 3 * LONGEST_REPLY)
        + 3.0 * _has(signs.PREPARED, head)
        + 1.5 * (_has(signs.SELF, head) and not _has(GROUP, text))
        + 4.0 * (tense == "future")
        + 2.0 * _has(signs.CALL, text) * (len(text) < 2 * NARRATIVE or tense != "past")
        + 3.0 * (_has(signs.CALL, text) and not _has(OVER, text))
        + 1.5 * (tense == "none" and not (facts.places or facts.slots or _has(ACTOR, text)))
        + 3.0 * (_has(signs.TROUBLE, head) and not _has(signs.SETTLED, text))
        + 4.0 * _has(signs.LIST, text)
        + 2.5 * _foreign(text, around)
    )


def _evidence(text: str, facts: Facts, tense: str) -> int:
    """How many independent things say that a group of ours did something (R1)."""
    filled = {slot.field for slot in facts.slots} & RECORD
    return sum(
        (
            bool(facts.headcounts) or facts.serves,
            _has(signs.OURS, text) or _has(ACTOR, text),
            bool(facts.places),
            _has(OUTPUT, text),
            bool(facts.feedback) and len(text) > NARRATIVE,
            _narrates(text, facts, tense),
            2 * (len(filled) > 1),
            2 * facts.planned,
        )
    )


def _by_the_clock(facts: Facts) -> bool:
    values = [time.value for time in facts.times]
    return any(isinstance(v, When) and v.precision is Precision.MINUTE for v in values)


def _foreign(text: str, around: Surroundings) -> bool:
    """Whether it begins with another community's name and nothing in it is ours."""
    if not around.community or around.community in text or _has(signs.WE, text):
        return False
    return _FOREIGN.match(text) is not None


def _call_points(text: str, facts: Facts, tense: str) -> float:
    """Points for an announcement: it is to come, people are called, there is an event."""
    if _has(signs.FORWARDED, text[:300]) or _has(signs.LONG_AGO, text[:80]):
        return 0.0
    calls = len(set(signs.CALL.findall(text)))
    event = _has(ACTIVITY, text) or _has(signs.EVENT, text) or facts.planned
    if not event or not (calls or tense == "future"):
        return 0.0
    return (
        3.0 * (tense == "future")
        + 1.5 * min(calls, 3)
        + 1.0 * bool(facts.places)
        + 1.0 * _has(ACTIVITY, text)
        + 2.0 * (calls > 0 and not _has(OVER, text))
        + 1.0 * _by_the_clock(facts)
        - 3.0 * _has(signs.UTILITY, text)
        - 3.0 * _has(signs.QUARREL, text)
        - 2.0 * (_has(signs.HOME, text) or (_has(signs.SELF, text) and calls == 0))
        - 1.5 * (tense == "past" and _has(DONE, text))
    )
