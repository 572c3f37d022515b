"""Which character follows which in what people write about activities."""

import math
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

FILE = "letters.txt"
_PAIRED, _SINGLE, _ANY = 0.7, 0.29, 0.01  # how much pairs, single characters and none count
_ALPHABET = 7000


@lru_cache(maxsize=65536)
def follows(before: str, sign: str) -> float:
    """How likely a character stands behind another, as a logarithm; "" begins a text."""
    followers, counts, total = _learned()
    seen = counts.get(before, 0)
    paired = followers.get(before, {}).get(sign, 0) / seen if seen else 0.0
    return math.log(
        _PAIRED * paired + _SINGLE * counts.get(sign, 0) / total + _ANY / _ALPHABET
    )


@cache
def _learned() -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, int], int]:
    """Counted by benchmarks.pictures.letters."""
    followers: dict[str, dict[str, int]] = {}
    counts: dict[str, int] = {}
    for line in files(__package__).joinpath(FILE).read_text(encoding="utf-8").splitlines():
        sign, count, *pairs = line.split()
        counts[sign] = int(count)
        followers[sign] = {pair[0]: int(pair[2:]) for pair in pairs}
    return followers, counts, sum(counts.values())
