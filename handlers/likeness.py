"""How much two short texts have in common, by pairs of characters."""

import re

_SILENT = re.compile(r"[\s\W_]+")


def pairs(text: str) -> frozenset[str]:
    """The character pairs of a text without punctuation; a single character stands alone."""
    letters = _SILENT.sub("", text).lower()
    if len(letters) == 1:
        return frozenset(letters)
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def covered(part: str, whole: str) -> float:
    """The share of the part's pairs that occur in the whole, 0 … 1."""
    wanted = pairs(part)
    return len(wanted & pairs(whole)) / len(wanted) if wanted else 0.0


def alike(one: str, other: str) -> float:
    """The share of the shorter text's pairs that both have, 0 … 1."""
    a, b = pairs(one), pairs(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
