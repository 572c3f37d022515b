"""Photos decoded no larger than a page shows them; what is odd goes the careful, slower way."""

from pathlib import Path

import numpy as np
from PIL import Image

from bot.recognise.errors import PictureError
from bot.recognise.exif import exif_of, turn
from bot.recognise.picture import (
    AT_ONCE,
    BROKEN,
    Opened,
    open_picture,
    read_size,
    upright_size,
)

SPARE = 0.9  # of the pixels wanted are enough; nobody sees the difference


def open_at(file: Path, long_side: float) -> Opened | None:
    """The photo, its long side at least about so long if it was; None for no picture."""
    return _quickly(file, long_side * SPARE) or _carefully(file)


def size_of(file: Path) -> tuple[int, int] | None:
    """Width and height as people see it, from the header alone; None for no picture."""
    try:
        return read_size(file)
    except PictureError:
        return None


def _quickly(file: Path, long_side: float) -> Opened | None:
    """A sound photo as phones take them, of ordinary size: JPEG decodes to a part of it."""
    try:
        with Image.open(file, formats=("JPEG", "MPO")) as image:
            size, mode = image.size, image.mode
            if mode != "RGB" or size[0] * size[1] > AT_ONCE:
                return None
            share = min(1.0, long_side / max(size))
            turned, _ = exif_of(image)
            image.draft(None, (int(size[0] * share), int(size[1] * share)))
            pixels = turn(np.asarray(image), turned)
    except BROKEN:
        return None
    return Opened(pixels, *upright_size(size, turned), None)


def _carefully(file: Path) -> Opened | None:
    try:
        return open_picture(file)
    except PictureError:
        return None
