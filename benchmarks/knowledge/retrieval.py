"""How well questions find the entries that answer them, and who is declined.

    python -m benchmarks.knowledge.retrieval [--held-out] [--errors]

The sets that were learnt from, which flatters (benchmarks.knowledge.train --crossed does not),
or the totals of the one that was not.  Refusal is the F1 of declining, 60 unknown questions to
100 covered ones: the set's own unknown ones, then questions whose entry is taken away.  The
peer is BM25 over words (rjieba), which never declines.
"""

import argparse
import itertools
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import rjieba

from benchmarks.knowledge.material import (
    COVERED,
    HELD_OUT,
    NEAR,
    SETS,
    UNKNOWN_TO_COVERED,
    WITHOUT,
    Asked,
    Material,
    load,
    without,
)
from benchmarks.knowledge.texts import heard
from bot.knowledge.loaded import sentences
from bot.knowledge.opinion import decided
from handlers.knowledge.answers import Decision, Match, Verdict, decide, look
from handlers.model.case import Entry

Ask = Callable[[str], Decision]
Way = Callable[[Sequence[Entry]], Ask]
HEADS = ("set", "way", "top-1", "top-3", "refusal", WITHOUT, "answers", "wrong", "ms")
TABLE = "{:7} {:20}" + " {:>7}" * (len(HEADS) - 2)


@dataclass(slots=True)
class Tally:
    """Counts over questions.  asked, declined: by kind."""

    asked: Counter[str] = field(default_factory=Counter)
    declined: Counter[str] = field(default_factory=Counter)
    first: int = 0
    three: int = 0
    wrong: int = 0
    answers: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, asked: Asked, decision: Decision) -> None:
        """One more."""
        ids = [match.entry.id for match in decision.matches]
        known = asked.want is not None
        self.asked[asked.kind] += 1
        self.declined[asked.kind] += decision.kind is Verdict.DECLINE
        self.first += known and ids[:1] == [asked.want]
        self.three += known and asked.want in ids
        self.answers += decision.kind is Verdict.ANSWER
        wrong = decision.kind is Verdict.ANSWER and ids[:1] != [asked.want]
        self.wrong += wrong
        if wrong or (known and asked.want not in ids):
            self.errors.append(f"  {decision.kind} {asked.text} -> {ids}, not {asked.want}")

    def left(self, asked: Asked, decision: Decision) -> None:
        """One whose entry is taken away: an answer to it is counted by its refusal alone."""
        self.asked[asked.kind] += 1
        self.declined[asked.kind] += decision.kind is Verdict.DECLINE

    def refusal(self, kind: str) -> float:
        """F1 of declining the unknown questions of a kind."""
        well = UNKNOWN_TO_COVERED * self.share(kind)
        return 2 * well / (well + self.share(COVERED) + UNKNOWN_TO_COVERED)

    def share(self, kind: str) -> float:
        """Of the questions of a kind, how many were declined."""
        return self.declined[kind] / (self.asked[kind] or 1)


class Words:
    """The peer: BM25 over words."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._texts = [
            Counter(rjieba.cut(" ".join((e.question, *e.phrasings)))) for e in entries
        ]
        self._usual = sum(map(Counter.total, self._texts)) / len(entries)
        self._seen = Counter(word for text in self._texts for word in text)

    def __call__(self, question: str) -> Decision:
        """The three best, always offered."""
        asked = set(rjieba.cut(question))
        scored = [(self._score(asked, text), n) for n, text in enumerate(self._texts)]
        best = sorted((s, -n) for s, n in scored if s > 0)[:-4:-1]
        matches = tuple(Match(self._entries[-n], score) for score, n in best)
        return Decision(Verdict.OFFER if matches else Verdict.DECLINE, matches)

    def _score(self, asked: set[str], text: Counter[str]) -> float:
        long = 1.2 * (0.25 + 0.75 * text.total() / self._usual)
        return sum(
            math.log(1 + (len(self._texts) - seen + 0.5) / (seen + 0.5))
            * text[word] * 2.2 / (text[word] + long)
            for word in asked & text.keys()
            for seen in (self._seen[word],)
        )  # fmt: skip


def ways() -> dict[str, Way]:
    """Who is compared."""
    found: dict[str, Way] = {
        "BM25 over words": Words,
        "ours, no model": lambda entries: lambda question: decide(question, entries),
    }
    if model := sentences():
        found["ours, model"] = lambda entries: (
            lambda question: decided(model, look(question, entries))
        )
    return found


def measure(material: Material, way: Way) -> tuple[Tally, float]:
    """The counts, and milliseconds a question; vectors of entries are made meanwhile."""
    tally, ask = Tally(), way(material.entries)
    ask(material.questions[0].text)
    begin = time.perf_counter()
    for one in material.questions:
        tally.add(one, ask(one.text))
    ms = 1000 * (time.perf_counter() - begin) / len(material.questions)
    for one in material.questions:
        if one.want:
            rest = tuple(entry for entry in material.entries if entry.id != one.want)
            tally.left(without(one), way(rest)(one.text))
    return tally, ms


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--held-out", action="store_true", help="the sets nobody reads: totals"
    )
    parser.add_argument("--errors", action="store_true", help="what went wrong, elsewhere")
    options = parser.parse_args()
    if options.held_out:
        print(*map(shared, HELD_OUT), sep="\n")
    print(TABLE.format(*HEADS))
    for name in HELD_OUT if options.held_out else SETS:
        for title, way in ways().items():
            tally, ms = measure(load(name), way)
            print(_row(name, title, tally, ms))
            if options.errors and name not in HELD_OUT:
                print("\n".join(tally.errors))


def shared(name: str) -> str:
    """How many texts of a held-out set are, but for signs, among what is learnt from."""
    others = [load(other) for other in SETS]
    known = {_bare(text) for text in (*heard(), *itertools.chain(*map(_said, others)))}
    said = list(map(_bare, _said(load(name))))
    return f"{name}: {sum(text in known for text in said)} of {len(said)} texts are learnt from"


def _said(material: Material) -> Sequence[str]:
    """Its questions, and the titles and phrasings of its entries."""
    titles = (words for e in material.entries for words in (e.question, *e.phrasings))
    return [*(one.text for one in material.questions), *titles]


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _row(name: str, title: str, tally: Tally, ms: float) -> str:
    known = tally.asked[COVERED]
    shares = (
        tally.first / known,
        tally.three / known,
        *(tally.refusal(kind) for kind in (NEAR, WITHOUT)),
    )
    figures = (*(f"{share:.2f}" for share in shares), tally.answers, tally.wrong)
    return TABLE.format(name, title, *figures, f"{ms:.1f}")


if __name__ == "__main__":
    main()
