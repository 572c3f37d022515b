"""JPEG: segments before the pixels, and whatever a phone hangs on behind their end."""

import re
from collections.abc import Iterator

from store.position.words import Edit, edit

SCAN, END, COMMENT = 0xDA, 0xD9, 0xFE
APPLICATIONS = range(0xE0, 0xF0)
ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
MOST_SEGMENTS = 2_000  # cameras write twenty; the rest is then looked through as one
_END = re.compile(rb"\xff\xd9")  # cannot stand among pixels


def edits(data: bytes) -> Iterator[Edit]:
    """Segments that say where; behind the end: previews, depths and films with their own."""
    at = 2
    for _ in range(MOST_SEGMENTS):
        marker, start = _marker(data, at)
        if marker == SCAN:
            found = _END.search(data, start)
            at = found.end() if found else len(data)
            break
        if marker is None or marker == END:
            break
        at = start
        if marker not in ALONE:
            at = start + max(2, int.from_bytes(data[start : start + 2], "big"))
            if marker == COMMENT or marker in APPLICATIONS:
                yield from edit(data, start + 2, at)
    if at < len(data):
        yield from edit(data, at)


def _marker(data: bytes, at: int) -> tuple[int | None, int]:
    """The marker there and where it ends; None where none is.  It may be filled up with FF."""
    if data[at : at + 1] != b"\xff":
        return None, at
    while data[at : at + 1] == b"\xff":
        at += 1
    return (data[at], at + 1) if at < len(data) else (None, at)
