"""How good a picture is to look at: sharp, well lit, large enough, no face cut."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from bot.recognise.drawing import Pixels, shrunk
from bot.recognise.faces import Face
from handlers.model.seen import Quality

LOOK = 1024  # px of the long side, so that all are judged at one size
WIDE_ENOUGH = 720  # px of the short side; a bulletin is 1080 px wide
CUT_COSTS = 0.3  # of the score, where every face touches the edge

# Share of the differences between neighbours that a blur leaves (Crete 2007): scenes have
# 0.26 to 0.50 whatever they show, 0.65 to 0.75 after a blur of 2 px, more than 0.80 after 4.
SHARP, BLURRED = 0.30, 0.80
BLUR = 9  # px
BANDS = 2  # of 255; smaller steps are the bands of a smooth sky, however blurred

DARKEST, DARK, BRIGHT, BRIGHTEST = 0.03, 0.25, 0.72, 0.97  # mean grey, 0 to 1
BLACK, WHITE = 10, 250  # grey of 255 that has no drawing any more
FLAT = 0.15  # standard deviation of grey, 0 to 1; mist and backs of hands have less

Grey = npt.NDArray[np.float32]


def judge(pixels: Pixels, size: tuple[int, int], faces: Sequence[Face] = ()) -> Quality:
    """Each figure 0 to 1, falling with blur, darkness, glare, smallness and cut faces.

    size: width and height of the original.  faces: in pixels of `pixels`.
    The score is the geometric mean, sharpness and exposure counting double: one figure at
    nothing makes the picture worth nothing.
    """
    grey = np.asarray(cv2.cvtColor(shrunk(pixels, LOOK)[0], cv2.COLOR_RGB2GRAY), np.float32)
    sharpness, exposure = _sharpness(grey), _exposure(grey)
    large = min(1.0, min(size) / WIDE_ENOUGH)
    cut = 1 - CUT_COSTS * _cut_share(faces, pixels.shape[1], pixels.shape[0])
    score = (sharpness**2 * exposure**2 * large) ** (1 / 5) * cut
    return Quality(round(score, 3), round(sharpness, 3), round(exposure, 3))


def _sharpness(grey: Grey) -> float:
    left = max(_left_by_blur(grey), _left_by_blur(grey.T))  # a shaken hand blurs one way
    return _between(BLURRED, SHARP, left)


def _left_by_blur(grey: Grey) -> float:
    """How much of the steps from row to row stays when rows are blurred into each other."""
    steps = np.abs(np.diff(grey, axis=0))
    steps[steps < BANDS] = 0
    after = np.abs(np.diff(cv2.blur(grey, (1, BLUR)), axis=0))
    total = float(steps.sum())
    return 1 - float(np.maximum(0, steps - after).sum()) / total if total else 1.0


def _exposure(grey: Grey) -> float:
    mean = float(grey.mean()) / 255
    level = min(_between(DARKEST, DARK, mean), _between(BRIGHTEST, BRIGHT, mean))
    contrast = min(1.0, float(grey.std()) / 255 / FLAT)
    lost = float(((grey < BLACK) | (grey > WHITE)).mean())
    return level * contrast * (1 - lost / 2)


def _between(worst: float, best: float, value: float) -> float:
    """0 at the worst and beyond, 1 at the best and beyond, a straight line in between."""
    return min(1.0, max(0.0, (value - worst) / (best - worst)))


def _cut_share(faces: Sequence[Face], width: int, height: int) -> float:
    """Share of the faces that the edge of the picture cuts."""
    sure = [face for face in faces if face.sure]
    cut = [
        face
        for face in sure
        if min(face.left, face.top, width - face.right, height - face.bottom) < 0
    ]
    return len(cut) / len(sure) if sure else 0.0
