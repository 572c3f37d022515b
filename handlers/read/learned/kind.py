"""What the judge of kinds sees of a message: the evidence of the rules, its words, its shape."""

from collections.abc import Mapping
from itertools import pairwise

import rjieba

from handlers.read.facts import Facts

HEAD = 400  # characters


def attributes(
    text: str, facts: Facts, tense: str, evidence: Mapping[str, float]
) -> dict[str, float]:
    """Attributes with their values.  evidence: of the rules, by name."""
    text = text[:HEAD]
    found = {f"e{name}": float(much) for name, much in evidence.items() if much}
    signs = {
        f"T{tense}",
        f"len{len(text).bit_length()}",
        f"lines{min(4, text.count(chr(10)))}",
    }
    signs |= {f"s{one.field}" for one in facts.stated}
    signs |= {f"S{slot.field}" for slot in facts.slots}
    return dict.fromkeys(signs | _words(text) | _characters(text), 1.0) | found


def _words(text: str) -> set[str]:
    words = ["^", *rjieba.cut(text), "$"]
    pairs = {f"W{one}{other}" for one, other in pairwise(words)}
    return pairs | {f"w{word}" for word in words}


def _characters(text: str) -> set[str]:
    ends = {f"^{text[:2]}", f"${text[-2:]}", f"${text[-1:]}"}
    runs = {f"c{text[at : at + size]}" for size in (1, 2, 3) for at in range(len(text))}
    return ends | runs
