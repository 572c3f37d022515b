"""Knowledge: find the entry that answers a question, or decline (R13).

Single characters and pairs of characters, weighed by how rare they are as BM25 does, find the
two-character words that word lists miss.  An entry answers only when question and entry cover
enough of each other.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.model.case import Entry
from handlers.read.asked import meaning

PAIR = 2.0  # times the weight of a single character
ANSWERED = 0.5  # a word found in the answer alone
ENOUGH = 0.4
CLEAR = 1.15  # times the second best


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how much it and the question have in common, 0 … 1."""

    entry: Entry
    score: float


def retrieve(question: str, entries: Sequence[Entry]) -> Entry | None:
    """The entry that clearly answers the question, None to decline."""
    found = rank(question, entries)
    if not found or found[0].score < ENOUGH:
        return None
    if len(found) > 1 and found[0].score < CLEAR * found[1].score:
        return None
    return found[0].entry


def rank(question: str, entries: Sequence[Entry]) -> list[Match]:
    """All entries that share something with the question, best first."""
    keys = [[_terms(words) for words in (e.question, *e.phrasings)] for e in entries]
    answers = [_terms(entry.answer) for entry in entries]
    weigh = _Weights([Counter(t for key in each for t in key) for each in keys])
    asked = _terms(question)
    matches = [
        Match(entry, max(weigh.likeness(asked, key, answer) for key in each))
        for entry, each, answer in zip(entries, keys, answers, strict=True)
    ]
    return sorted((m for m in matches if m.score > 0), key=lambda m: -m.score)


def _terms(text: str) -> Counter[str]:
    """Single characters and pairs of the words that carry meaning."""
    terms: Counter[str] = Counter()
    for run in meaning(text):
        terms.update(run)
        terms.update(run[i : i + 2] for i in range(len(run) - 1))
    return terms


class _Weights:
    """What is rare among the entries says more; a pair says more than its characters."""

    def __init__(self, documents: Sequence[Counter[str]]) -> None:
        self._entries = len(documents)
        self._frequency = Counter(term for document in documents for term in document)

    def likeness(
        self, asked: Counter[str], key: Counter[str], answer: Counter[str]
    ) -> float:
        """How much each covers of the other, 0 … 1; words of the answer count half."""
        total = sum(self._of(term) for term in asked)
        wanted = sum(self._of(term) for term in key)
        both = sum(self._of(term) for term in asked if term in key)
        if not both:
            return 0.0
        told = sum(self._of(t) for t in asked if t in answer and t not in key)
        return ((both + ANSWERED * told) / total + both / wanted) / 2

    def _of(self, term: str) -> float:
        seen = self._frequency[term]
        rare = math.log(1 + (self._entries - seen + 0.5) / (seen + 0.5))
        return rare * (PAIR if len(term) > 1 else 1.0)
