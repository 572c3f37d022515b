"""Lists without upright rules: the ends of their level rules tell how far the page leans."""

import cv2
import numpy as np
import numpy.typing as npt

from bot.recognise.drawing import Mask, Matrix

_LONG = 0.5  # of the longest rule
_FEWEST = 5  # rules
_LEAST, _MOST = 0.012, 0.2  # sideways pixels a pixel downwards: upright enough; no list
_STRAY = 0.01  # of a rule's length, by which its ends may miss those of the others


def uprighting(level: Mask) -> Matrix | None:
    """Puts the ends of level rules below each other; None where they are, or tell nothing."""
    ends = _ends(level)
    if len(ends) < _FEWEST:
        return None
    wide = float(np.median(ends[:, 1] - ends[:, 0]))
    left, right = _line(ends[:, 2], ends[:, 0]), _line(ends[:, 2], ends[:, 1])
    off = [
        float(np.median(np.abs(ends[:, place] - np.polyval(line, ends[:, 2]))))
        for place, line in enumerate((left, right))
    ]
    leans = abs(left[0]), abs(right[0])
    if max(off) > _STRAY * wide or not _LEAST < max(leans) < _MOST:
        return None
    return _moved(left, right, float(ends[:, 2].min()), float(ends[:, 2].max()))


def _ends(level: Mask) -> npt.NDArray[np.float64]:
    """Of every long rule the left and the right end and the height."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(level, connectivity=8)
    left, wide = stats[1:, cv2.CC_STAT_LEFT], stats[1:, cv2.CC_STAT_WIDTH]
    found = np.stack([left, left + wide, centres[1:, 1]], axis=1).astype(np.float64)
    return np.asarray(found[wide >= _LONG * wide.max(initial=1)], np.float64)


def _line(
    heights: npt.NDArray[np.float64], ends: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The line most ends lie on (Theil and Sen): its slope and where it begins."""
    one, other = np.triu_indices(len(ends), 1)
    apart = heights[other] - heights[one]
    far = np.abs(apart) > 1
    slope = (
        float(np.median((ends[other] - ends[one])[far] / apart[far])) if far.any() else 0.0
    )
    return np.array([slope, float(np.median(ends - slope * heights))], np.float64)


def _moved(
    left: npt.NDArray[np.float64], right: npt.NDArray[np.float64], top: float, bottom: float
) -> Matrix:
    first, last = np.polyval(left, [top, bottom]), np.polyval(right, [top, bottom])
    before = [(first[0], top), (last[0], top), (last[1], bottom), (first[1], bottom)]
    x, end = float(first.mean()), float(last.mean())
    after = [(x, top), (end, top), (end, bottom), (x, bottom)]
    return np.asarray(
        cv2.getPerspectiveTransform(
            np.array(before, np.float32), np.array(after, np.float32)
        ),
        np.float64,
    )
