"""The trained models: what they see in a message, and how likely a candidate is.

Linear-chain CRFs (Lafferty, McCallum, Pereira 2001), trained by
`python -m benchmarks.reading.train`; their weights are part of the package like the word lists.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pycrfsuite

from handlers.model.finding import Span
from handlers.read.learned.features import Hint, features
from handlers.read.learned.marks import LAYERS, Chances, Mark, Seen
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
    doubtful: Sequence[int] | None = None

    def look_at(self, rows: pycrfsuite.ItemSequence) -> None:
        """What it is asked from now on is about `rows`."""
        self.model.set(rows)
        self.rows, self.doubtful = rows, None

    def chances(self, tag: str, length: int) -> list[float]:
        """Of each character the probability of a tag; whoever wants tags asks for them before.

        (CRFsuite finds other tags once it was asked for a probability.)
        """
        if self.doubtful is None:
            marginal = self.model.marginal
            self.doubtful = [at for at in range(length) if marginal(OUTSIDE, at) <= NOTHING]
        found = [0.0] * length
        for at in self.doubtful if tag in self.labels else ():
            found[at] = self.model.marginal(tag, at)
        return found


def see(text: str, rows: pycrfsuite.ItemSequence, taggers: Mapping[str, Tagger]) -> Seen:
    """The same with taggers that are given (training)."""
    spans: dict[Mark, list[Span]] = {}
    for tagger in taggers.values():
        tagger.look_at(rows)
        for what, span in read_tags(tagger.model.tag()):
            spans.setdefault(Mark(what), []).append(span)
    layers = {
        Mark(mark): taggers[layer] for layer, marks in LAYERS.items() for mark in marks
    }
    return Seen(text, spans, _asked(layers, rows, len(text)))


def _asked(
    layers: Mapping[Mark, Tagger], rows: pycrfsuite.ItemSequence, length: int
) -> Callable[[Mark], Chances]:
    """The chances of each mark, worked out once and only if they are wanted."""
    known: dict[Mark, Chances] = {}

    def chances(mark: Mark) -> Chances:
        found = known.get(mark)
        if found is None:
            tagger = layers[mark]
            if tagger.rows is not rows:
                tagger.look_at(rows)
            begins = tagger.chances(_BEGINS[mark], length)
            inside = tagger.chances(_INSIDE[mark], length)
            found = known[mark] = Chances.of(begins, inside)
        return found

    return chances


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
