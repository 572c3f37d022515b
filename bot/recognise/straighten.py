"""A photographed page laid flat: lines of writing and ruling made level and upright."""

import cv2
import numpy as np
import numpy.typing as npt

from bot.recognise.drawing import Grey, Image, Matrix, Points, Quads, moved, shrunk

_LOOK = 1000  # px of the long side at which lines are searched
_MARGIN, _REACH = 0.05, 0.25  # of the text's size: kept around it; rules may go beyond
_LARGEST, _GROWTH = 1600, 1.6  # px of the page's long side; at most so much enlarged
_RULE, _STROKE = 0.035, 0.014  # of the long side: shorter level, upright edges say nothing
_LEAN = np.radians(25)  # lines further off level or upright are no lines of the page
_CLOSE = np.radians(1.2)
_PATIENCE = (8, 8, 8, 3, 3, 3, 1)  # times as far off, in the first rounds of so many
_ROUNDS = 12
_FEWEST, _NOTHING = 4, 1e-12


def flatten(image: Image, quads: Quads) -> tuple[Image, Matrix]:
    """The page around the text, seen from straight above, and how the picture moves to it."""
    small, share = shrunk(image, _LOOK)
    corners = quads * np.float32(share)
    middle = corners.reshape(-1, 2).mean(axis=0).astype(np.float64)
    level, upright, edges = _segments(small, corners)
    tilt = _tilt(corners)
    across = _vanishing(level, middle, tilt)
    down = _vanishing(upright, middle, tilt + np.pi / 2)
    matrix = _projection(across, down, middle)
    spots = _extent(moved(corners, matrix), moved(edges.reshape(-1, 2, 2), matrix))
    return _laid(image, spots, matrix @ np.diag([share, share, 1.0]))


def _segments(small: Image, corners: Quads) -> tuple[Points, Points, Points]:
    """Straight edges (x, y, x, y): near the text along its lines, across them; all of them."""
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    edges = _straight(np.asarray(grey, np.uint8))
    length = np.hypot(edges[:, 2] - edges[:, 0], edges[:, 3] - edges[:, 1])
    angle = np.arctan2(edges[:, 3] - edges[:, 1], edges[:, 2] - edges[:, 0])
    off = np.abs(_folded(angle - _tilt(corners)))
    near, long = _inside(small, edges, corners), length > _RULE * _LOOK
    level = edges[near & long & (off < _LEAN)]
    upright = near & (length > _STROKE * _LOOK) & (off > np.pi / 2 - _LEAN)
    return np.concatenate([_midlines(corners), level]), edges[upright], edges[long]


def _straight(grey: Grey) -> Points:
    """All straight edges of a picture; there may be none."""
    found: object = cv2.createLineSegmentDetector().detect(grey)[0]
    return np.zeros((0, 4)) if found is None else np.array(found, np.float64).reshape(-1, 4)


def _midlines(corners: Quads) -> Points:
    """The middle line of each written line that is long enough to have a direction."""
    left = corners[:, [0, 3]].mean(axis=1)
    right = corners[:, [1, 2]].mean(axis=1)
    wide = np.linalg.norm(right - left, axis=1)
    high = np.linalg.norm(corners[:, 3] - corners[:, 0], axis=1)
    return np.asarray(np.hstack([left, right])[wide > 4 * high], np.float64)


def _tilt(corners: Quads) -> float:
    along = corners[:, 1] - corners[:, 0] + corners[:, 2] - corners[:, 3]
    long = along[np.linalg.norm(along, axis=1).argsort()[-12:]]
    return float(np.median(np.arctan2(long[:, 1], long[:, 0])))


def _inside(small: Image, edges: Points, corners: Quads) -> npt.NDArray[np.bool_]:
    """Which edges begin and end within the written part of the page or close to it."""
    hull = cv2.convexHull(corners.reshape(-1, 2))
    middle = hull.mean(axis=0)
    written = np.zeros(small.shape[:2], np.uint8)
    cv2.fillConvexPoly(written, ((hull - middle) * 1.15 + middle).astype(np.int32), 1)
    limit = np.array([small.shape[1] - 1, small.shape[0] - 1])
    ends = np.clip(edges.reshape(-1, 2, 2), 0, limit).astype(int)
    return np.asarray(written[ends[..., 1], ends[..., 0]].all(axis=1), bool)


def _vanishing(edges: Points, middle: Points, angle: float) -> Points:
    """Where the edges meet, homogeneous, about the middle; at infinity where few say."""
    point = np.array([np.cos(angle), np.sin(angle), 0.0])
    if len(edges) < _FEWEST:
        return point
    first, second = edges[:, :2] - middle, edges[:, 2:] - middle
    size = max(float(np.abs(first).max()), 1.0)
    ones = np.ones((len(edges), 1))
    lines = np.cross(np.hstack([first / size, ones]), np.hstack([second / size, ones]))
    lines /= np.linalg.norm(lines[:, :2], axis=1, keepdims=True)
    length = np.linalg.norm(second - first, axis=1) / size
    centre = (first + second) / (2 * size)
    for turn in range(_ROUNDS):
        miss = _misses(lines, centre, point)
        limit = _CLOSE * _PATIENCE[min(turn, len(_PATIENCE) - 1)]
        weight = length**1.5 / (1 + (miss / limit) ** 2)
        point = _meeting(lines, weight, point, steady=0.002)
    point[:2] *= size
    return np.asarray(point / np.linalg.norm(point), np.float64)


def _meeting(lines: Points, weight: Points, before: Points, steady: float) -> Points:
    """The point nearest to all lines; `steady` pulls it to infinity where lines say little."""
    matrix = (lines * weight[:, None]).T @ lines / weight.sum()
    matrix[2, 2] += steady
    _, vectors = np.linalg.eigh(matrix)
    point = vectors[:, 0]
    return np.asarray(point if point @ before >= 0 else -point, np.float64)


def _misses(lines: Points, centre: Points, point: Points) -> Points:
    """The angle between each line and the way from its middle to the point."""
    toward = point[:2] - centre * point[2]
    toward /= np.maximum(np.linalg.norm(toward, axis=1, keepdims=True), 1e-9)
    across = np.clip((lines[:, :2] * toward).sum(axis=1), -1, 1)
    return np.asarray(np.abs(np.arcsin(across)), np.float64)


def _projection(across: Points, down: Points, middle: Points) -> Matrix:
    """Puts both vanishing points at infinity, level and upright, true to size at the middle."""
    horizon = np.cross(across, down)
    lean = horizon[:2] / horizon[2] if abs(horizon[2]) > _NOTHING else np.zeros(2)
    lift = np.eye(3)
    lift[2, :2] = lean
    flat = np.stack([(lift @ v)[:2] for v in (across, down)], axis=1)
    flat /= np.linalg.norm(flat, axis=0)
    flat *= np.where([flat[0, 0] < 0, flat[1, 1] < 0], -1, 1)
    level = np.eye(3)
    level[:2, :2] = np.linalg.inv(flat)
    shift = np.eye(3)
    shift[:2, 2] = -middle
    return level @ lift @ shift


def _extent(text: Points, edges: Points) -> Points:
    """The corners of what belongs to the page: its text and the rules that begin within it."""
    low, high = text.reshape(-1, 2).min(axis=0), text.reshape(-1, 2).max(axis=0)
    size = high - low
    for axis in (0, 1):
        other = 1 - axis
        flat = np.abs(edges[:, 0, other] - edges[:, 1, other]) < 0.1 * size[other]
        ends = np.sort(edges[flat][:, :, axis], axis=1)
        across = edges[flat][:, :, other].mean(axis=1)
        beside = (across > low[other]) & (across < high[other])
        for first, last in ends[
            beside & (ends[:, 0] < high[axis]) & (ends[:, 1] > low[axis])
        ]:
            low[axis] = min(low[axis], max(first, low[axis] - _REACH * size[axis]))
            high[axis] = max(high[axis], min(last, high[axis] + _REACH * size[axis]))
    tall = float(np.median(text[:, 3, 1] - text[:, 0, 1]))
    margin = np.maximum(_MARGIN * size, [0.0, 2.5 * tall])
    return np.stack([low - margin, high + margin])


def _laid(image: Image, spots: Points, matrix: Matrix) -> tuple[Image, Matrix]:
    low, high = spots
    original = np.sqrt(abs(np.linalg.det(matrix[:2, :2])))  # page pixels a picture pixel
    scale = min(_LARGEST / float((high - low).max()), _GROWTH / original)
    fit = np.array([[scale, 0, -low[0] * scale], [0, scale, -low[1] * scale], [0, 0, 1.0]])
    width, height = (int(v) for v in np.ceil((high - low) * scale))
    page = cv2.warpPerspective(
        image,
        fit @ matrix,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(page, np.uint8), fit @ matrix


def _folded(angle: Points) -> Points:
    return np.asarray((angle + np.pi / 2) % np.pi - np.pi / 2, np.float64)
