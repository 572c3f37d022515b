"""Perceptual hashes: near pictures differ in few bits."""

import cv2
import numpy as np

from bot.recognise.drawing import Pixels

SIDE, LOW = 32, 8  # px looked at; frequencies kept: 8 × 8 bits


def phash(pixels: Pixels) -> str:
    """Sixteen hex digits, the same bits as `phash` of ImageHash, without scipy and PyWavelets."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    waves = cv2.dct(small.astype(np.float32))
    low = waves[:LOW, :LOW] * _unnormalised()
    bits = np.packbits(low > np.median(low))
    return bits.tobytes().hex()


def _unnormalised() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """What takes back the orthonormal weight of the first row and column."""
    weight = np.ones(LOW)
    weight[0] = np.sqrt(2)
    return np.outer(weight, weight)
