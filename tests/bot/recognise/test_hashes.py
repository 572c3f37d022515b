"""Near pictures have near hashes; others have not."""

import cv2
import numpy as np
import pytest

from bot.recognise.drawing import Pixels
from bot.recognise.hashes import phash
from handlers.model.hashes import LIKE, distance, near
from handlers.model.seen import Shows
from tests.bot.recognise.drawn import landscape, people


def recompressed(pixels: Pixels) -> Pixels:
    _, packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 40])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)


def smaller(pixels: Pixels) -> Pixels:
    return np.asarray(
        cv2.resize(pixels, (400, 300), interpolation=cv2.INTER_AREA), np.uint8
    )


def brighter(pixels: Pixels) -> Pixels:
    return np.clip(pixels.astype(int) + 25, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("copied", [recompressed, smaller, brighter])
@pytest.mark.parametrize("seed", range(4))
def test_copies_are_near(copied, seed: int) -> None:
    picture = landscape(seed=seed)
    assert near(phash(picture), phash(copied(picture)), Shows.SCENE)


def test_others_are_far() -> None:
    hashes = [phash(landscape(seed=seed)) for seed in range(3)] + [phash(people(6, 90))]
    apart = [distance(a, b) for n, a in enumerate(hashes) for b in hashes[:n]]
    assert min(apart) > LIKE


def test_a_hash_is_sixteen_digits_even_of_nothing() -> None:
    for pixels in (np.zeros((1, 1, 3), np.uint8), landscape(1920, 100)):
        assert len(phash(pixels)) == 16
        assert int(phash(pixels), 16) >= 0


def test_the_bits_are_those_of_imagehash() -> None:
    """A ramp with a bright corner; ImageHash 4.3.2 says so of it."""
    ramp = np.add.outer(np.arange(32) * 3, np.arange(32) * 2).astype(np.uint8)
    ramp[4:12, 18:28] = 250
    assert phash(np.repeat(ramp[:, :, None], 3, axis=2)) == "9717976868686a97"
