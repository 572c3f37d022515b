"""The trained models: what they see in a message, and how likely a candidate is.

Linear-chain CRFs (Lafferty, McCallum, Pereira 2001), trained by
`python -m benchmarks.reading.train`; their weights are part of the package like the word lists.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import pycrfsuite

from handlers.model.finding import Span
from handlers.read.learned.features import Hint, features
from handlers.read.learned.marks import LAYERS, Mark, Seen
from handlers.read.reading import Kind

OUTSIDE = "O"
NOTHING = 0.95  # so sure of nothing, whatever else is as good as impossible: time is saved
_BEGINS = {mark: f"B{mark}" for mark in Mark}
_INSIDE = {mark: f"I{mark}" for mark in Mark}
YES = "yes"
KIND = "kind"  # the model that tells kinds
CHOICES = (
    "choose-place",
    "choose-count",
    "choose-feedback",
    "choose-name",
)  # weigh candidates


def look(text: str, hints: Sequence[Hint]) -> Seen:
    """What the taggers see in `text`.  hints: what the rules found."""
    rows = pycrfsuite.ItemSequence(features(text, hints))
    return see(text, rows, {layer: _tagger(layer) for layer in LAYERS})


@dataclass(slots=True)
class Tagger:
    """A tagger with what it looks at now; labels: the tags that it knows."""

    model: pycrfsuite.Tagger
    labels: frozenset[str]
    rows: pycrfsuite.ItemSequence | None = None
    outside: dict[int, float] = field(default_factory=dict)

    def look_at(self, rows: pycrfsuite.ItemSequence) -> None:
        """What it is asked from now on is about `rows`."""
        self.model.set(rows)
        self.rows = rows
        self.outside = {}

    def chance(self, tag: str, at: int) -> float:
        """The probability of a tag; none where it is nearly sure that nothing is marked."""
        nothing = self.outside.get(at)
        if nothing is None:
            nothing = self.outside[at] = self.model.marginal(OUTSIDE, at)
        return 0.0 if nothing > NOTHING else float(self.model.marginal(tag, at))


def see(text: str, rows: pycrfsuite.ItemSequence, taggers: Mapping[str, Tagger]) -> Seen:
    """The same with taggers that are given (training)."""
    spans: dict[Mark, list[Span]] = {}
    by_tag: dict[str, Tagger] = {}
    for tagger in taggers.values():
        tagger.look_at(rows)
        by_tag |= dict.fromkeys(tagger.labels, tagger)
        for what, span in read_tags(tagger.model.tag()):
            spans.setdefault(Mark(what), []).append(span)
    return Seen(
        text,
        spans,
        _asked(_BEGINS, by_tag, rows, len(text)),
        _asked(_INSIDE, by_tag, rows, len(text)),
    )


def _asked(
    tags: Mapping[Mark, str],
    by_tag: Mapping[str, Tagger],
    rows: pycrfsuite.ItemSequence,
    length: int,
) -> Callable[[Mark, int], float]:
    """Each probability is asked for once, and only if it is wanted."""
    known: dict[Mark, list[float | None]] = {}

    def chance(mark: Mark, at: int) -> float:
        row = known.get(mark)
        if row is None:
            row = known[mark] = [None if tags[mark] in by_tag else 0.0] * length
        found = row[at]
        if found is None:
            tagger = by_tag[tags[mark]]
            if tagger.rows is not rows:
                tagger.look_at(rows)
            found = row[at] = tagger.chance(tags[mark], at)
        return found

    return chance


def weigh_kinds(attributes: Mapping[str, float]) -> dict[Kind, float]:
    """The probability of each kind; they add up to 1."""
    model = _model(KIND)
    model.set(pycrfsuite.ItemSequence([attributes]))
    return {kind: model.marginal(kind.value, 0) for kind in Kind}


def weigh_option(choice: str, signs: Mapping[str, float]) -> float:
    """The probability that a candidate is the right one.  choice: one of CHOICES."""
    model = _model(choice)
    model.set(pycrfsuite.ItemSequence([signs]))
    return float(model.marginal(YES, 0))


def read_tags(tags: Sequence[str]) -> Iterator[tuple[str, Span]]:
    """The stretches that a BIO sequence marks, with the letter of each."""
    what, begin = "", 0
    for at, tag in enumerate([*tags, OUTSIDE]):
        if what and (tag[0] != "I" or tag[1:] != what):
            yield what, (begin, at)
            what = ""
        if tag != OUTSIDE and not what:
            what, begin = tag[1:], at


def write_tags(length: int, marks: Sequence[tuple[str, Span]]) -> list[str]:
    """The BIO sequence of spans that do not overlap; of those that do, the first stands."""
    tags = [OUTSIDE] * length
    for what, (start, end) in marks:
        if all(tag == OUTSIDE for tag in tags[start:end]):
            tags[start:end] = ["B" + what] + ["I" + what] * (end - start - 1)
    return tags


@cache
def _tagger(layer: str) -> Tagger:
    return open_tagger(_model(layer))


def open_tagger(model: pycrfsuite.Tagger) -> Tagger:
    """A tagger of an opened model."""
    return Tagger(model, frozenset(model.labels()))


@cache
def _model(name: str) -> pycrfsuite.Tagger:
    """Read once, when first needed: importing the reader stays quick."""
    model = pycrfsuite.Tagger()
    model.open_inmemory(_weights(name))
    return model


@cache
def _weights(name: str) -> bytes:
    """Kept for good: an open model only points to these bytes."""
    return files(__package__).joinpath(f"{name}.crfsuite").read_bytes()
