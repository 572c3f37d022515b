"""How alike vectors of the sentence model are, beside the cosine."""

import numpy as np
import pytest

from bot.knowledge.metric import RANK, Metric, metric

EVEN = np.array([0.6, 0.8, 0.0], np.float32)


def test_without_a_correction_it_is_the_cosine():
    none = Metric(np.zeros(1, np.float32), np.eye(3, dtype=np.float32)[:1])

    assert none.turned(EVEN) == pytest.approx(EVEN)


def test_a_way_counts_more_or_less():
    first = np.eye(3, dtype=np.float32)[:1]

    assert Metric(np.array([0.5], np.float32), first).turned(EVEN)[0] == pytest.approx(0.9)
    assert Metric(np.array([-1], np.float32), first).turned(EVEN)[0] == pytest.approx(0)


def test_it_is_the_same_from_both_sides():
    rng = np.random.default_rng(3)
    one, other = rng.normal(size=(2, 384)).astype(np.float32)
    learnt = metric()

    assert learnt.ways.shape == (RANK, 384)
    there, back = learnt.turned(one) @ other, learnt.turned(other) @ one
    assert there == pytest.approx(back, rel=1e-3)
