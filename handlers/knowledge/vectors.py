"""What terms mean: vectors in which 票 and 单据 are near, though they share no character.

Static embeddings: the vectors of a sentence model distilled into its terms, then tuned until
questions find their entries; learnt by benchmarks.knowledge.vectors.  They need no
package and cost a hundredth of the model, so that they serve without it, and beside it.
"""

import math
from array import array
from base64 import b64decode
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from operator import mul
from typing import TypeAlias

FILE = "vectors.txt"
ANSWERED = 0.75  # times how alike a phrasing is: how much the answer counts

Vector: TypeAlias = tuple[float, ...]


class Vectors:
    """A vector of small numbers by term."""

    def __init__(self, of: Mapping[str, bytes]) -> None:
        self.table = of

    def of(self, terms: Iterable[str]) -> Vector:
        """Of length 1; empty where no term is known."""
        known = [
            array("b", self.table[term]) for term in sorted(terms) if term in self.table
        ]
        if not known:
            return ()
        summed = [sum(column) for column in zip(*known, strict=True)]
        length = math.sqrt(sum(map(mul, summed, summed))) or 1.0
        return tuple(number / length for number in summed)


def alike(one: Vector, other: Vector) -> float:
    """-1 … 1, the cosine; 0 where one of them is unknown."""
    return sum(map(mul, one, other), 0.0)


@cache
def vectors() -> Vectors:
    """Those that come with us: a term, a tab and its numbers, a line."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return Vectors({term: b64decode(numbers) for term, numbers in rows})
