"""How much a question has in common with what people ask elsewhere, by words."""

from functools import cache
from heapq import nlargest

from handlers.knowledge.index import NOTHING, Index
from handlers.knowledge.judge import ALIKE
from handlers.model.case import Entry
from handlers.read.learned.elsewhere import elsewhere

NEAREST = 3


def strange(question: str) -> float:
    """The mean of the nearest of what is asked elsewhere; 0 for nothing in common."""
    return nearest(question, _index())


def nearest(question: str, others: Index) -> float:
    """The same, of these."""
    common, alike = others.common(question), others.alike(question)
    found = (
        common.get(place, NOTHING).likeness + ALIKE * near
        for place, near in enumerate(alike)
    )
    return sum(nlargest(NEAREST, found)) / NEAREST


def lines() -> list[Entry]:
    """What is asked elsewhere."""
    return [Entry(words, words, "") for words in elsewhere()]


@cache
def _index() -> Index:
    return Index(lines())
