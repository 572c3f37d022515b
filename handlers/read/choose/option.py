"""A candidate for a field, with what speaks for it; and what stands around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.model.finding import Span
from handlers.read.spans import overlap

Signs = Mapping[str, float]
_KEY = re.compile(r"[:：｜|]")
_DIGITS = re.compile(r"[0-9０-９]+")
_SENTENCE = re.compile(r"[。！!？?\n]")


@dataclass(frozen=True, slots=True)
class Option:
    """`span` of the text may be meant.  signs: attributes with their values."""

    span: Span
    signs: Signs


def around(text: str, span: Span) -> dict[str, float]:
    """The characters in front of, behind and at both ends of a span, and the key of its line."""
    start, end = span
    left, right = text[max(0, start - 4) : start], text[end : end + 4]
    own = _DIGITS.sub("0", text[start:end])
    signs = {f"L{left[-size:]}" for size in (1, 2, 3)} | {
        f"R{right[:size]}" for size in (1, 2, 3)
    }
    signs |= {f"t{own[-size:]}" for size in (1, 2, 3)} | {
        f"h{own[:size]}" for size in (1, 2, 3)
    }
    signs |= {
        f"LR{left[-1:]}|{right[:1]}",
        f"Lt{left[-1:]}|{own[-1:]}",
        f"tR{own[-1:]}|{right[:1]}",
    }
    head = text[text.rfind("\n", 0, start) + 1 : start]
    if _KEY.search(head):
        signs.add(f"key{_KEY.split(head)[0][-3:]}")
    signs.add(f"sentence{min(3, len(_SENTENCE.findall(text, 0, start)))}")
    return dict.fromkeys(signs, 1.0)


def pairs_in(text: str) -> dict[str, float]:
    """Each pair of neighbouring characters."""
    return {f"i{text[at : at + 2]}": 1.0 for at in range(len(text) - 1)}


def apart(ranked: list[tuple[float, Option]], least: float) -> list[Option]:
    """Options with at least so much of a chance, the likelier first; none overlaps another."""
    kept: list[Option] = []
    for chance, option in sorted(ranked, key=lambda pair: (-pair[0], pair[1].span)):
        if chance >= least and not any(overlap(option.span, one.span) for one in kept):
            kept.append(option)
    return kept
