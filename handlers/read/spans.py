"""Stretches of a text beside each other."""

from collections.abc import Iterable

from handlers.model.finding import Span


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def within(at: int, spans: Iterable[Span]) -> bool:
    """Whether one of the spans holds the character at `at`."""
    return any(start <= at < end for start, end in spans)
