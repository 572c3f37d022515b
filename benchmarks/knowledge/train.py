"""What the best entry is judged by: learns the weights of handlers/knowledge/judge.py.

    python -m benchmarks.knowledge.train

writes handlers/knowledge/weights.json from the half of both sets and of the strangers that is
for tuning.  Besides, each question is asked once more of the knowledge without the entry that
answers it, all of them of small parts of the knowledge, and questions of the labelled corpus,
which these entries do not answer, of all of it.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.knowledge.asked import questions
from benchmarks.knowledge.material import (
    COVERED,
    SETS,
    UNKNOWN,
    WITHOUT,
    Asked,
    Material,
    load,
    strangers,
    without,
)
from bot.knowledge.model import Sentences
from handlers.knowledge.elsewhere import strange
from handlers.knowledge.index import NOTHING, Index
from handlers.knowledge.judge import ELSEWHERE, Scores, signs
from handlers.knowledge.terms import apart
from handlers.model.case import Entry

FILE = Path(__file__).parents[2] / "handlers/knowledge/weights.json"
SEED = 7
PARTS = (40, 12, 12)  # entries of small knowledge
FEW = (2, 3, 5)  # entries of a young neighbourhood's, of which one is close
OTHERS = 120  # questions of the corpus, a set
WEIGHT = {"whole": 1.0, "part": 0.12, "few": 0.12, "corpus": 0.1}
SHARE = {
    COVERED: 1.0,
    **dict.fromkeys(UNKNOWN, 0.15),
}  # all of a kind together, in the whole
SMOOTH = 3.0  # how much the weights are held small
SIGNS: Mapping[str, Mapping[str, Sequence[str]]] = {  # few, or they are learnt by heart
    "words": {
        "covered": ("words", "words ahead", "words elsewhere", "apart"),
        "right": ("words", "words next", "words ahead", "words elsewhere"),
    },
    "sense": {
        "covered": ("both ahead", "sense above", "sense elsewhere", "apart"),
        "right": ("words", "both next", "both ahead", "sense", "sense elsewhere"),
    },
}


@dataclass(frozen=True, slots=True)
class Case:
    """One question of some knowledge.  best: the place of the entry that is ranked first."""

    scores: Scores
    best: int
    covered: bool
    right: bool
    weight: float


def cases(material: Material, corpus: Sequence[str], model: Sentences) -> Iterator[Case]:
    """All that is learnt from."""
    rng = random.Random(SEED)
    asked = [one for one in (*material.questions, *strangers()) if one.tuned]
    others = [Asked(text, None, tuned=True, kind="corpus") for text in corpus]
    count = Counter(one.kind for one in asked)
    count[WITHOUT] = count[COVERED]
    whole = material.entries
    for size in (len(whole), *PARTS):
        part = whole if size == len(whole) else tuple(rng.sample(whole, size))
        for case, one in _of(part, asked, model):
            share = SHARE[one.kind] * count[COVERED] / count[one.kind]
            yield replace(case, weight=share * WEIGHT["whole" if part is whole else "part"])
    for size in FEW:
        for case, one in _among_few(whole, asked, size, model):
            share = SHARE[one.kind] * count[COVERED] / count[one.kind]
            yield replace(case, weight=share * WEIGHT["few"])
    for case, _ in _of(whole, others, model):
        yield replace(case, weight=WEIGHT["corpus"])


def _of(
    entries: tuple[Entry, ...], asked: Sequence[Asked], model: Sentences
) -> Iterator[tuple[Case, Asked]]:
    known = {entry.id for entry in entries}
    index = Index(entries)
    for one in asked:
        if one.want is None or one.want in known:
            yield from ((case, one) for case in _both(index, entries, one, model))
        if one.want in known:
            rest = tuple(entry for entry in entries if entry.id != one.want)
            left = without(one)
            yield from ((case, left) for case in _both(Index(rest), rest, left, model))


def _among_few(
    entries: tuple[Entry, ...], asked: Sequence[Asked], size: int, model: Sentences
) -> Iterator[tuple[Case, Asked]]:
    """The entry that is wanted among few, then the closest other one among as few."""
    rng = random.Random(SEED)
    index = Index(entries)
    for one in asked:
        found = index.common(one.text)
        best = sorted(found, key=lambda place: -found[place].likeness)
        close = [entries[n] for n in best if entries[n].id != one.want][:1]
        right = [entry for entry in entries if entry.id == one.want]
        rest = rng.sample([e for e in entries if e not in (*close, *right)], size - 1)
        for few, what in ((right, one), (close, without(one) if one.want else one)):
            if few:
                known = (*few, *rest)
                yield from ((c, what) for c in _both(Index(known), known, what, model))


def _both(
    index: Index, entries: tuple[Entry, ...], one: Asked, model: Sentences
) -> Iterator[Case]:
    """Without the sentence model and with it."""
    found = index.common(one.text)
    words = [found.get(place, NOTHING).likeness for place in range(len(entries))]
    alike = model.likeness(one.text, entries)
    elsewhere = (strange(one.text), alike[ELSEWHERE])
    for sense in (None, [alike[entry.id] for entry in entries]):
        scores = Scores(words, sense, elsewhere)
        best = max(range(len(entries)), key=lambda place: scores.both[place])
        right = entries[best].id == one.want
        scores = replace(scores, apart=apart(one.text, entries[best]))
        yield Case(scores, best, one.want is not None, right, 1.0)


def fit(
    values: NDArray[np.float64], wanted: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Logistic regression; the last weight is the constant."""
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    even = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])
    learnt = np.zeros(even.shape[1])
    held = SMOOTH * np.eye(len(learnt))
    held[-1, -1] = 1e-6
    for _ in range(50):
        chance = 1 / (1 + np.exp(-even @ learnt))
        slope = even.T @ (weight * (chance - wanted)) + held @ learnt
        bend = (even.T * (weight * chance * (1 - chance))) @ even + held
        learnt -= np.linalg.solve(bend, slope)
    plain = learnt[:-1] / spread
    return np.append(plain, learnt[-1] - plain @ mean)


def main() -> None:
    """Learn and write."""
    model, others = Sentences(), questions()
    random.Random(SEED).shuffle(others)
    found = [
        case
        for number, name in enumerate(SETS)
        for case in cases(load(name), others[number * OTHERS :][:OTHERS], model)
    ]
    learnt = {
        kind: {what: _learn(found, kind, what) for what in SIGNS[kind]} for kind in SIGNS
    }
    FILE.write_text(json.dumps(learnt, indent=1) + "\n", encoding="utf-8")


def _learn(found: Sequence[Case], kind: str, what: str) -> dict[str, float]:
    used = [case for case in found if (case.scores.sense is not None) == (kind == "sense")]
    names = SIGNS[kind][what]
    rows = [signs(case.scores, case.best) for case in used]
    values = np.array([[row[name] for name in names] for row in rows])
    wanted = np.array([float(getattr(case, what)) for case in used])
    weights = fit(values, wanted, np.array([case.weight for case in used]))
    return {
        name: round(float(weight), 3)
        for name, weight in zip((*names, ""), weights, strict=True)
    }


if __name__ == "__main__":
    main()
