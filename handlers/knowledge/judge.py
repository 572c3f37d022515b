"""How likely the best entry is the right one, and how likely the knowledge answers at all.

Logistic regressions over how much the best entry has in common with the question, how far it
stands out of its rivals, since near misses resemble several entries a little, and how
near the question is to what is asked elsewhere: pensions, the cat next door, greetings.  That
also stands for the rivals that small knowledge lacks.  Learnt by benchmarks.knowledge.train,
without a sentence model and with it.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

FILE = "weights.json"
ALIKE = 0.4  # times what they have in common: how much counts what their terms mean
TRUST = 0.8  # times what the words say: how much the sentence model counts
RIVALS = 3  # what the best entry has to stand out of
ELSEWHERE = ""  # no entry's id: in a likeness, how alike the nearest matters elsewhere are
ANSWERABLE = " "  # nor this: whether the question sounds as if a handbook answered it


@dataclass(frozen=True, slots=True)
class Scores:
    """How much each entry has in common with a question, by its place.

    words: by characters and concepts, and by what terms mean.  sense: by a sentence model,
    None without one.
    elsewhere: the same for the nearest matters that are none of ours, by words, by sense.
    answerable: whether the question itself, whatever is known, sounds as if a handbook
    answered it, by words, by sense; above 0 it does.
    apart: the best entry answers another kind of question: when, and where was asked.
    """

    words: Sequence[float]
    sense: Sequence[float] | None = None
    elsewhere: tuple[float, float] = (0.0, 0.0)
    answerable: tuple[float, float] = (0.0, 0.0)
    apart: bool = False

    @property
    def both(self) -> Sequence[float]:
        """What the entries are ranked by."""
        if self.sense is None:
            return self.words
        return [w + TRUST * s for w, s in zip(self.words, self.sense, strict=True)]

    def share(self, place: int) -> float:
        """The same, 0 … 1."""
        most = 1.0 + ALIKE + (0.0 if self.sense is None else TRUST)
        return min(max(self.both[place] / most, 0.0), 1.0)


def covered(scores: Scores, best: int) -> float:
    """How likely the knowledge answers the question at all."""
    return _chance(scores, best, "covered")


def right(scores: Scores, best: int) -> float:
    """How likely the best entry is the one that answers it.

    Either judge may speak up, since the words of a name, or the sense of a story, are enough.
    """
    return max(_chance(one, best, "right") for one in _judges(scores))


def _judges(scores: Scores) -> Sequence[Scores]:
    alone = replace(scores, sense=None)
    return (alone,) if scores.sense is None else (alone, scores)


def signs(scores: Scores, best: int) -> Mapping[str, float]:
    """What is judged by."""
    words, sense = scores.elsewhere
    found: dict[str, float] = {
        "apart": float(scores.apart),
        "words answerable": scores.answerable[0],
        **_signs("words", scores.words, best, words),
    }
    if scores.sense is None:
        return found
    both = _signs("both", scores.both, best, words + TRUST * sense)
    found["sense answerable"] = scores.answerable[1]
    return {**found, **_signs("sense", scores.sense, best, sense), **both}


def _signs(
    name: str, values: Sequence[float], best: int, elsewhere: float
) -> Mapping[str, float]:
    others = [value for place, value in enumerate(values) if place != best]
    usual = sum(others) / len(others) if others else 0.0
    rivals = sorted([*others, *[elsewhere] * RIVALS], reverse=True)
    return {
        name: values[best],
        f"{name} next": values[best] - rivals[0],
        f"{name} ahead": values[best] - sum(rivals[:RIVALS]) / RIVALS,
        f"{name} above": values[best] - usual,
        f"{name} elsewhere": elsewhere,
    }


def _chance(scores: Scores, best: int, what: str) -> float:
    weights = _weights()["words" if scores.sense is None else "sense"][what]
    found = {"": 1.0, **signs(scores, best)}
    points = sum(weight * found[name] for name, weight in weights.items())
    return 1 / (1 + math.exp(-points))


@cache
def _weights() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """Learnt by benchmarks.knowledge.train; "" is the constant."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    weights: dict[str, dict[str, dict[str, float]]] = json.loads(text)
    return weights
