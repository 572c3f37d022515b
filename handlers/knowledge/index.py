"""What questions and entries have in common, term by term, weighed as BM25 does.

What is rare says more.  How rare a term is, is counted among the entries and, since a young
neighbourhood has three of them, among questions that people ask anyway.  Beside it, how alike
they are by what their terms mean: 票 and 单据 have nothing in common.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from handlers import memory
from handlers.knowledge.terms import terms, worth
from handlers.knowledge.vectors import ANSWERED as TOLD
from handlers.knowledge.vectors import Vectors, alike, vectors
from handlers.model.case import Entry
from handlers.read.learned.asked_terms import asked_terms

PRIOR = 50  # entries that what people ask anyway stands for
ANSWERED = 0.5  # a term found in the answer alone
WANTED = 0.35  # times what is covered: people tell a story, and ask one thing at its end

_Key: TypeAlias = tuple[int, int]  # an entry, and which of its question and phrasings


@dataclass(frozen=True, slots=True)
class Common:
    """What a question and an entry have in common.

    covered: the share of the question's terms that the entry knows, each by its weight.
    wanted: the share of the entry's own question, or phrasing, that was asked.
    """

    covered: float
    wanted: float

    @property
    def likeness(self) -> float:
        """Both, 0 … 1: whether they ask the same."""
        return (self.covered + self.wanted) / 2

    @property
    def fit(self) -> float:
        """0 … 1: whether the entry answers the question."""
        return (self.covered + WANTED * self.wanted) / (1 + WANTED)


NOTHING = Common(0.0, 0.0)


@memory.lately(8)
def index_of(entries: tuple[Entry, ...]) -> "Index":
    """The same entries are asked again and again."""
    return Index(entries)


class Index:
    """Entries, ready to be compared with questions."""

    def __init__(self, entries: Sequence[Entry], meanings: Vectors | None = None) -> None:
        """meanings: others than those that come along, to learn them."""
        self._keys = [
            [terms(words) for words in (e.question, *e.phrasings)] for e in entries
        ]
        self._answers = [terms(entry.answer) for entry in entries]
        self._counts = Counter(t for keys in self._keys for t in frozenset().union(*keys))
        self._sums = [[self._sum(key) for key in keys] for keys in self._keys]
        self._known = _places(self._keys)
        self._vectors = meanings or vectors()
        self._said = [[self._vectors.of(key) for key in keys] for keys in self._keys]
        self._told = [self._vectors.of(answer) for answer in self._answers]

    def alike(self, question: str) -> list[float]:
        """By place: the cosine to the nearest phrasing, and that to the answer, which is less."""
        asked = self._vectors.of(terms(question))
        return [
            max(alike(asked, key) for key in keys) + TOLD * alike(asked, told)
            for keys, told in zip(self._said, self._told, strict=True)
        ]

    def common(self, question: str, least: float = 0.0) -> dict[int, Common]:
        """By place among the entries; those that share nothing are left out.

        Those that cannot be so much alike as `least` may be left out, too: it is quicker.
        """
        weights = {term: self._weight(term) for term in terms(question)}
        found: dict[int, Common] = {}
        for (place, number), both in sorted(self._shared(weights).items()):
            one = self._of(place, number, both, weights, least)
            known = found.get(place, NOTHING)
            if one.likeness > known.likeness:
                found[place] = one
        return found

    def _shared(self, weights: Mapping[str, float]) -> Mapping[_Key, float]:
        """How much of what was asked is in each question and phrasing."""
        shared: defaultdict[_Key, float] = defaultdict(float)
        for term, weight in weights.items():
            for key in self._known.get(term, ()):
                shared[key] += weight
        return shared

    def _of(
        self,
        place: int,
        number: int,
        both: float,
        weights: Mapping[str, float],
        least: float,
    ) -> Common:
        """By this question or phrasing of the entry."""
        total, wanted = sum(weights.values()), both / self._sums[place][number]
        if (both + ANSWERED * (total - both)) / total + wanted < 2 * least:
            return NOTHING  # even if all the rest were in the answer
        key, answer = self._keys[place][number], self._answers[place]
        told = sum(w for t, w in weights.items() if t in answer and t not in key)
        return Common((both + ANSWERED * told) / total, wanted)

    def _sum(self, key: Iterable[str]) -> float:
        return sum(map(self._weight, key))

    def _weight(self, term: str) -> float:
        asked, questions = asked_terms()
        seen = self._counts[term] + PRIOR * asked.get(term, 0) / questions
        among = len(self._keys) + PRIOR
        return worth(term) * math.log(1 + (among - seen + 0.5) / (seen + 0.5))


def _places(keys: Iterable[Iterable[Iterable[str]]]) -> Mapping[str, Sequence[_Key]]:
    places: defaultdict[str, list[_Key]] = defaultdict(list)
    for place, several in enumerate(keys):
        for number, key in enumerate(several):
            for term in key:
                places[term].append((place, number))
    return places
