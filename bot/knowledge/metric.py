"""How alike two vectors of the sentence model are: the cosine, and a learnt correction.

A bilinear form, identity and a symmetric matrix of low rank (metric learning; learnt by
benchmarks.knowledge.metric from questions and the entries that answer them).
"""

import json
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

FILE = "metric.json"
RANK = 48

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Metric:
    """sizes: RANK eigenvalues of the correction; ways: their eigenvectors, a row each."""

    sizes: Vector
    ways: Vector

    def turned(self, vector: Vector) -> Vector:
        """What others are multiplied with, to see how alike they are to this one."""
        return np.add(
            vector, ((self.ways @ vector) * self.sizes) @ self.ways, dtype=np.float32
        )


def metric() -> Metric:
    """Between a question and an entry."""
    one = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return Metric(np.array(one["sizes"], np.float32), np.array(one["ways"], np.float32))
