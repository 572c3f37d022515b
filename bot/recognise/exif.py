"""What a camera wrote beside the picture: when it was taken, which way up.  Nothing else.

The position is never looked at: it is not ours to know where members were (R14).
"""

import re
import struct
from datetime import datetime

import numpy as np
from PIL import Image

from bot.recognise.drawing import Pixels

ORIENTATION = 0x0112
CHANGED = 0x0132
CAMERA = 0x8769  # the block with what the camera knows
TAKEN, DIGITISED = 0x9003, 0x9004
UPRIGHT, KNOWN = 1, range(1, 9)
SIDEWAYS = range(5, 9)  # orientations that change width and height

FIRST_YEAR = 2002  # a clock that was never set says 1970, 1980, 2000 or 2001
LAST_YEAR = 2099

# What reading hostile EXIF is known to raise; wrong EXIF never costs the picture.
WRONG = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, OSError),
    *(RecursionError, SyntaxError, TypeError, ValueError, struct.error),
)

_CLOCK = re.compile(r"(\d{4})[:/.-](\d\d?)[:/.-](\d\d?)[ T]+(\d\d?):(\d\d?):(\d\d?)\b")


def exif_of(image: Image.Image) -> tuple[int, datetime | None]:
    """Orientation (1 to 8, 1 where nothing sensible is said) and the camera's time."""
    try:
        tags = image.getexif()
        turned = tags.get(ORIENTATION)
        camera = tags.get_ifd(CAMERA)
        clocks = [camera.get(TAKEN), camera.get(DIGITISED), tags.get(CHANGED)]
    except WRONG:
        return UPRIGHT, None
    times = (read_clock(clock) for clock in clocks)
    return _orientation(turned), next((time for time in times if time), None)


def _orientation(value: object) -> int:
    return value if isinstance(value, int) and value in KNOWN else UPRIGHT


def read_clock(text: object) -> datetime | None:
    """A naive time of EXIF, such as `2026:05:09 09:41:00`; None for anything odd."""
    found = _CLOCK.match(text.strip("\0 ")) if isinstance(text, str) else None
    if not found:
        return None
    try:
        year, month, day, hour, minute, second = (int(part) for part in found.groups())
        taken = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 cameras know no zone
    except ValueError:
        return None
    return taken if FIRST_YEAR <= taken.year <= LAST_YEAR else None


def turn(pixels: Pixels, orientation: int) -> Pixels:
    """Pixels the right way up: mirrored where EXIF says so, then turned."""
    if orientation in SIDEWAYS:
        pixels = pixels.swapaxes(0, 1)
    if orientation in {3, 4, 7, 8}:
        pixels = pixels[::-1]
    if orientation in {2, 3, 6, 7}:
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels)
