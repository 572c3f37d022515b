"""Which kind of message it is: points for and against, and how sure that is (R1)."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import exp, log

from handlers.model.finding import Precision, Stated, When
from handlers.read.answering import weigh_answer
from handlers.read.doings import OVER
from handlers.read.evidence import weigh
from handlers.read.facts import Facts
from handlers.read.laconic import is_laconic
from handlers.read.learned.kind import attributes
from handlers.read.learned.tagger import weigh_kinds
from handlers.read.questions import is_question
from handlers.read.reading import Kind, Surroundings
from handlers.read.replies import could_answer, leftover
from handlers.read.weights import ANNOUNCEMENT, REPLY, REPORT, Weights
from handlers.read.when.clocks import part_bounds

SURE_FROM = 1.5  # points of an even chance; from 0 to here a report is for staff
LEANING = 0.6  # points for a report: a missed one is lost, staff see a doubtful one
RULES = 0.8  # points for each point that the rules hold against a report
AGREED = 1.0  # points at most for a report that the rules see as well
MENDS = 4.0  # points against a report of what may belong to a record that is still open
# Points for an answer where one was asked for, for a question from who speaks to the bot.
EXPECTED = 1.0
LONGEST_ANSWER = 80  # characters; what is longer is looked at as anything but an answer
_NEVER = 1e-9
LACONIC = 0.25  # confidence in 绣了会儿花: staff decide
_JUST = re.compile(r"刚(?:刚|才)?(?:结束|散|从[^，,。]{1,8}回|[搞弄忙]完|收工)")
_SOON = timedelta(minutes=5)


def judge(
    text: str, facts: Facts, sent_at: datetime, around: Surroundings
) -> tuple[Kind, float]:
    """The kind of `text` with a confidence from 0 to 1, as learnt from labelled messages.

    What the rules take for no report needs to look the more like one, and is seldom sure.
    """
    signs, points = _signs(text, facts, sent_at, around.community)
    chances = weigh_kinds(signs)
    mends = (
        MENDS if around.collecting and signs.get("esupplement") else 0.0
    )  # 忘了讲，是在大院放的
    chances[Kind.REPORT] *= exp(LEANING + RULES * min(0.0, points) - mends)
    chances[Kind.REPLY] *= exp(EXPECTED * around.asked)
    chances[Kind.QUESTION] *= exp(EXPECTED * around.addressed)
    kind = max(chances, key=chances.__getitem__)
    chance = min(max(chances[kind] / sum(chances.values()), _NEVER), 1 - _NEVER)
    agreed = min(AGREED, points) - 2 * mends
    doubt = SURE_FROM - agreed if kind is Kind.REPORT else 0.0
    confidence = _confidence(log(chance / (1 - chance)) - doubt)
    return _laconic(text, around, kind, confidence)


def attributes_of(text: str, facts: Facts, sent_at: datetime) -> dict[str, float]:
    """What the learned judge sees of a message."""
    return _signs(text, facts, sent_at, "")[0]


def _signs(
    text: str, facts: Facts, sent_at: datetime, community: str
) -> tuple[dict[str, float], float]:
    """The same, and the points of the rules for a report."""
    tense = tense_of(text, facts, sent_at)
    found = weigh(text, facts, tense, community)
    report, call = _points(found, REPORT), _points(found, ANNOUNCEMENT)
    kind = _ruled(text, facts, sent_at, report, call)[0]
    if len(text) <= LONGEST_ANSWER:
        answers = weigh_answer(text, facts, leftover(text, facts, sent_at))
        found |= {f"reply {name}": much for name, much in answers.items()}
        found["could answer"] = could_answer(text, facts, sent_at)
    found |= {"report points": report / 5, "call points": call / 5, f"ruled {kind}": 1.0}
    return attributes(text, facts, tense, found), report


def judge_by_rules(
    text: str, facts: Facts, sent_at: datetime, around: Surroundings
) -> tuple[Kind, float]:
    """The same by hand-set points alone: what the learned judge is measured against."""
    found = weigh(text, facts, tense_of(text, facts, sent_at), around.community)
    report, call = _points(found, REPORT), _points(found, ANNOUNCEMENT)
    return _laconic(text, around, *_ruled(text, facts, sent_at, report, call))


def _laconic(
    text: str, around: Surroundings, kind: Kind, confidence: float
) -> tuple[Kind, float]:
    """绣了会儿花 is for staff, but where an open record or the bot waits for such words."""
    expected = around.asked or around.addressed or around.collecting
    if kind not in (Kind.CHAT, Kind.REPORT) or expected or not is_laconic(text):
        return kind, confidence
    known = confidence if kind is Kind.REPORT else 0.0
    return Kind.REPORT, max(known, LACONIC)


def _ruled(
    text: str, facts: Facts, sent_at: datetime, report: float, call: float
) -> tuple[Kind, float]:
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
    """Never certain, so that with `intake.confidence` 1 staff see everything first."""
    return min(0.999, round(1 / (1 + exp(-max(-30.0, min(30.0, points)))), 3))
