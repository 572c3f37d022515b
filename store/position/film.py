"""The film of a live photo, hung on behind the picture: boxes that say where it was shot."""

import re

_BOXES = (re.compile(rb"\xa9xyz"), re.compile(rb"loci"))
LEAST, LONGEST = 9, 512  # bytes of such a box
FREE = b"free"  # a box to be passed over


def clean_film(part: bytes) -> bytes:
    """As many bytes; an empty box where one said where."""
    starts = [found.start() for box in _BOXES for found in box.finditer(part)]
    if not starts:
        return part
    film = bytearray(part)
    for start in starts:
        size = int.from_bytes(part[max(0, start - 4) : start], "big")
        if LEAST <= size <= LONGEST and start - 4 + size <= len(part):
            film[start : start - 4 + size] = FREE + bytes(size - 8)
    return bytes(film)
