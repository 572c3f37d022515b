"""Ink and ruled lines on a flat page, and the cells that the lines enclose."""

from dataclasses import dataclass

import cv2
import numpy as np

from bot.recognise.drawing import Grey, Image, Mask

_PAPER = 31  # px; the paper's brightness is even at this distance
_DARKER = 0.86  # of the paper's brightness: ink
_ABOVE = 0.9  # of a line of text: so far may the uppermost cell reach above its text
_FAINT = 14  # of 255 darker than the paper beside it: may belong to a ruled line


@dataclass(frozen=True, slots=True)
class Ruling:
    """ink: everything dark.  strokes: of a pen, no edge of a shadow.  level, upright: rules."""

    ink: Mask
    strokes: Mask
    level: Mask
    upright: Mask


def ruling(page: Image, text_height: float, first: float = 0.0) -> Ruling:
    """The page's ink and its ruled lines; text_height: of a common line of text, pixels.

    first: where the first line of text begins.  Upright lines from far above it are creases.
    """
    grey = evened(page)
    thin = _thin(grey, text_height)
    level = _lines(thin, text_height, upright=False)
    upright = _lines(thin, text_height, upright=True)
    upright = _without_creases(upright, first - _ABOVE * text_height)
    ink = _ink(grey)
    return Ruling(ink, np.asarray(cv2.bitwise_and(ink, thin), np.uint8), level, upright)


def evened(page: Image) -> Grey:
    """The page in grey as if lit evenly: paper is white in shadow and light alike."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_PAPER // 2, _PAPER // 2))
    blurred = cv2.medianBlur(cv2.dilate(small, kernel), _PAPER)
    size = (grey.shape[1], grey.shape[0])
    paper = np.maximum(cv2.resize(blurred, size, interpolation=cv2.INTER_LINEAR), 1)
    return np.asarray(cv2.divide(grey, paper, scale=255), np.uint8)


def cells(lines: Ruling, text_height: float) -> list[tuple[int, int, int, int]]:
    """The boxes that ruled lines enclose, left, top, right, bottom, from the top down."""
    gap = max(3, round(0.5 * text_height))
    level = _joined(lines.level, (2 * gap, 1))
    upright = _joined(lines.upright, (1, 2 * gap))
    walls = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(
        cv2.bitwise_not(walls), connectivity=4
    )
    height, width = walls.shape
    found = []
    for left, top, wide, high, area in stats[1:count].tolist():
        edge = left == 0 or top == 0 or left + wide == width or top + high == height
        if not edge and min(wide, high) > 0.6 * text_height and area > 0.7 * wide * high:
            found.append((left, top, left + wide, top + high))
    return sorted(found, key=lambda box: (box[1], box[0]))


def _ink(grey: Grey) -> Mask:
    local = cv2.boxFilter(grey, -1, (41, 41))
    dark = grey.astype(np.float32) < np.minimum(local, 250).astype(np.float32) * _DARKER
    return np.asarray(dark * 255, np.uint8)


def _thin(grey: Grey, text_height: float) -> Mask:
    """Dark strokes thinner than a letter: no edges of shadows, no table behind the page."""
    size = max(9, round(0.3 * text_height) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    strokes = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, kernel)
    return np.asarray((strokes > _FAINT) * np.uint8(255), np.uint8)


def _lines(ink: Mask, text_height: float, *, upright: bool) -> Mask:
    """Long straight runs of ink; runs may drift, as on creased paper."""
    run = round((1.15 if upright else 1.3) * text_height)
    long = 1.25 if upright else 3.5
    thick = cv2.dilate(ink, np.ones((1, 3) if upright else (3, 1), np.uint8))
    kernel = np.ones((run, 1) if upright else (1, run), np.uint8)
    runs = np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel), np.uint8)
    found = _joined(runs, (1, run) if upright else (run, 1))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    side = cv2.CC_STAT_HEIGHT if upright else cv2.CC_STAT_WIDTH
    keep = stats[:, side] >= long * text_height
    keep[0] = False
    return np.asarray(keep[labels] * np.uint8(255), np.uint8)


def _without_creases(upright: Mask, top: float) -> Mask:
    """Without the lines that begin above a height."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(upright, connectivity=8)
    keep = stats[:, cv2.CC_STAT_TOP] >= top
    keep[0] = False
    return np.asarray(keep[labels] * np.uint8(255), np.uint8)


def _joined(mask: Mask, size: tuple[int, int]) -> Mask:
    kernel = np.ones((size[1], size[0]), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), np.uint8)
