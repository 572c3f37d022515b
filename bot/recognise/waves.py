"""Paper that is not flat: rules that wave are made level, and what stands between them."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from bot.recognise.drawing import Image, Mask, Points, Quads

_LONG = 0.5  # of the longest rule
_FEWEST = 4  # rules
_SPOTS, _BESIDE = 33, 4  # places across the page where rules are looked at; px around each
_LEAST, _MOST = 0.25, 2.5  # of a line of text, from the top to the bottom of a wave
_STEADY = 0.6  # of the way between two rules, by which their waves may differ

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Waves:
    """How far below its level place the paper lies: a row a height, a column a place across."""

    down: Floats

    def flat(self, page: Image) -> Image:
        """The page with its rules made level."""
        high, wide = page.shape[:2]
        x, y = np.meshgrid(
            np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32)
        )
        lower = y + cv2.resize(self.down, (wide, high))
        flat = cv2.remap(page, x, lower, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(flat, np.uint8)

    def moved(self, quads: Quads, wide: int) -> Quads:
        """Where the corners of lines of text come to stand."""
        x = quads[..., 0] * ((self.down.shape[1] - 1) / wide)
        columns = np.clip(np.rint(x).astype(int), 0, self.down.shape[1] - 1)
        rows = np.clip(quads[..., 1].astype(int), 0, self.down.shape[0] - 1)
        moved = quads.copy()
        moved[..., 1] -= self.down[rows, columns]
        return moved


def waves(level: Mask, text_height: float) -> Waves | None:
    """How the rules of a page wave; None where they are level, or do not tell."""
    found = _curves(level)
    if len(found) < _FEWEST:
        return None
    places = found.mean(axis=1)
    off = found - places[:, None]
    height = float(np.median(np.ptp(found, axis=1)))
    differ = np.abs(np.diff(off, axis=0)).max(axis=1) > _STEADY * np.diff(places)
    if not _LEAST * text_height < height < _MOST * text_height or differ.any():
        return None
    rows = np.arange(level.shape[0])
    down = np.stack([np.interp(rows, places, column) for column in off.T], axis=1)
    return Waves(down.astype(np.float32))


def _curves(level: Mask) -> Points:
    """Of every long rule, from the top down, its height at places across the page."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(level, connectivity=8)
    boxes = stats[1:count].tolist()
    long = _LONG * max((wide for _, _, wide, _, _ in boxes), default=0)
    curves = [
        _curve(
            labels[top : top + high, left : left + wide] == label, left, top, level.shape[1]
        )
        for label, (left, top, wide, high, _) in enumerate(boxes, 1)
        if wide >= long
    ]
    found = np.array(curves, np.float64).reshape(-1, _SPOTS)
    return np.asarray(found[found.mean(axis=1).argsort()], np.float64)


def _curve(rule: npt.NDArray[np.bool_], left: int, top: int, wide: int) -> Points:
    """rule: the part of the page with it.  wide: the page."""
    y, x = np.nonzero(rule)
    known, heights = [], []
    for place, spot in enumerate(np.linspace(0, wide - 1, _SPOTS)):
        near = y[np.abs(x + left - spot) <= _BESIDE]
        if near.size:
            known.append(place)
            heights.append(top + float(near.mean()))
    return np.asarray(np.interp(np.arange(_SPOTS), known, heights), np.float64)
