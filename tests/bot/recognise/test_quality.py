"""Quality falls with blur, darkness, glare, smallness and cut faces."""

import cv2
import numpy as np
import pytest

from bot.recognise.drawing import Pixels
from bot.recognise.faces import Face
from bot.recognise.quality import judge
from tests.bot.recognise.drawn import landscape, people

SIZE = (2048, 1536)


def blurred(pixels: Pixels, by: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), by), np.uint8) if by else pixels


def lit(pixels: Pixels, times: float) -> Pixels:
    return np.clip(pixels * float(times), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("picture", [landscape(), landscape(seed=3), people(12, 60)])
def test_blur_makes_it_worse(picture: Pixels) -> None:
    scores = [judge(blurred(picture, by), SIZE).score for by in (0, 1, 2, 3, 5, 8)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.5 > scores[-1]


@pytest.mark.parametrize("seed", range(3))
def test_darkness_makes_it_worse(seed: int) -> None:
    scores = [
        judge(lit(landscape(seed=seed), by), SIZE).score for by in (1, 0.5, 0.3, 0.1, 0)
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == 0


@pytest.mark.parametrize("seed", range(3))
def test_glare_makes_it_worse(seed: int) -> None:
    exposures = [
        judge(lit(landscape(seed=seed), by), SIZE).exposure for by in (1, 1.6, 2.2, 4, 99)
    ]
    assert exposures == sorted(exposures, reverse=True)
    assert exposures[-1] < 0.2


def test_smallness_makes_it_worse() -> None:
    scores = [
        judge(landscape(), size).score for size in (SIZE, (640, 480), (160, 120), (8, 6))
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[-1] > 0.3


def test_faces_cut_by_the_edge_make_it_worse() -> None:
    whole, cut = Face(100, 100, 140, 150, 0.9), Face(-3, 200, 30, 240, 0.9)
    doubtful = Face(-3, 200, 30, 240, 0.3)
    alone, both, half, none = (
        judge(landscape(), SIZE, faces).score
        for faces in ((), (whole,), (whole, cut, doubtful), (cut,))
    )
    assert alone == both > half > none > 0


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 1920, 3), (1920, 1, 3), (2, 2, 3)])
def test_the_smallest_pictures_have_a_quality(shape: tuple[int, int, int]) -> None:
    quality = judge(np.full(shape, 120, np.uint8), (shape[1], shape[0]))
    assert 0 <= quality.score <= 1
