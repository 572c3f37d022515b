"""What the learned reader can see in a message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.model.finding import Span


class Mark(StrEnum):
    """The letters are those of the labelled corpus (docs/corpus.md)."""

    TIME = "t"
    PLACE = "p"
    ALSO_PLACE = "q"
    CAME = "n"
    SERVED = "s"
    REGISTERED = "r"
    GROUPS = "h"
    PERSON_TIMES = "u"
    NAME = "a"
    ALSO_NAMED = "o"
    THEME = "m"
    FEEDBACK = "f"
    CRITICAL = "b"
    ATMOSPHERE = "g"
    SPEAKER = "w"
    SERVED_SPEAKER = "v"


# Marks of one layer never overlap; each layer is a tagger of its own.
LAYERS = {"facts": "tpqnsrhuaom", "feedback": "fbg", "speakers": "wv"}


@dataclass(frozen=True, slots=True)
class Chances:
    """Of each character: that a stretch begins there, goes on there, or either."""

    begins: Sequence[float]
    inside: Sequence[float]
    either: Sequence[float]

    @classmethod
    def of(cls, begins: Sequence[float], inside: Sequence[float]) -> "Chances":
        """With their sums."""
        return cls(begins, inside, [b + i for b, i in zip(begins, inside, strict=True)])


@dataclass(frozen=True, slots=True)
class Seen:
    """What the taggers make of `text`.

    spans: the likeliest tagging.  chances: of one mark, worked out when they are wanted.
    """

    text: str
    spans: Mapping[Mark, Sequence[Span]]
    chances: Callable[[Mark], Chances]

    def of(self, *marks: Mark) -> list[Span]:
        """The likeliest stretches of any of the marks, in order."""
        return sorted(span for mark in marks for span in self.spans.get(mark, ()))

    def mean(self, mark: Mark, span: Span) -> float:
        """The mean probability of `mark` over a stretch."""
        return sum(self.chances(mark).either[slice(*span)]) / (span[1] - span[0])

    def most(self, mark: Mark, span: Span) -> float:
        """The highest probability of `mark` in a stretch."""
        return max(self.chances(mark).either[slice(*span)])

    def faint(self, mark: Mark, least: float) -> set[Span]:
        """Stretches that begin with such a chance, as far as they go on with half of it."""
        found, inside = set(), self.chances(mark).inside
        for start, chance in enumerate(self.chances(mark).begins):
            if chance > least:
                end = start + 1
                while end < len(inside) and inside[end] > chance / 2:
                    end += 1
                found.add((start, end))
        return found
