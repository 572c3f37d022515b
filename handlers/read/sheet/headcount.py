"""The number of people on a record sheet, as several readings of its field saw it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handlers.read.numbers import read_number
from handlers.read.sheet.beam import Step, decode, either
from handlers.read.sheet.days import mended

_PEOPLE: Final = re.compile(
    r"(\d{1,4}|[零一二两三四五六七八九十百]{1,5})\s*[余多]?\s*(?:人|名|位|个|$)"
)
_FIGURES: Final = re.compile(r"\d{1,4}")
_MOST: Final = 5000
_CONVINCED: Final = 0.8  # of a reading's numbers: it does not hesitate
_DISPUTED: Final = 0.5
_UNSEEN: Final = (
    -7.0
)  # of a number that a reading did not consider; readers err more than they say


@dataclass(frozen=True, slots=True)
class Counted:
    """So many people, and how sure that is (0 to 1)."""

    number: int
    confidence: float


def number_in(text: str) -> int | None:
    """25人, 共二十五名, 约 30 许; None for text without a number."""
    text = mended(text)
    match = _PEOPLE.search(text)
    number = read_number(match[1]) if match else None
    if number is None and (figures := _FIGURES.search(text)):
        number = int(figures[0])
    return number if number and number <= _MOST else None


def counted(readings: Sequence[Sequence[Step]]) -> Counted | None:
    """The number that all readings together make likeliest; none is believed alone."""
    told = [_numbers(steps) for steps in readings]
    likely = {
        number: sum(max(one.get(number, _UNSEEN), _UNSEEN) for one in told) / len(told)
        for number in {number for one in told for number in one}
    }
    if not likely:
        return None
    best = max(likely, key=lambda number: likely[number])
    share = _share(best, likely)
    if any(_dissents(one, best) for one in told):
        share = min(share, _DISPUTED)
    return Counted(best, share)


def _share(number: int, scores: dict[int, float]) -> float:
    highest = max(scores.values())
    shares = {one: math.exp(score - highest) for one, score in scores.items()}
    return shares[number] / sum(shares.values())


def _dissents(scores: dict[int, float], number: int) -> bool:
    """Whether a reading is all but sure of another number."""
    best = max(scores, key=lambda one: scores[one], default=number)
    return best != number and _share(best, scores) >= _CONVINCED


def _numbers(steps: Sequence[Step]) -> dict[int, float]:
    """How likely each number is, as a logarithm, however it is worded."""
    found: dict[int, float] = {}
    for text, score in decode(steps, _no_liking).items():
        number = number_in(text)
        if number is not None:
            found[number] = either(found.get(number, -math.inf), score)
    return found


def _no_liking(before: str, sign: str) -> float:
    """A number follows no habit."""
    return 0.0
