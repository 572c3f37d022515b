"""Pictures as arrays: the few moves of geometry that all parts share."""

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Pixels: TypeAlias = npt.NDArray[np.uint8]  # height x width x 3, red first, as decoded
Image: TypeAlias = npt.NDArray[np.uint8]  # the same, but blue first, as OpenCV writes
Grey: TypeAlias = npt.NDArray[np.uint8]  # height x width
Mask: TypeAlias = npt.NDArray[np.uint8]  # height x width, 0 or 255
Quads: TypeAlias = npt.NDArray[np.float32]  # n x 4 corners x 2, clockwise from top left
Points: TypeAlias = npt.NDArray[np.float64]  # … x 2
Matrix: TypeAlias = npt.NDArray[np.float64]  # 3 x 3

_TALL = 1.5  # times as high as wide: the line was written downwards


def shrunk(image: Image, limit: int) -> tuple[Image, float]:
    """The picture with its long side at most `limit` pixels, and its share of the original."""
    share = min(1.0, limit / max(image.shape[:2]))
    if share == 1.0:
        return image, share
    small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), share


def turned(image: Image, quarters: int) -> Image:
    """The picture after so many quarter turns counter-clockwise."""
    return np.ascontiguousarray(np.rot90(image, quarters))


def moved(points: Quads | Points, matrix: Matrix) -> Points:
    """The points (… x 2) where the projection puts them."""
    flat = np.asarray(points, np.float64).reshape(-1, 1, 2)
    if not flat.size:
        return flat.reshape(points.shape)
    return np.asarray(cv2.perspectiveTransform(flat, matrix), np.float64).reshape(
        points.shape
    )


def cut_out(image: Image, quad: npt.NDArray[np.float32]) -> Image:
    """What lies inside the four corners, as an upright rectangle; tall ones lie down."""
    width = int(max(_length(quad[0], quad[1]), _length(quad[3], quad[2]), 2))
    height = int(max(_length(quad[0], quad[3]), _length(quad[1], quad[2]), 2))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.asarray(quad, np.float32), corners)
    flat = cv2.warpPerspective(
        image,
        matrix,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    cut = np.asarray(flat, np.uint8)
    return turned(cut, 1) if height >= _TALL * width else cut


def _length(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float:
    return float(np.linalg.norm(one - other))
