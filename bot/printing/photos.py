"""Photos for the page: cut to their places, with round corners, nothing but pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from bot.printing.opening import open_at, size_of
from bot.recognise.drawing import Pixels
from bot.recognise.picture import Opened
from handlers.pictures.layout import Box, Frame, Place, Shape, height_of, laid_out

ROUND = 16  # px, of the corners
SMOOTH = 4  # so much larger the corners are drawn first


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that could be opened, and what must not be cut off it."""

    opened: Opened
    focus: Box | None

    @property
    def shape(self) -> Shape:
        """What the layout needs to know."""
        return Shape(self.opened.width, self.opened.height, self.focus)


def open_photos(
    files: Sequence[Path], focus: Sequence[Box | None], frame: Frame, density: float = 1
) -> list[Photo]:
    """Those that can be opened, as large as the frame needs them.

    density: pixels of a photo for each of the page.
    """
    sizes = zip(files, map(size_of, files), focus, strict=True)
    shapes = [(file, Shape(*size, box)) for file, size, box in sizes if size]
    places = laid_out([shape for _, shape in shapes], frame)
    opened = [
        (open_at(file, _whole(place) * density), shape.focus)
        for (file, shape), place in zip(shapes, places, strict=True)
    ]
    return [Photo(one, box) for one, box in opened if one]


def _whole(place: Place) -> float:
    """The long side of a photo of which this place shows its part."""
    left, top, right, bottom = place.shows
    return max(place.width / (right - left), place.height / (bottom - top))


def strip(photos: Sequence[Photo], places: Sequence[Place], paper: Pixels) -> Pixels:
    """The photos in their places on a piece of the page.  paper: its colour, one pixel."""
    width = max(place.x + place.width for place in places)
    page = np.tile(paper, (height_of(places), width, 1))
    for photo, place in zip(photos, places, strict=True):
        there = page[place.y :, place.x :][: place.height, : place.width]
        there[:] = piece(photo, place)
        _round_corners(there, paper)
    return page


def piece(photo: Photo, place: Place, times: float = 1) -> Pixels:
    """What is shown in a place, at so many pixels for each of its own."""
    cut = _cut(photo.opened.pixels, place.shows)
    size = (round(place.width * times), round(place.height * times))
    smaller = cut.shape[1] > size[0]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cut, size, interpolation=how), np.uint8)


def _cut(pixels: Pixels, shows: Box) -> Pixels:
    height, width = pixels.shape[:2]
    left, top, right, bottom = shows
    across = slice(round(left * width), max(round(right * width), round(left * width) + 1))
    down = slice(round(top * height), max(round(bottom * height), round(top * height) + 1))
    return pixels[down, across]


def _round_corners(pixels: Pixels, paper: Pixels) -> None:
    """Let the paper through at the four corners."""
    height, width = pixels.shape[:2]
    size = min(ROUND, height // 2, width // 2)
    corner = _corner(size)
    for down, along in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        there = pixels[::down, ::along][:size, :size]
        there[:] = np.rint(there * corner + paper * (1 - corner))


def _corner(size: int) -> npt.NDArray[np.float64]:
    """How much of a picture is seen in its upper left corner, 0 to 1."""
    large = np.zeros((size * SMOOTH, size * SMOOTH), np.uint8)
    cv2.circle(large, (size * SMOOTH, size * SMOOTH), size * SMOOTH, 255, cv2.FILLED)
    small = cv2.resize(large, (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float64)[:, :, None] / 255
