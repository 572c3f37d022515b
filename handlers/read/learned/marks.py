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
class Seen:
    """What the taggers make of `text`.

    spans: the likeliest tagging.  begins, inside: the probability that a stretch of the mark
    begins at a character, or goes on there; asked for one by one, as few are ever needed.
    """

    text: str
    spans: Mapping[Mark, Sequence[Span]]
    begins: Callable[[Mark, int], float]
    inside: Callable[[Mark, int], float]

    def of(self, *marks: Mark) -> list[Span]:
        """The likeliest stretches of any of the marks, in order."""
        return sorted(span for mark in marks for span in self.spans.get(mark, ()))

    def chance(self, mark: Mark, at: int) -> float:
        """The probability that a stretch of the mark covers a character."""
        return self.begins(mark, at) + self.inside(mark, at)

    def mean(self, mark: Mark, span: Span) -> float:
        """The mean probability of `mark` over a stretch."""
        return sum(self.chance(mark, at) for at in range(*span)) / (span[1] - span[0])

    def most(self, mark: Mark, span: Span) -> float:
        """The highest probability of `mark` in a stretch."""
        return max(self.chance(mark, at) for at in range(*span))

    def faint(self, mark: Mark, least: float) -> set[Span]:
        """Stretches that begin with such a chance, as far as they go on with half of it."""
        found = set()
        for start in range(len(self.text)):
            chance = self.begins(mark, start)
            if chance > least:
                end = start + 1
                while end < len(self.text) and self.inside(mark, end) > chance / 2:
                    end += 1
                found.add((start, end))
        return found
