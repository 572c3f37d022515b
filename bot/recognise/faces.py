"""Faces in a picture: where they are, and how to make them unrecognisable.

The detector finds nearly every face of 16 px and more in what it is given, most of 12 px,
none below 8; but it stirs (HINT) where smaller ones are.  So it looks once at a size at which
faces of a group are large enough, and where it stirs once more at twice that size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import cv2
import numpy as np

from bot.recognise.centerface import Boxes, detect, distinct
from bot.recognise.drawing import Pixels

SURE = 0.40  # of 1; from here on nearly all are faces
DOUBTFUL = 0.25  # of 1; from here on about half are
HINT = 0.10  # of 1; a few small ones together are faces too small to be seen
HINTS = 3
LOOK = 1024  # px of the long side
SMALL = 16  # px high, at the first look
CLOSER = 2  # times, at the second look
ENLARGED = 2.1  # times; a picture enlarged further shows nothing more
TILE = 1024  # px; the second look in pieces needs no more memory than the first
MARGIN = 3  # small faces; so much around the hints, and of overlap of pieces

Region = tuple[int, int, int, int]  # left, top, right, bottom in px

HIDDEN_AROUND = 0.25  # of a face's sides: chin and hair make a face known, too
HIDDEN_DETAIL = 5  # patches of colour across a hidden face


@dataclass(frozen=True, slots=True)
class Face:
    """A box in pixels of the picture, and how sure it is that a face is in it (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float
    confidence: float

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE


def find_faces(pixels: Pixels) -> tuple[Face, ...]:
    """All faces that may be there, the surest first; those not `sure` are doubtful."""
    scale = min(LOOK / max(pixels.shape[:2]), ENLARGED)
    boxes = _detect(pixels, scale)
    region = _worth_a_second_look(pixels, boxes, scale)
    if region is not None:
        boxes = _merged(boxes, _closer(pixels, scale * CLOSER, region), SMALL / scale)
    return tuple(Face(*map(float, box)) for box in boxes[boxes[:, 4] >= DOUBTFUL])


def _detect(pixels: Pixels, scale: float) -> Boxes:
    height, width = pixels.shape[:2]
    return detect(pixels, (round(width * scale), round(height * scale)), HINT)


def _worth_a_second_look(pixels: Pixels, boxes: Boxes, scale: float) -> Region | None:
    """Where faces may be that are too small; everywhere, if none was found in a large picture."""
    height, width = pixels.shape[:2]
    small = boxes[boxes[:, 3] - boxes[:, 1] < SMALL / scale]
    if scale * CLOSER > ENLARGED:
        return None
    if scale < 1 and not (boxes[:, 4] >= DOUBTFUL).any():
        return 0, 0, width, height
    return (
        _around(small, MARGIN * SMALL / scale, width, height)
        if len(small) >= HINTS
        else None
    )


def _around(boxes: Boxes, margin: float, width: int, height: int) -> Region:
    left, top = np.maximum(boxes[:, :2].min(axis=0) - margin, 0)
    right, bottom = np.minimum(boxes[:, 2:4].max(axis=0) + margin, [width, height])
    return int(left), int(top), int(right), int(bottom)


def _closer(pixels: Pixels, scale: float, region: Region) -> Boxes:
    """Faces of a region, looked for at this scale, piece by piece."""
    left, top, right, bottom = region
    found = []
    across, down = _pieces(left, right, scale), _pieces(top, bottom, scale)
    for (x, x_end), (y, y_end) in product(across, down):
        boxes = _detect(pixels[y:y_end, x:x_end], scale)
        boxes[:, 0:4:2] += x
        boxes[:, 1:4:2] += y
        found.append(boxes)
    return np.concatenate(found)


def _pieces(start: int, end: int, scale: float) -> Iterator[tuple[int, int]]:
    """Equal pieces of a side that overlap, each at most about a TILE when scaled."""
    overlap = MARGIN * SMALL * CLOSER / scale
    number = int(np.ceil((end - start) * scale / TILE))
    edges = np.linspace(start, end, number + 1)
    for first, last in pairwise(edges):
        yield max(start, int(first - overlap / 2)), min(end, int(last + overlap / 2))


def _merged(first: Boxes, second: Boxes, small: float) -> Boxes:
    """Small faces as the second look saw them, the others as the first did.

    Of a large face the second look may have seen a part only.
    """
    larger = first[first[:, 3] - first[:, 1] >= small]
    seen = larger[larger[:, 4] >= DOUBTFUL]
    fine = second[:, 3] - second[:, 1] < small * CLOSER
    return distinct(np.concatenate([larger, second[fine & ~_inside(second, seen)]]))


def _inside(boxes: Boxes, others: Boxes) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which boxes have their middle in one of the others."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    within = np.zeros(len(boxes), bool)
    for left, top, right, bottom, _ in others:
        within |= (left < x) & (x < right) & (top < y) & (y < bottom)
    return within


def blurred(pixels: Pixels, faces: Sequence[Face]) -> Pixels:
    """The picture with these faces made unrecognisable, for what leaves the house."""
    hidden = pixels.copy()
    for face in faces:
        _hide(hidden, face)
    return hidden


def _hide(pixels: Pixels, face: Face) -> None:
    """Leaves of a face some patches of colour; what is thrown away cannot be sharpened back."""
    wide, high = face.right - face.left, face.bottom - face.top
    left, right = face.left - wide * HIDDEN_AROUND, face.right + wide * HIDDEN_AROUND
    top, bottom = face.top - high * HIDDEN_AROUND, face.bottom + high * HIDDEN_AROUND
    part = pixels[max(0, int(top)) : int(bottom) + 1, max(0, int(left)) : int(right) + 1]
    if not part.size:
        return
    patches = cv2.resize(part, (HIDDEN_DETAIL, HIDDEN_DETAIL), interpolation=cv2.INTER_AREA)
    size = (part.shape[1], part.shape[0])
    part[:] = cv2.resize(patches, size, interpolation=cv2.INTER_CUBIC)
