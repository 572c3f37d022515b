"""PNG: chunks with a checksum each; Exif has its own, all else is some kind of text."""

import re
from collections.abc import Iterator
from zlib import crc32

from store.position.words import Edit, edit, without_words

SIGNATURE = b"\x89PNG\r\n\x1a\n"
AROUND = 12  # bytes of a chunk beside its data: size, kind, checksum
MOST_CHUNKS = 50_000  # the rest is then looked through as one
EXIF, TEXT, TEXTS, END = b"eXIf", b"tEXt", {b"tEXt", b"zTXt", b"iTXt"}, b"IEND"
NOTHING = b"Comment\0"
# Text that is packed or in hex digits, so that it cannot be mended, or is a position itself.
_OPAQUE = re.compile(
    rb"(?i)raw profile type (?!ic[cm])"
    rb"|XML:com\.adobe\.xmp\0\x01"
    rb"|[^\0]{0,70}(?:gps|latitude|longitude)"
)


def edits(data: bytes) -> Iterator[Edit]:
    """Chunks that say where, each with the checksum of what it says now."""
    at = len(SIGNATURE)
    for _ in range(MOST_CHUNKS):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, following = data[at + 4 : at + 8], at + AROUND + size
        if following > len(data):
            break
        if kind == EXIF or kind in TEXTS:
            yield from _edit(at + 4, kind, data[at + 8 : at + 8 + size])
        at = following
        if kind == END:
            break
    if at < len(data):
        yield from edit(data, at)


def _edit(at: int, kind: bytes, said: bytes) -> Iterator[Edit]:
    if kind in TEXTS and _OPAQUE.match(said):
        kind, new = TEXT, NOTHING.ljust(len(said))[: len(said)]
    else:
        new = without_words(said)
    if new != said:
        chunk = kind + new
        yield at, chunk + crc32(chunk).to_bytes(4, "big")
