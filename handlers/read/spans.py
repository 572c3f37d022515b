"""Stretches of a text beside each other."""

from handlers.model.finding import Span


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
