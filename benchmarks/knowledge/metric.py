"""How alike vectors of the sentence model are for us: learns bot/knowledge/metric.json.

    python -m benchmarks.knowledge.metric

A bilinear form over the model's vectors, the plain cosine and a correction of low rank, learnt
until the questions of the sets find their entries (softmax over the entries of a set, beside
what they have in common by words); one for questions and phrasings, one for answers.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.knowledge.bags import Adam
from benchmarks.knowledge.material import SETS
from benchmarks.knowledge.slopes import by_phrasing, surprise
from benchmarks.knowledge.texts import Told
from benchmarks.knowledge.vectors import fitting, nearest
from bot.knowledge.metric import RANK, Metric
from bot.knowledge.model import ANSWERED, BEGINNING, Sentences
from handlers.knowledge.judge import TRUST

FILE = Path(__file__).parents[2] / "bot/knowledge/metric.json"
STEPS, RATE, SHARP = 60, 0.003, 12.0
HELD = 0.02  # how much it is held near the cosine
DIGITS = 4

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asked:
    """A set: the vectors of its covered questions, of its phrasings and of its answers.

    of: the entry of each phrasing.  wanted: that of each question.  words: how much a question
    has in common with each entry by words.
    """

    questions: Numbers
    phrasings: Numbers
    answers: Numbers
    of: NDArray[np.int64]
    wanted: NDArray[np.int64]
    words: Numbers


def learn(names: Collection[str], told: Told) -> tuple[Metric, Metric]:
    """From these sets: for phrasings, for answers."""
    sets = [_asked(name, told) for name in names]
    forms = Adam(np.stack([np.eye(sets[0].questions.shape[1], dtype=np.float32)] * 2), RATE)
    plain = forms.at.copy()
    for _ in range(STEPS):
        slope = np.float32(HELD) * (forms.at - plain)
        for one in sets:
            slope += _slope(one, forms.at) / len(sets)
        forms.step((slope + slope.transpose(0, 2, 1)) / 2)
    said, answered = (_metric(form) for form in forms.at - plain)
    return said, answered


def _slope(one: Asked, forms: Numbers) -> Numbers:
    """What one set wants of both forms."""
    said, answered = forms
    near, which = nearest(one.questions @ said @ one.phrasings.T, one.of, len(one.answers))
    far = ANSWERED * (one.questions @ answered @ one.answers.T)
    points = SHARP * (one.words / TRUST + near + far)
    chance = surprise(points, one.wanted)
    chance *= SHARP / len(chance)
    each = by_phrasing(chance, which, len(one.phrasings))
    return np.stack(
        [
            one.questions.T @ (each @ one.phrasings),
            ANSWERED * one.questions.T @ (chance @ one.answers),
        ]
    )


def _metric(more: Numbers) -> Metric:
    """What of a symmetric correction matters most."""
    sizes, ways = np.linalg.eigh(more)
    most = np.argsort(-np.abs(sizes))[:RANK]
    return Metric(sizes[most].astype(np.float32), ways.T[most].astype(np.float32))


def _asked(name: str, told: Told) -> Asked:
    found = fitting(name)
    return Asked(
        told.of(found.questions),
        told.of(found.phrasings),
        told.of([answer[:BEGINNING] for answer in found.answers], answers=True),
        found.of,
        found.wanted,
        found.words,
    )


def _rounded(numbers: Numbers) -> Sequence[object]:
    rounded: Sequence[object] = np.round(numbers.astype(float), DIGITS).tolist()
    return rounded


def main() -> None:
    """Write the file anew."""
    both = learn(SETS, Told(Sentences()))
    rows = [{"sizes": _rounded(one.sizes), "ways": _rounded(one.ways)} for one in both]
    FILE.write_text(json.dumps(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
