"""What the best entry is judged by: learns the weights of handlers/knowledge/judge.py.

    python -m benchmarks.knowledge.train [--crossed]

writes handlers/knowledge/weights.json from all sets.  Besides, each question is asked of the
knowledge without the entry that answers it, and of small parts of the knowledge.  What else is
learnt (vectors, metric, answerable) is learnt without the question's own set first, which it
would know by heart.  `--crossed` writes nothing: it measures each set by what was learnt from
the others.
"""

import argparse
import json
import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from benchmarks.knowledge import answerable, metric, vectors
from benchmarks.knowledge.answerable import balance
from benchmarks.knowledge.material import SETS, UNKNOWN_TO_COVERED, Asked, load
from benchmarks.knowledge.slopes import logistic
from benchmarks.knowledge.texts import Told
from bot.knowledge.model import NEAREST, Sentences, text_of
from handlers.knowledge.answers import COVERED, near_best
from handlers.knowledge.elsewhere import lines, nearest
from handlers.knowledge.index import NOTHING, Index
from handlers.knowledge.judge import ALIKE, Scores, signs
from handlers.knowledge.terms import apart
from handlers.model.case import Entry

FILE = Path(__file__).parents[2] / "handlers/knowledge/weights.json"
SEED = 7
PARTS = (40, 12, 12, 5, 3, 2)  # entries of small knowledge
WEIGHT = {"whole": 1.0, "part": 0.1, "without": 0.1}
EACH = 100.0  # what a set weighs, however many its questions
SMOOTH = 3.0  # how much the weights are held small
SIGNS: Mapping[str, Mapping[str, Sequence[str]]] = {  # few, or they are learnt by heart
    "words": {
        "covered": ("words", "words ahead", "apart", "words answerable"),
        "right": ("words next", "words ahead"),
    },
    "sense": {
        "covered": (
            *("both", "both ahead", "sense"),
            *("apart", "words answerable", "sense answerable"),
        ),
        "right": ("both next", "both ahead", "sense"),
    },
}

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One question of some knowledge.  best: the place of the entry that is ranked first.

    rank: of the entry that is wanted; None where none is.  of: the set.
    """

    scores: Scores
    best: int
    rank: int | None
    of: str
    kind: str  # of WEIGHT

    def wanted(self, what: str) -> bool:
        """Whether the knowledge covers it, whether the best one is right."""
        return self.rank is not None if what == "covered" else self.rank == 0


def cases(name: str, told: Told) -> Iterator[Case]:
    """Of a set; what is learnt besides is learnt from the others."""
    rng = random.Random(SEED)
    for one, entries, known in _scored(name, told):
        places = list(range(len(entries)))
        rest = [n for n in places if entries[n].id != one.want]
        yield from _case(one, entries, known, places, (name, "whole"))
        if one.want:
            yield from _case(one, entries, known, rest, (name, "without"))
        for size in PARTS:
            few = rng.sample(rest, size - 1) + [n for n in places if n not in rest]
            yield from _case(one, entries, known, few, (name, "part"))


def _case(
    one: Asked,
    entries: Sequence[Entry],
    scores: Scores,
    places: Sequence[int],
    of: tuple[str, str],
) -> Iterator[Case]:
    """Without the sentence model and with it, of the entries in these places alone."""
    words = replace(scores, words=[scores.words[n] for n in places], sense=None)
    asked, sense = frozenset(near_best(words)), scores.sense or ()
    sensed = [sense[n] if at in asked else 0.0 for at, n in enumerate(places)]
    for some in (words, replace(words, sense=sensed)):
        order = sorted(range(len(places)), key=lambda n: -some.both[n])
        ids = [entries[places[n]].id for n in order]
        rank = ids.index(one.want) if one.want in ids else None
        far = apart(one.text, entries[places[order[0]]])
        yield Case(replace(some, apart=far), order[0], rank, *of)


@cache
def _scored(name: str, told: Told) -> Sequence[tuple[Asked, Sequence[Entry], Scores]]:
    material, others = load(name), [other for other in SETS if other != name]
    meanings, leaning = vectors.learn(others, told), answerable.learn(others, told)
    index, strange = Index(material.entries, meanings), Index(lines(), meanings)
    sense, found = _sense(name, others, told), []
    asked = told.of([one.text for one in material.questions])
    far = np.sort(asked @ told.of([line.question for line in lines()]).T)[:, -NEAREST:]
    for n, one in enumerate(material.questions):
        common, alike = index.common(one.text), index.alike(one.text)
        words = [common.get(at, NOTHING).fit + ALIKE * a for at, a in enumerate(alike)]
        elsewhere = (nearest(one.text, strange), float(far[n].mean()))
        heard = leaning.of(one.text, asked[n])
        scores = Scores(words, sense[n].tolist(), elsewhere, heard)
        found.append((one, material.entries, scores))
    return found


def _sense(name: str, others: Collection[str], told: Told) -> Numbers:
    """How alike the sentence model finds each question of a set and each entry."""
    material, learnt = load(name), metric.learn(others, told)
    asked = told.of([one.text for one in material.questions])
    entries = told.of(map(text_of, material.entries), told=True)
    near = np.array([learnt.turned(one) for one in asked]) @ entries.T
    return near.astype(float)


def fit(values: Numbers, wanted: Numbers, weight: Numbers) -> Numbers:
    """Logistic regression; the last weight is the constant."""
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    even = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])
    learnt = logistic(even, wanted, weight, SMOOTH, 50)
    plain = learnt[:-1] / spread
    return np.append(plain, learnt[-1] - plain @ mean)


def weights(found: Sequence[Case], kind: str, what: str) -> dict[str, float]:
    """What is learnt; "" is the constant."""
    used = [case for case in found if (case.scores.sense is not None) == (kind == "sense")]
    names = SIGNS[kind][what]
    learnt = fit(_values(used, names), _wanted(used, what), _weight(used))
    if what == "covered":  # where declining is best, as it is measured
        learnt[-1] += np.log(COVERED / (1 - COVERED)) - _border(used, names, learnt)
    return {n: round(float(w), 3) for n, w in zip((*names, ""), learnt, strict=True)}


def _values(used: Sequence[Case], names: Sequence[str]) -> Numbers:
    rows = [signs(case.scores, case.best) for case in used]
    return np.array([[row[name] for name in names] for row in rows])


def _wanted(used: Sequence[Case], what: str) -> Numbers:
    return np.array([float(case.wanted(what)) for case in used])


def _weight(used: Sequence[Case]) -> Numbers:
    """Each set the same; within it each kind by WEIGHT, unknown to covered as measured."""
    weight = np.zeros(len(used))
    for name in SETS:
        for kind, portion in WEIGHT.items():
            here = [
                n for n, case in enumerate(used) if (case.of, case.kind) == (name, kind)
            ]
            if here:
                covered = _wanted([used[n] for n in here], "covered")
                share = balance(covered) if covered.any() else np.ones(len(here))
                weight[here] = share * EACH * portion / share.sum()
    return weight


def _border(used: Sequence[Case], names: Sequence[str], learnt: Numbers) -> float:
    whole = [case for case in used if case.kind == "whole"]
    points = _values(whole, names) @ learnt[:-1] + learnt[-1]
    borders = [float(one) for one in np.quantile(points, np.linspace(0.02, 0.98, 97))]
    return max(borders, key=lambda border: _refusal(whole, points, border))


def _refusal(whole: Sequence[Case], points: Numbers, border: float) -> float:
    """F1 of declining, the mean of the sets."""
    covered = _wanted(whole, "covered") > 0
    of, declined = np.array([case.of for case in whole]), points < border
    each = []
    for name in sorted(set(of)):
        well = UNKNOWN_TO_COVERED * declined[(of == name) & ~covered].mean()
        badly = declined[(of == name) & covered].mean()
        each.append(2 * well / (well + badly + UNKNOWN_TO_COVERED))
    return float(np.mean(each))


def crossed(found: Mapping[str, Sequence[Case]]) -> None:
    """Print what is found in each set with weights that are learnt from the others."""
    for name in SETS:
        inner = [case for other in SETS if other != name for case in found[other]]
        outer = [case for case in found[name] if case.kind == "whole"]
        for kind, judged in SIGNS.items():
            learnt = np.array(list(weights(inner, kind, "covered").values()))
            seen = [c for c in outer if (c.scores.sense is not None) == (kind == "sense")]
            points = _values(seen, judged["covered"]) @ learnt[:-1] + learnt[-1]
            refusal = _refusal(seen, points, float(np.log(COVERED / (1 - COVERED))))
            ranks = [case.rank for case in seen if case.rank is not None]
            top = [np.mean([rank < n for rank in ranks]) for n in (1, 3)]
            print(f"{name:7} {kind:6} {top[0]:.2f} {top[1]:.2f} {refusal:.2f}")


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--crossed", action="store_true", help="without each set in turn")
    only = parser.parse_args().crossed
    told = Told(Sentences())
    found = {name: list(cases(name, told)) for name in tqdm(SETS, "without each set")}
    if only:
        crossed(found)
        return
    every = [case for name in SETS for case in found[name]]
    learnt = {
        kind: {what: weights(every, kind, what) for what in each}
        for kind, each in SIGNS.items()
    }
    FILE.write_text(json.dumps(learnt, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
