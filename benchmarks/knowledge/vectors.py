"""What terms mean: learns handlers/knowledge/vectors.txt.

    python -m benchmarks.knowledge.vectors

First what the sentence model makes of some 18,000 texts is distilled: each term gets the vector
that, together with those of its neighbours, comes nearest to the model's vectors of the texts
(ridge regression).  Then the vectors are tuned until the questions of the sets find their
entries (softmax over the entries of a set, beside what they have in common by words).
"""

import math
from base64 import b64encode
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.knowledge.bags import Adam, Bags, Looked
from benchmarks.knowledge.material import SETS, load
from benchmarks.knowledge.slopes import by_phrasing, surprise
from benchmarks.knowledge.texts import Told, heard
from bot.knowledge.model import Sentences
from handlers.knowledge.index import NOTHING, Index
from handlers.knowledge.judge import ALIKE
from handlers.knowledge.terms import terms, worth
from handlers.knowledge.vectors import ANSWERED, Vectors

FILE = Path(__file__).parents[2] / "handlers/knowledge/vectors.txt"
SIZE = 64  # numbers a term
RARE = 3  # texts; what fewer use is not worth its line
HELD = 1.0  # how much they are held small
ROUNDS = 25  # of conjugate gradients
STEPS, RATE, SHARP = 200, 0.015, 5.0  # of tuning
BEGINNING = 32  # characters of an answer that are distilled; here they cost no time
LEFT = 0.3  # of the terms are not looked at in a step, so that none is relied upon alone
SEED = 7
MOST = 127

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Known:
    """Terms, their places and what each weighs in a text."""

    places: Mapping[str, int]
    weights: Mapping[str, float]

    def bags(self, texts: Sequence[str]) -> Bags:
        """The texts as what they consist of."""
        return Bags(
            [
                [
                    (self.places[t], self.weights[t])
                    for t in sorted(terms(text))
                    if t in self.places
                ]
                for text in texts
            ]
        )


@dataclass(frozen=True, slots=True)
class Fitting:
    """A set: its covered questions, its phrasings and its answers.

    of: the entry of each phrasing.  wanted: that of each question.  words: how much a question
    has in common with each entry by words.
    """

    questions: Sequence[str]
    phrasings: Sequence[str]
    answers: Sequence[str]
    of: NDArray[np.int64]
    wanted: NDArray[np.int64]
    words: Numbers


def learn(names: Collection[str], told: Told) -> Vectors:
    """From these sets."""
    texts, vectors = _texts(names, told)
    known = _known(texts)
    learnt = distilled(known.bags(texts), vectors, len(known.places))
    return _small(tuned(learnt, known, [fitting(name) for name in names]), known)


def distilled(bags: Bags, told: Numbers, count: int) -> Numbers:
    """Ridge regression by conjugate gradients, each of the numbers by itself."""
    found = np.zeros((count, told.shape[1]), np.float32)
    left = bags.spread(told, np.zeros_like(found))
    way, size = left.copy(), (left * left).sum(axis=0)
    for _ in range(ROUNDS):
        bent = bags.spread(bags.summed(way), np.float32(HELD) * way)
        far = size / ((way * bent).sum(axis=0) + 1e-12)
        found += far * way
        left -= far * bent
        size, before = (left * left).sum(axis=0), size
        way = left + (size / (before + 1e-12)) * way
    even: Numbers = found / found.std()
    return even


def tuned(found: Numbers, known: Known, sets: Sequence[Fitting]) -> Numbers:
    """The same, moved until the questions of the sets find their entries."""
    adam, rng = Adam(found.copy(), RATE), np.random.default_rng(SEED)
    bags = [
        [known.bags(texts) for texts in (one.questions, one.phrasings, one.answers)]
        for one in sets
    ]
    for _ in range(STEPS):
        slope = np.zeros_like(found)
        for one, each in zip(sets, bags, strict=True):
            looked = [Looked(bag, adam.at, LEFT, rng) for bag in each]
            _slope(one, looked, slope, 1 / len(sets))
        adam.step(slope)
    return adam.at


def _slope(one: Fitting, looked: Sequence[Looked], slope: Numbers, share: float) -> None:
    """Adds what one set wants."""
    asked, said, told = looked
    near, which = nearest(asked.at @ said.at.T, one.of, len(told.at))
    points = SHARP * (one.words + ALIKE * (near + ANSWERED * asked.at @ told.at.T))
    chance = surprise(points, one.wanted)
    chance *= SHARP * ALIKE * share / len(chance)
    each = by_phrasing(chance, which, len(said.at))
    asked.back(each @ said.at + ANSWERED * chance @ told.at, slope)
    said.back(each.T @ asked.at, slope)
    told.back(ANSWERED * chance.T @ asked.at, slope)


def nearest(
    each: Numbers, of: NDArray[np.int64], count: int
) -> tuple[Numbers, NDArray[np.int64]]:
    """Of the phrasings of an entry the nearest, by entry; and which it is."""
    found = np.full((len(each), count), -9.0, np.float32)
    which = np.zeros(found.shape, np.int64)
    for n, entry in enumerate(of):
        better = each[:, n] > found[:, entry]
        found[better, entry], which[better, entry] = each[better, n], n
    return found, which


@cache
def fitting(name: str) -> Fitting:
    """What is tuned with."""
    material = load(name)
    entries, index = material.entries, Index(material.entries, Vectors({}))
    place = {entry.id: n for n, entry in enumerate(entries)}
    asked = [(one.text, place[one.want]) for one in material.questions if one.want]
    keys = [
        (n, words) for n, e in enumerate(entries) for words in (e.question, *e.phrasings)
    ]
    common = [index.common(text) for text, _ in asked]
    fit = [[each.get(n, NOTHING).fit for n in range(len(entries))] for each in common]
    return Fitting(
        [text for text, _ in asked],
        [words for _, words in keys],
        [entry.answer for entry in entries],
        np.array([n for n, _ in keys]),
        np.array([n for _, n in asked]),
        np.array(fit, np.float32),
    )


def _texts(names: Collection[str], told: Told) -> tuple[list[str], Numbers]:
    """What is distilled, and what the model makes of it, in SIZE numbers."""
    asked = [one.text for name in names for one in load(name).questions]
    entries = [entry for name in names for entry in load(name).entries]
    said = [words for e in entries for words in (e.question, *e.phrasings)]
    answers = [entry.answer[:BEGINNING] for entry in entries]
    every = np.vstack([told.of((*asked, *said, *heard())), told.of(answers, told=True)])
    _, ways = np.linalg.eigh(every.T @ every)
    less = every @ ways[:, ::-1][:, :SIZE]
    vectors: Numbers = less / np.linalg.norm(less, axis=1, keepdims=True)
    return [*asked, *said, *heard(), *answers], vectors


def _known(texts: Sequence[str]) -> Known:
    count = Counter(term for text in texts for term in terms(text))
    names = sorted(term for term, n in count.items() if n >= RARE)
    rare = {t: math.sqrt(worth(t)) * math.log(len(texts) / count[t]) for t in names}
    return Known({term: n for n, term in enumerate(names)}, rare)


def _small(found: Numbers, known: Known) -> Vectors:
    """Whole numbers of a byte, what a term weighs included."""
    weighed = found * np.array([known.weights[t] for t in known.places])[:, None]
    step = np.quantile(np.abs(weighed), 0.999) / MOST
    small = np.clip(np.rint(weighed / step), -MOST, MOST).astype(np.int8)
    return Vectors({term: small[n].tobytes() for term, n in known.places.items()})


def main() -> None:
    """Write the file anew."""
    found = learn(SETS, Told(Sentences()))
    lines = (
        f"{term}\t{b64encode(numbers).decode()}\n" for term, numbers in found.table.items()
    )
    FILE.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
