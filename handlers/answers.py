"""Knowledge: find the entry that answers a question, or decline (R13).

BM25 over single characters and pairs of characters, which finds two-character words that
word lists miss; an entry answers only when it covers enough of what the question is about.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.model.case import Entry
from handlers.read.asked import meaning

K1 = 1.2  # Robertson & Zaragoza 2009; the entries are too short for their length to matter
ENOUGH = 0.42  # of the question's weight that the entry must cover
CLEAR = 1.15  # times the second best


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how much of the question it covers, 0 … 1."""

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
    documents = [_terms(" ".join((e.question, *e.phrasings))) for e in entries]
    rarity = _rarity(documents)
    asked = _terms(question)
    matches = [
        Match(entry, _covered(asked, document, rarity, len(entries)))
        for entry, document in zip(entries, documents, strict=True)
    ]
    return sorted((m for m in matches if m.score > 0), key=lambda m: -m.score)


def _terms(text: str) -> Counter[str]:
    """Single characters and pairs of the words that carry meaning."""
    terms: Counter[str] = Counter()
    for run in meaning(text):
        terms.update(run)
        terms.update(run[i : i + 2] for i in range(len(run) - 1))
    return terms


def _rarity(documents: Sequence[Counter[str]]) -> Counter[str]:
    return Counter(term for document in documents for term in document)


def _covered(
    asked: Counter[str], document: Counter[str], frequency: Counter[str], entries: int
) -> float:
    total = found = 0.0
    for term, times in asked.items():
        weight = times * _weight(term, frequency, entries)
        total += weight
        if term in document:
            found += weight * document[term] * (K1 + 1) / (document[term] + K1)
    return min(1.0, found / total) if total else 0.0


def _weight(term: str, frequency: Counter[str], entries: int) -> float:
    rare = math.log(1 + (entries - frequency[term] + 0.5) / (frequency[term] + 0.5))
    return rare * (2.0 if len(term) > 1 else 1.0)  # a pair says more than its characters
