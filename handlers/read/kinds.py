"""Which kind of message it is: points for and against, and how sure that is (R1)."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import exp

from handlers.model.finding import Precision, Stated, When
from handlers.read.answering import weigh_answer
from handlers.read.doings import OVER
from handlers.read.evidence import weigh
from handlers.read.facts import Facts
from handlers.read.questions import is_question
from handlers.read.reading import Kind, Surroundings
from handlers.read.replies import could_answer, leftover
from handlers.read.weights import ANNOUNCEMENT, REPLY, REPORT, Weights
from handlers.read.when.clocks import part_bounds

SURE_FROM = 0.8  # points of an even chance; from 0 to here a report is for staff
_JUST = re.compile(r"刚(?:刚|才)?(?:结束|散|从[^，,。]{1,8}回|[搞弄忙]完|收工)")
_SOON = timedelta(minutes=5)


def judge(
    text: str, facts: Facts, sent_at: datetime, around: Surroundings
) -> tuple[Kind, float]:
    """The kind of `text` with a confidence from 0 to 1."""
    found = weigh(text, facts, tense_of(text, facts, sent_at), around.community)
    report, call = _points(found, REPORT), _points(found, ANNOUNCEMENT)
    if report >= 0 and report > call:
        return Kind.REPORT, _confidence(report - SURE_FROM)
    if call >= 0:
        return Kind.ANNOUNCEMENT, _confidence(call + SURE_FROM)
    if is_question(text):
        return Kind.QUESTION, 0.8
    if could_answer(text, facts, sent_at):
        return Kind.REPLY, 0.8
    reply = _points(weigh_answer(text, facts, leftover(text, facts, sent_at)), REPLY)
    if reply >= 0:
        return Kind.REPLY, _confidence(reply)
    return Kind.CHAT, _confidence(-max(report, call, reply))


def tense_of(text: str, facts: Facts, sent_at: datetime) -> str:
    """past if any day named is over or begun, else future, or none where none is named."""
    if _JUST.search(text):
        return "past"
    if any(_begun(time, text, sent_at) for time in facts.times):
        return "past"
    return "future" if facts.times else "none"


def _begun(time: Stated, text: str, sent_at: datetime) -> bool:
    """今晚…散了 is over at half past six as well, before the middle of the evening."""
    when = time.value
    return isinstance(when, When) and (
        when.start <= sent_at + _SOON or _goes_on(when, text, sent_at)
    )


def _goes_on(when: When, text: str, sent_at: datetime) -> bool:
    if when.precision is not Precision.HALFDAY or when.start.date() != sent_at.date():
        return False
    from_minute = part_bounds(when.part or "晚上")[0]
    return OVER.search(text) is not None and from_minute <= 60 * (sent_at.hour + 1)


def _points(found: Mapping[str, float], weights: Weights) -> float:
    return weights.base + sum(weight * found[name] for name, weight in weights.each.items())


def _confidence(points: float) -> float:
    return round(1 / (1 + exp(-max(-30.0, min(30.0, points)))), 3)
