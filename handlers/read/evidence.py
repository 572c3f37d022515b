"""What speaks for and against a report or an announcement in one message, one by one."""

import re

from handlers.model.finding import Precision, When
from handlers.read import folk, signs
from handlers.read.doings import (
    ACTIVITY,
    COMMUNAL,
    CROWD,
    DONE,
    FINISHED,
    HELD,
    MADE,
    OUTPUT,
    OVER,
)
from handlers.read.facts import Facts
from handlers.read.questions import is_question
from handlers.read.signups import is_signup
from handlers.read.template import RECORD

NARRATIVE = 40  # characters from which a dated text is a story
_HEAD = 80
_DATE = re.compile(
    r"[\d一二三四五六七八九十]{1,3}(?:月|[日号])|\d{4}[-./年]|\d[./]\d{1,2}(?!\d)"
)
_SIDE = re.compile(r"[，,。！!；;\s]")
_CAME = re.compile(
    r"一?共|总共|来了|到了|去了|有|参加|参与|到场|大概|差不多|左右|的|就|才|今天"
)
_FOREIGN = re.compile(
    r"[^，,。在到去]{0,12}?[\u4e00-\u9fff]{2,5}(?:社区|街道|村)(?=志愿|居民|举|开|的)"
)
Evidence = dict[str, float]


def weigh(text: str, facts: Facts, tense: str, community: str) -> Evidence:
    """Each name of WEIGHTS with how much of it there is, mostly 0 or 1."""
    found = _deed(text, facts, tense) | _against(text, community)
    found |= _personal(_own_words(text, facts), served=bool(found["served"]))
    past, over = tense == "past", found["over"]
    ours = found["ours"] or found["team"]
    private = found["self"] or found["home"] or found["private"]
    return found | {
        "called": found["calls"] > 0 and not over,
        "past_communal": past * found["communal"],
        "communal_over": found["communal"] * over,
        "past_deed_place": past * found["activity"] * found["place"],
        "ours_past_over": bool(ours) * past * over,
        "served_over": found["served"] * over,
        "whole": past * found["place"] * found["headcount"],
        "private_alone": bool(private) * (not ours),
        "folk_past_over": found["folk"] * past * over,
        "lone": not (found["communal"] or ours or found["folk"] or found["served"]),
    }


def _own_words(text: str, facts: Facts) -> str:
    """Without what others are quoted as saying: her 闺女 is not the writer's."""
    words = list(text)
    for one in facts.feedback:
        if one.span[0]:
            words[slice(*one.span)] = "，" * (one.span[1] - one.span[0])
    return "".join(words)


def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _deed(text: str, facts: Facts, tense: str) -> Evidence:
    filled = {slot.field for slot in facts.slots} & RECORD
    return {
        **_worded(text),
        "past": tense == "past",
        "future": tense == "future",
        "headcount": bool(facts.headcounts),
        "serves": facts.serves,
        "counted_alone": _counted_alone(text, facts),
        "place": bool(facts.places),
        "feedback": bool(facts.feedback),
        "planned": facts.planned,
        "slots": len(filled) > 1,
        "narrates": _narrates(text, facts, tense),
        "long": len(text) > NARRATIVE,
        "longer": len(text) > 2 * NARRATIVE,
        "clock": _by_the_clock(facts),
        "calls": min(3, len(set(signs.CALL.findall(text)))),
        "arranged": _arranged(text),
        "coming": _has(signs.COMING, text) and tense != "past",
    }


def _worded(text: str) -> Evidence:
    communal = _has(COMMUNAL, text)
    return {
        "done": _has(DONE, text),
        "over": _has(OVER, text),
        "finished": _has(FINISHED, text),
        "communal": communal,
        "activity": communal or _has(ACTIVITY, text),
        "served": _has(folk.SERVED, text),
        "led": _has(folk.LED, text),
        "ours": _has(signs.OURS, text),
        "team": _has(folk.TEAM, text),
        "actor": _has(folk.ACTOR, text),
        "folk": _has(folk.FOLK, text),
        "public": _has(folk.PUBLIC, text),
        "output": _has(OUTPUT, text),
        "made": _has(MADE, text),
        "held": _has(HELD, text),
        "crowd": _has(CROWD, text),
        "event": _has(signs.EVENT, text),
    }


def _against(text: str, community: str) -> Evidence:
    head = text[:_HEAD]
    return {
        "forwarded": _has(signs.FORWARDED, text[:300]),
        "elsewhere": _elsewhere(head),
        "long_ago": _has(signs.LONG_AGO, head),
        "joke": _has(signs.JOKE, text),
        "quarrel": _has(signs.QUARREL, head),
        "remark": _has(signs.REMARK, head),
        "observed": _has(signs.OBSERVED, head),
        "doubt": _has(signs.DOUBT, head),
        "wish": _wishes(head),
        "office": _has(signs.OFFICE, text),
        "undone": _has(signs.UNDONE, text),
        "supplement": _has(signs.SUPPLEMENT, text[:120]),
        "question": is_question(text),
        "prepared": _has(signs.PREPARED, head),
        "trouble": _has(signs.TROUBLE, head) and not _has(signs.SETTLED, text),
        "list": is_signup(text),
        "utility": _has(signs.UTILITY, text),
        "foreign": _foreign(text, community),
    }


def _elsewhere(head: str) -> bool:
    """After 我们…唱歌 the neighbours of 隔壁楼 are only an audience."""
    other = signs.ELSEWHERE.search(head)
    return other is not None and signs.WE.search(head, 0, other.start()) is None


def _wishes(head: str) -> bool:
    """A wish that follows what was done (地翻了，准备种油菜) takes nothing away."""
    wish = signs.WISH.search(head)
    return wish is not None and OVER.search(head, 0, wish.start()) is None


def _arranged(text: str) -> bool:
    """急招…, 原定…: what is called for before anything is told to be over."""
    ahead = signs.ARRANGED.search(text)
    if ahead is None:
        return False
    told = any(sign.search(text, 0, ahead.start()) for sign in (OVER, FINISHED))
    return not told


def _personal(own: str, *, served: bool) -> Evidence:
    """The writer's own life, in the writer's `own` words."""
    head = own[:_HEAD]
    return {
        "home": _has(signs.HOME, head),
        "private": not served and _has(signs.PRIVATE, head),
        "self": _has(signs.SELF, head),
    }


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


def _by_the_clock(facts: Facts) -> bool:
    values = [time.value for time in facts.times]
    return any(isinstance(v, When) and v.precision is Precision.MINUTE for v in values)


def _foreign(text: str, community: str) -> bool:
    """Whether it begins with another community's name and nothing in it is ours."""
    if not community or community in text or _has(signs.WE, text):
        return False
    return _FOREIGN.match(text) is not None
