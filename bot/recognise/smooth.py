"""What is left to lay flat when a page's rules are known: waves, and lists that lean."""

from dataclasses import dataclass

import cv2
import numpy as np

from bot.recognise.drawing import Image, Matrix, Quads, moved
from bot.recognise.leaning import uprighting
from bot.recognise.ruling import Ruling, ruling
from bot.recognise.waves import waves


@dataclass(frozen=True, slots=True)
class Smooth:
    """A page, its lines of text and its rules; lean: how the page was moved, waves left out."""

    page: Image
    quads: Quads
    rules: Ruling
    lean: Matrix


def smoothed(page: Image, quads: Quads, text_height: float) -> Smooth:
    """The page with level and upright rules, as far as they can be followed."""
    found = Smooth(page, quads, _rules(page, quads, text_height), np.eye(3))
    waving = waves(found.rules.level, text_height)
    if waving is not None:
        page, quads = waving.flat(page), waving.moved(quads, page.shape[1])
        found = Smooth(page, quads, _rules(page, quads, text_height), np.eye(3))
    lean = uprighting(found.rules.level)
    if lean is None:
        return found
    page, quads = _leant(page, lean), np.asarray(moved(quads, lean), np.float32)
    return Smooth(page, quads, _rules(page, quads, text_height), lean)


def _leant(page: Image, matrix: Matrix) -> Image:
    """As large as before."""
    size = page.shape[1], page.shape[0]
    edge = cv2.BORDER_REPLICATE
    return np.asarray(cv2.warpPerspective(page, matrix, size, borderMode=edge), np.uint8)


def _rules(page: Image, quads: Quads, text_height: float) -> Ruling:
    return ruling(page, text_height, _below_title(quads))


def _below_title(quads: Quads) -> float:
    """Where text begins, a title that stands alone left out."""
    tops, middles = quads[:, :, 1].min(axis=1), quads[:, :, 1].mean(axis=1)
    first = int(tops.argmin())
    lower = middles > quads[first, :, 1].max()
    alone = int(lower.sum()) == len(quads) - 1
    return float(tops[lower].min() if alone and lower.any() else tops[first])
