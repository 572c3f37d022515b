"""WebP: chunks in a RIFF file; EXIF and XMP have their own."""

from collections.abc import Iterator

from store.position.words import Edit, edit

FIRST = 12  # bytes before the first chunk
MOST_CHUNKS = 50_000  # of animations; the rest is then looked through as one
PIXELS = {b"VP8 ", b"VP8L", b"ALPH", b"ANMF", b"VP8X", b"ANIM", b"ICCP"}


def edits(data: bytes) -> Iterator[Edit]:
    """Chunks that say where, and what stands behind the end that the file names."""
    at = FIRST
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    for _ in range(MOST_CHUNKS):
        if at + 8 > end:
            break
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] not in PIXELS:
            yield from edit(data, at + 8, at + 8 + size)
        at += 8 + size + size % 2
    if at < len(data):
        yield from edit(data, at)
