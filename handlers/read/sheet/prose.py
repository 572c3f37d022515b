"""A line of handwriting among what the recogniser saw: what reads like a note about an activity."""

from collections.abc import Sequence
from typing import Final

import rjieba

from handlers.read.learned.letters import follows
from handlers.read.sheet.beam import Step, decode, sureness

_WEIGHT: Final = 0.7  # how much it counts what people write, beside what was seen
_USUAL: Final = -8.0  # of a character in a text; without it short readings would win
_FIGURE: Final = -6.0  # figures follow no habit
_WORD: Final = 3.0  # for every character that a word has beyond its first
_LONGEST: Final = 4  # characters of a word


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
    if sign.isascii():
        return _WEIGHT * (_FIGURE - _USUAL)
    return _WEIGHT * (follows(before, sign) + _WORD * _ended(before, sign) - _USUAL)


def _ended(before: str, sign: str) -> int:
    """How many characters before are one word with this one; 0 for no word of everyday Chinese."""
    for more in range(min(_LONGEST - 1, len(before)), 0, -1):
        if rjieba.has_word(before[-more:] + sign):
            return more
    return 0
