"""What learning needs more than once: logistic regression, and the slope of a softmax."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Precise = NDArray[np.float64]
Numbers = TypeVar("Numbers", NDArray[np.float32], NDArray[np.float64])


def logistic(
    even: Precise, wanted: Precise, weight: Precise, small: float, rounds: int
) -> Precise:
    """Weights of the columns, by Newton's method; the last is the constant and goes free.

    small: how much the others are held small.
    """
    learnt, held = np.zeros(even.shape[1]), small * np.eye(even.shape[1])
    held[-1, -1] = 1e-6
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-even @ learnt))
        slope = even.T @ (weight * (chance - wanted)) + held @ learnt
        bend = (even.T * (weight * chance * (1 - chance))) @ even + held
        learnt -= np.linalg.solve(bend, slope)
    return learnt


def surprise(points: Numbers, wanted: NDArray[np.int64]) -> Numbers:
    """How much likelier each entry seems than it should: a softmax, less 1 where it is wanted."""
    chance = np.exp(points - points.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    chance[np.arange(len(chance)), wanted] -= 1
    return chance


def by_phrasing(
    of_entries: Numbers, which: NDArray[np.int64], count: int
) -> NDArray[np.float32]:
    """The same for the phrasing of each entry that was the nearest."""
    each = np.zeros((len(of_entries), count), np.float32)
    np.add.at(each, (np.arange(len(each))[:, None], which), of_entries)
    return each
