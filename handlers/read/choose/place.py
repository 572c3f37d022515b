"""Which of the places named is where it was."""

import re
from collections.abc import Sequence
from math import log

from handlers.model.finding import Field, Span, Stated, Words
from handlers.read.choose.option import Option, apart, around, pairs_in
from handlers.read.facts import Facts
from handlers.read.learned.marks import Mark, Seen
from handlers.read.learned.tagger import weigh_option
from handlers.read.places import is_errand, score_places
from handlers.read.spans import overlap
from handlers.read.template import values_of

LEAST = 0.2  # chance; below, nothing is said of a place
_FAINT, _FAINTER = 0.03, 0.05  # chances from which a stretch may begin
_ELSE = (Mark.TIME, Mark.CAME, Mark.SERVED, Mark.NAME)
_NO_RULE = -3.0  # points of what no rule proposes
_WAY = re.compile(  # 高高兴兴到公园: how they came there belongs to no place
    r"(?:([一-龥])\1([一-龥])\2|[一-龥]{1,4}地|一起|一同|再次|又|专程)(?:来到|[到去来赴])"
)
_TURNED = re.compile(
    r"[朝面向脸][外里内前后上下东南西北]$"
)  # 车头朝外: how something stands


def choose_places(text: str, facts: Facts, seen: Seen) -> tuple[Stated, ...]:
    """The places that are likely meant, the likeliest first."""
    options = [
        (weigh_option("choose-place", one.signs), one)
        for one in place_options(text, facts, seen)
    ]
    spans = (_trimmed(text, one.span) for one in apart(options, LEAST))
    return tuple(
        Stated(Field.PLACE, Words(text[slice(*span)]), span)
        for span in spans
        if not _TURNED.search(text[slice(*span)])
    )


def _trimmed(text: str, span: Span) -> Span:
    way = _WAY.match(text, *span)
    return (way.end(), span[1]) if way and way.end() + 1 < span[1] else span


def place_options(text: str, facts: Facts, seen: Seen) -> list[Option]:
    """Every stretch that rules, slots or the tagger take for a place."""
    ruled = {(one.start, one.end): one.score for one in score_places(text)}
    slots = values_of(facts.slots, Field.PLACE)
    faint = seen.faint(Mark.PLACE, _FAINT) | seen.faint(Mark.ALSO_PLACE, _FAINTER)
    spans = {*ruled, *slots, *faint, *seen.of(Mark.PLACE, Mark.ALSO_PLACE)}
    errands = [span for span in spans if is_errand(text, span[1])]
    wide = sorted(
        span
        for span in spans
        if span[1] - span[0] > 1 and not any(overlap(span, one) for one in errands)
    )
    likeliest = max((seen.mean(Mark.PLACE, span) for span in wide), default=0.0)
    best = max(ruled.values(), default=_NO_RULE)
    return [
        Option(
            span,
            around(text, span)
            | pairs_in(text[slice(*span)])
            | _by_tagger(seen, span, likeliest)
            | _by_rules(ruled, span, best)
            | _by_slots(slots, span)
            | {f"options{min(len(wide), 8)}": 1.0, "position": min(span[0], 200) / 200},
        )
        for span in wide
    ]


def _by_tagger(seen: Seen, span: Span, likeliest: float) -> dict[str, float]:
    mean = seen.mean(Mark.PLACE, span)
    start, end = span
    after = seen.chances(Mark.PLACE).inside[end] if end < len(seen.text) else 0.0
    first, second = seen.of(Mark.PLACE), seen.of(Mark.ALSO_PLACE)
    return {
        "mean": mean,
        "log mean": log(mean + 1e-3),
        "also": seen.mean(Mark.ALSO_PLACE, span),
        "begins": seen.chances(Mark.PLACE).begins[start],
        "goes on": after,
        "else": max(seen.most(mark, span) for mark in _ELSE),
        "behind": likeliest - mean,
        "likeliest": mean == likeliest,
        "tagged": span in first,
        "tagged in part": any(overlap(span, one) for one in first),
        "tagged also": span in second,
        f"size{min(6, (end - start) // 2)}": 1.0,
    }


def _by_rules(ruled: dict[Span, float], span: Span, best: float) -> dict[str, float]:
    points = max((ruled[one] for one in ruled if overlap(span, one)), default=_NO_RULE)
    return {
        "rule": span in ruled,
        "points": points / 3,
        "best rule": points == best > _NO_RULE,
        "behind rule": (best - points) / 3,
        "no rule": points == _NO_RULE,
    }


def _by_slots(slots: Sequence[Span], span: Span) -> dict[str, float]:
    inside = any(start <= span[0] and span[1] <= end for start, end in slots)
    return {
        "slot": inside,
        "whole slot": span in slots,
        "other slot": bool(slots) and not inside,
    }
