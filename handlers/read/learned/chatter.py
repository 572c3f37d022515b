"""How much a message looks like chatter, by its characters alone: a few microseconds."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

FILE = "chatter.json"
HEAD = 60  # characters
_DIGITS = re.compile(r"[0-9０-９]+")


def chatter_points(text: str) -> float:
    """Points for chatter against everything else; 0 is an even chance."""
    weights = _weights()
    return sum(weights.get(sign, 0.0) for sign in signs(text))


def signs(text: str) -> set[str]:
    """The characters of a text, each pair of neighbours, its ends, its length; a number is 0."""
    framed = f"^{_DIGITS.sub('0', text[:HEAD])}$"
    pairs = {one + other for one, other in pairwise(framed)}
    return {*pairs, *framed, f"length{len(text) // 4}"}


@cache
def _weights() -> Mapping[str, float]:
    """Logistic regression, trained by benchmarks.reading.train."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights
