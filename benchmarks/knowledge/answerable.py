"""What a question that a handbook answers sounds like, and what its vector leans to.

    python -m benchmarks.knowledge.answerable

writes handlers/knowledge/answerable.json and bot/knowledge/answerable.json, learnt by ridge and
by logistic regression from the questions of all sets, the strangers and the lines of elsewhere.
"""

import json
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.knowledge.material import SETS, UNKNOWN_TO_COVERED, load, strangers
from benchmarks.knowledge.slopes import logistic
from benchmarks.knowledge.texts import Told
from bot.knowledge.model import Sentences, Vector
from handlers.knowledge.answerable import sounds
from handlers.read.learned.elsewhere import elsewhere

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "handlers/knowledge/answerable.json"
SENSE = ROOT / "bot/knowledge/answerable.json"
RARE = 2  # questions; what sounds rarer says nothing
SMALL = 0.5  # how much the weights of sounds are held small
SLIGHT = 0.5  # and those of vectors

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Leaning:
    """What was learnt.  sounds: by sound, "" is the constant; vector: its last is the constant."""

    sounds: Mapping[str, float]
    vector: Numbers

    def of(self, text: str, vector: Vector) -> tuple[float, float]:
        """By words, by sense."""
        known = [self.sounds[one] for one in sounds(text) if one in self.sounds]
        words = self.sounds[""] + sum(known) / math.sqrt(len(known) or 1)
        return words, float(self.vector[:-1] @ vector + self.vector[-1])


def learn(names: Collection[str], told: Told) -> Leaning:
    """From these sets."""
    asked = [(q.text, q.want is not None) for name in names for q in load(name).questions]
    texts = [text for text, _ in asked]
    texts += [one.text for one in strangers()] + list(elsewhere())
    covered = np.zeros(len(texts))
    covered[: len(asked)] = [known for _, known in asked]
    weight = balance(covered)
    vectors = told.of(texts).astype(float)
    return Leaning(_sounds(texts, covered, weight), _vector(vectors, covered, weight))


def balance(covered: Numbers) -> Numbers:
    """As many unknown ones to covered ones as are measured."""
    known = covered.sum()
    unknown = UNKNOWN_TO_COVERED * known / (len(covered) - known)
    return np.where(covered > 0, 1.0, unknown)


def _sounds(texts: Sequence[str], covered: Numbers, weight: Numbers) -> Mapping[str, float]:
    heard = [sounds(text) for text in texts]
    count = Counter(one for each in heard for one in each)
    names = sorted(one for one, n in count.items() if n >= RARE)
    place = {one: n for n, one in enumerate(names)}
    values = np.zeros((len(texts), len(names)))
    for row, each in zip(values, heard, strict=True):
        known = [place[one] for one in each if one in place]
        row[known] = 1 / math.sqrt(len(known) or 1)
    wanted, root = 2 * covered - 1, np.sqrt(weight)
    usual, middle = weight @ values / weight.sum(), weight @ wanted / weight.sum()
    even = (values - usual) * root[:, None]
    dual = np.linalg.solve(
        even @ even.T + SMALL * np.eye(len(even)), (wanted - middle) * root
    )
    learnt = even.T @ dual
    constant = round(float(middle - usual @ learnt), 3)
    return {"": constant} | {one: round(float(learnt[n]), 3) for one, n in place.items()}


def _vector(vectors: Numbers, covered: Numbers, weight: Numbers) -> Numbers:
    usual = vectors.mean(axis=0)
    even = np.hstack([vectors - usual, np.ones((len(vectors), 1))])
    learnt = logistic(even, covered, weight, SLIGHT, 12)
    return np.append(learnt[:-1], learnt[-1] - usual @ learnt[:-1])


def main() -> None:
    """Write the files anew."""
    found = learn(SETS, Told(Sentences()))
    heard = {one: value for one, value in found.sounds.items() if value or not one}
    WORDS.write_text(
        json.dumps(heard, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    numbers = [round(float(value), 3) for value in found.vector]
    SENSE.write_text(json.dumps(numbers) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
