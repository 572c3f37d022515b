"""Whether a question sounds as if a handbook answered it, whatever is known.

What one case, one day or one promise is about (昨天那事定了没), only a person can answer, and
what life is about, nobody here.  Learnt by benchmarks.knowledge.answerable from questions that
entries answer and from others: the weights of characters, their pairs, and how runs of them
begin and end.
"""

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

FILE = "answerable.json"
BEGINS, ENDS = "^", "$"
_BORDERS = re.compile(r"[\W_]+")


def answerable(question: str) -> float:
    """Above 0 it does, below it does not."""
    weights = _weights()
    known = [weights[sound] for sound in sounds(question) if sound in weights]
    return weights[""] + sum(known) / math.sqrt(len(known) or 1)


def sounds(question: str) -> frozenset[str]:
    """What it is judged by."""
    found: set[str] = set()
    for run in filter(None, _BORDERS.split(question)):
        found.update(run, (BEGINS + run[0], run[-1] + ENDS))
        found.update(one + other for one, other in pairwise(run))
    return frozenset(found)


@cache
def _weights() -> Mapping[str, float]:
    """By sound; "" is the constant."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights
