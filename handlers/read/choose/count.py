"""How many took part, and how many were served: which of the numbers, or which sum of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from handlers.model.finding import Count, Field, Span, Stated
from handlers.read.choose.option import Signs, around
from handlers.read.facts import Facts
from handlers.read.learned.marks import Mark, Seen
from handlers.read.learned.tagger import weigh_option
from handlers.read.mentions import Mention, Role, find_mentions
from handlers.read.sums import add_up, total

LEAST = 0.35  # chance; below, no headcount is stated
MOST = 20  # mentions of a text that are looked at
_SUMMED = 0.15  # chance of each part from which neighbours may add up
_LIKELY, _MAYBE = 0.5, 0.25
_UNKNOWN = 0.3  # the chance of what only the rules see
_LARGE = 8  # bits
_ROLES = (Mark.SERVED, Mark.REGISTERED, Mark.GROUPS, Mark.PERSON_TIMES)
_BREAK = re.compile(r"[。！!；;\n]")


@dataclass(frozen=True, slots=True)
class Sum:
    """`count` people, stated at `span`, may be the headcount."""

    count: Count
    span: Span
    signs: Signs


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions that may be meant together.  parts: their places among all mentions."""

    name: str
    count: Count
    span: Span
    parts: tuple[int, ...]


def choose_counts(text: str, facts: Facts, seen: Seen) -> tuple[Stated, ...]:
    """At most one HEADCOUNT and one SERVED."""
    sums = [
        (weigh_option("choose-count", one.signs), one) for one in sums_of(text, facts, seen)
    ]
    likely = [pair for pair in sums if pair[0] >= LEAST]
    came = max(likely, key=lambda pair: pair[0])[1] if likely else None
    found = [Stated(Field.HEADCOUNT, came.count, came.span)] if came else []
    return (*found, *_served(text, facts, seen, came))


def sums_of(text: str, facts: Facts, seen: Seen) -> list[Sum]:
    """Each number alone, neighbours that may add up, and what the rules say."""
    mentions = [one for one in find_mentions(text)[:MOST] if one.role is not Role.HEADS]
    chances = [seen.most(Mark.CAME, (one.start, one.end)) for one in mentions]
    ruled = _ruled(facts)
    groups: dict[tuple[int, tuple[int, ...]], _Group] = {}
    names: dict[tuple[int, tuple[int, ...]], set[str]] = {}
    for group in _groups(text, mentions, chances):
        key = (group.count.number, group.parts)
        groups.setdefault(key, group)
        names.setdefault(key, set()).add(group.name)
    if ruled and all(number != ruled.count.number for number, _ in groups):
        groups[ruled.count.number, ()] = ruled
    return [
        Sum(
            group.count,
            group.span,
            dict.fromkeys(names.get(key, {group.name}), 1.0)
            | _signs(text, seen, mentions, chances, group)
            | _by_rule(group, ruled),
        )
        for key, group in groups.items()
    ]


def _ruled(facts: Facts) -> _Group | None:
    for one in facts.counts:
        if one.field is Field.HEADCOUNT and isinstance(one.value, Count):
            return _Group("rule alone", one.value, one.span, ())
    return None


def _groups(
    text: str, mentions: Sequence[Mention], chances: Sequence[float]
) -> Iterator[_Group]:
    everywhere = range(len(mentions))
    for at in everywhere:
        yield _group("alone", mentions, (at,))
    for name, least in (("likely", _LIKELY), ("maybe", _MAYBE)):
        parts = tuple(at for at in everywhere if chances[at] > least)
        if parts:
            yield _group(name, mentions, parts)
    for size in (2, 3):
        for at in everywhere[: len(mentions) + 1 - size]:
            if min(chances[at : at + size]) > _SUMMED:
                yield _group("side by side", mentions, tuple(range(at, at + size)))
    for one in add_up(text, mentions):
        inside = (at for at in everywhere if one.start <= mentions[at].start < one.end)
        yield _Group("added up", one.count, (one.start, one.end), tuple(inside))


def _group(name: str, mentions: Sequence[Mention], parts: tuple[int, ...]) -> _Group:
    whole = total([mentions[at] for at in parts])
    return _Group(name, whole.count, (whole.start, whole.end), parts)


def _signs(
    text: str,
    seen: Seen,
    mentions: Sequence[Mention],
    chances: Sequence[float],
    group: _Group,
) -> dict[str, float]:
    chosen = [mentions[at] for at in group.parts]
    others = [at for at in range(len(mentions)) if at not in group.parts]
    inside = [chances[at] for at in group.parts] or [_UNKNOWN]
    between = text[chosen[0].end : chosen[-1].start] if len(chosen) > 1 else ""
    return (
        around(text, group.span)
        | _by_role(seen, chosen)
        | _by_size(group.count.number, [mentions[at].count.number for at in others])
        | {
            "least": min(inside),
            "log least": log(min(inside) + 1e-3),
            "most": max(inside),
            "left out": max((chances[at] for at in others), default=0.0),
            f"parts{min(4, len(chosen))}": 1.0,
            f"between{min(5, len(between) // 4)}": 1.0,
            "broken": float(_BREAK.search(between) is not None),
        }
    )


def _by_role(seen: Seen, chosen: Sequence[Mention]) -> dict[str, float]:
    signs = {f"weight{one.weight:d}": 1.0 for one in chosen}
    signs |= {f"role {one.role}": 1.0 for one in chosen}
    signs |= {
        f"as {mark}": max(
            (seen.most(mark, (one.start, one.end)) for one in chosen), default=0.0
        )
        for mark in _ROLES
    }
    return signs | {
        "guest": float(any(one.guest for one in chosen)),
        "bare": float(any(one.bare for one in chosen)),
    }


def _by_size(number: int, others: Sequence[int]) -> dict[str, float]:
    return {
        "total": float(len(others) > 1 and number == sum(others)),
        "largest": float(number > max(others, default=number)),
        f"bits{min(_LARGE, number.bit_length())}": 1.0,
        "one": float(number == 1),
        f"numbers{min(6, len(others))}": 1.0,
    }


def _by_rule(group: _Group, ruled: _Group | None) -> dict[str, float]:
    same = ruled is not None and ruled.count.number == group.count.number
    return {"rule": float(same), "no rule": float(ruled is None)}


def _served(text: str, facts: Facts, seen: Seen, came: Sum | None) -> tuple[Stated, ...]:
    """The most that the tagger takes for served, else what the rules do."""
    begin, end = came.span if came else (0, 0)
    free = [
        one for one in find_mentions(text)[:MOST] if one.end <= begin or one.start >= end
    ]
    served = [one for one in free if seen.most(Mark.SERVED, (one.start, one.end)) > _LIKELY]
    best = max(served, key=lambda one: one.count.number, default=None)
    if best:
        return (Stated(Field.SERVED, best.count, (best.start, best.end)),)
    ruled = (one for one in facts.counts if one.field is Field.SERVED)
    return tuple(one for one in ruled if one.span[1] <= begin or one.span[0] >= end)
