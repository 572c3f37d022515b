"""Texts as sums of vectors of their terms, with the slopes that learning needs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]


class Bags:
    """Which terms each text has, and what each weighs in it; the weights' square sum is 1."""

    def __init__(self, rows: Sequence[Sequence[tuple[int, float]]]) -> None:
        most = max(1, *map(len, rows))
        self.places = np.zeros((len(rows), most), np.int32)
        self.weights = np.zeros((len(rows), most), np.float32)
        for n, row in enumerate(rows):
            length = float(np.sqrt(sum(weight * weight for _, weight in row))) or 1.0
            for column, (place, weight) in enumerate(row):
                self.places[n, column], self.weights[n, column] = place, weight / length

    def summed(self, at: Numbers, weights: Numbers | None = None) -> Numbers:
        """Each text's sum of the terms' vectors."""
        used = self.weights if weights is None else weights
        found: Numbers = np.einsum("nl,nld->nd", used, at[self.places])
        return found

    def spread(
        self, texts: Numbers, to: Numbers, weights: Numbers | None = None
    ) -> Numbers:
        """Adds to each term what its texts have, by what it weighs there."""
        used = self.weights if weights is None else weights
        rows, columns = np.nonzero(used)
        places = self.places[rows, columns]
        order = np.argsort(places, kind="stable")
        rows, columns, places = rows[order], columns[order], places[order]
        parts = texts[rows] * used[rows, columns][:, None]
        first = np.flatnonzero(np.r_[True, places[1:] != places[:-1]])
        to[places[first]] += np.add.reduceat(parts, first, axis=0)
        return to


class Looked:
    """The texts' vectors of length 1, as they are at a moment.

    left: which share of the terms is not looked at.
    """

    def __init__(
        self, bags: Bags, at: Numbers, left: float, rng: np.random.Generator
    ) -> None:
        self._bags = bags
        self._weights = bags.weights * (rng.random(bags.weights.shape) >= left)
        summed = bags.summed(at, self._weights)
        self._length = np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-6)
        self.at: Numbers = summed / self._length

    def back(self, slope: Numbers, to: Numbers) -> None:
        """From the slope of the texts' vectors that of the terms'."""
        along = (slope * self.at).sum(axis=1, keepdims=True)
        self._bags.spread((slope - self.at * along) / self._length, to, self._weights)


class Adam:
    """Kingma and Ba 2015."""

    def __init__(self, at: Numbers, rate: float) -> None:
        self.at, self._rate, self._steps = at, rate, 0
        self._mean, self._square = np.zeros_like(at), np.zeros_like(at)

    def step(self, slope: Numbers) -> None:
        """Down the slope."""
        self._steps += 1
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.01 * (slope * slope - self._square)
        mean = self._mean / (1 - 0.9**self._steps)
        square = self._square / (1 - 0.99**self._steps)
        self.at -= np.float32(self._rate) * mean / (np.sqrt(square) + 1e-8)
