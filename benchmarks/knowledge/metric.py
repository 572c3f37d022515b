"""How alike vectors of the sentence model are for us: learns bot/knowledge/metric.json.

    python -m benchmarks.knowledge.metric

A bilinear form over the model's vectors, the plain cosine and a correction of low rank, learnt
until the questions of the sets find their entries (softmax over the entries of a set, beside
what they have in common by words).
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.knowledge.bags import Adam
from benchmarks.knowledge.material import SETS, load
from benchmarks.knowledge.slopes import surprise
from benchmarks.knowledge.texts import Told
from benchmarks.knowledge.vectors import fitting
from bot.knowledge.metric import RANK, Metric
from bot.knowledge.model import Sentences, text_of
from handlers.knowledge.judge import TRUST

FILE = Path(__file__).parents[2] / "bot/knowledge/metric.json"
STEPS, RATE, SHARP = 60, 0.003, 12.0
HELD = 0.02  # how much it is held near the cosine
DIGITS = 4

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asked:
    """A set: the vectors of its covered questions and of its entries.

    wanted: the entry of each question.  words: how much a question has in common with each
    entry by words.
    """

    questions: Numbers
    entries: Numbers
    wanted: NDArray[np.int64]
    words: Numbers


def learn(names: Collection[str], told: Told) -> Metric:
    """From these sets."""
    sets = [_asked(name, told) for name in names]
    form = Adam(np.eye(sets[0].questions.shape[1], dtype=np.float32), RATE)
    plain = form.at.copy()
    for _ in range(STEPS):
        slope = np.float32(HELD) * (form.at - plain)
        for one in sets:
            slope += _slope(one, form.at) / len(sets)
        form.step((slope + slope.T) / 2)
    return _metric(form.at - plain)


def _slope(one: Asked, form: Numbers) -> Numbers:
    """What one set wants of the form."""
    near = one.questions @ form @ one.entries.T
    chance = surprise(SHARP * (one.words / TRUST + near), one.wanted)
    chance *= SHARP / len(chance)
    wanted: Numbers = one.questions.T @ (chance @ one.entries)
    return wanted


def _metric(more: Numbers) -> Metric:
    """What of a symmetric correction matters most."""
    sizes, ways = np.linalg.eigh(more)
    most = np.argsort(-np.abs(sizes))[:RANK]
    return Metric(sizes[most].astype(np.float32), ways.T[most].astype(np.float32))


def _asked(name: str, told: Told) -> Asked:
    found, entries = fitting(name), load(name).entries
    return Asked(
        told.of(found.questions),
        told.of(map(text_of, entries), told=True),
        found.wanted,
        found.words,
    )


def _rounded(numbers: Numbers) -> Sequence[object]:
    rounded: Sequence[object] = np.round(numbers.astype(float), DIGITS).tolist()
    return rounded


def main() -> None:
    """Write the file anew."""
    found = learn(SETS, Told(Sentences()))
    row = {"sizes": _rounded(found.sizes), "ways": _rounded(found.ways)}
    FILE.write_text(json.dumps(row) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
