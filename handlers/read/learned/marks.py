"""What the learned reader can see in a message."""

from dataclasses import dataclass, field
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
class Seen:
    """What the taggers make of `text`.

    spans: the likeliest tagging.  begins, chances: of each character, the probability that a
    stretch of the mark begins there, or covers it.
    """

    text: str
    spans: dict[Mark, list[Span]] = field(default_factory=dict)
    begins: dict[Mark, list[float]] = field(default_factory=dict)
    chances: dict[Mark, list[float]] = field(default_factory=dict)

    def of(self, *marks: Mark) -> list[Span]:
        """The likeliest stretches of any of the marks, in order."""
        return sorted(span for mark in marks for span in self.spans.get(mark, ()))

    def mean(self, mark: Mark, span: Span) -> float:
        """The mean probability of `mark` over a stretch."""
        return sum(self.chances[mark][slice(*span)]) / (span[1] - span[0])

    def most(self, mark: Mark, span: Span) -> float:
        """The highest probability of `mark` in a stretch."""
        return max(self.chances[mark][slice(*span)])
