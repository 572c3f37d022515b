"""Which character follows which in what people write about activities."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from handlers import memory

FILE = "letters.txt"
_BEGIN: Final = "^"  # of a text
_ALPHABET: Final = 7000
_LEARNED: Final = 0.98  # how much single characters count, beside any at all
_SPREAD: Final = (
    0.5  # how many more followers there may be than were seen, for each one seen
)


@dataclass(frozen=True, slots=True)
class _Followers:
    """How often each character was seen behind some text."""

    counts: Mapping[str, int]
    total: int


def follows(before: str, sign: str) -> float:
    """How likely a character stands behind a text, as a logarithm; "" begins one."""
    return _follows((2 * _BEGIN + before)[-2:], sign)


@memory.lately(65536)
def _follows(before: str, sign: str) -> float:
    return math.log(_share(before, sign))


def _share(before: str, sign: str) -> float:
    """By two characters before, as far as they were seen, then by one, then by none."""
    seen = _learned().get(before)
    fewer = _share(before[1:], sign) if before else 1 / _ALPHABET
    if seen is None:
        return fewer
    trust = seen.total / (seen.total + _SPREAD * len(seen.counts)) if before else _LEARNED
    return trust * seen.counts.get(sign, 0) / seen.total + (1 - trust) * fewer


@cache
def _learned() -> Mapping[str, _Followers]:
    """Counted by benchmarks.pictures.letters."""
    learned = {}
    for line in files(__package__).joinpath(FILE).read_text(encoding="utf-8").splitlines():
        before, groups = line.split("\t")
        counts = {
            sign: int(count)
            for count, _, signs in (group.partition(":") for group in groups.split(" "))
            for sign in signs
        }
        learned[before] = _Followers(counts, sum(counts.values()))
    return learned
