"""How much a question has in common with what people ask elsewhere, by words."""

from functools import cache
from heapq import nlargest

from handlers.knowledge.index import Index
from handlers.model.case import Entry
from handlers.read.learned.elsewhere import elsewhere

NEAREST = 3


def strange(question: str) -> float:
    """0 … 1, the mean of the nearest of what is asked elsewhere."""
    found = _index().common(question).values()
    return sum(nlargest(NEAREST, (common.likeness for common in found))) / NEAREST


@cache
def _index() -> Index:
    return Index([Entry(words, words, "") for words in elsewhere()])
