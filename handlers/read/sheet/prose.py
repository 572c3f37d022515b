"""A line of handwriting among what the recogniser saw: what reads like a note about an activity."""

from collections.abc import Sequence
from typing import Final

from handlers.read.learned.letters import follows
from handlers.read.sheet.beam import Step, decode, sureness

_WEIGHT: Final = 0.6  # how much it counts what people write, beside what was seen
_USUAL: Final = -8.0  # of a character in a text; without it short readings would win

_FIGURE: Final = -6.0  # figures follow no habit


def best_line(readings: Sequence[Sequence[Step]]) -> tuple[str, float]:
    """The likeliest text of several readings of a line, and how clearly it was seen."""
    found = [
        (score, text, steps)
        for steps in readings
        for text, score in decode(steps, _liking).items()
    ]
    _, text, steps = max(found, key=lambda one: one[0])
    return text, sureness(text, steps)


def _liking(before: str, sign: str) -> float:
    likely = _FIGURE if sign.isascii() else follows(before[-1:], sign)
    return _WEIGHT * (likely - _USUAL)
