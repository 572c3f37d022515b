"""What says where, overwritten in a part of a file, whatever the part is."""

from collections.abc import Iterator
from typing import TypeAlias

from store.position.film import clean_film
from store.position.iptc import clean_iptc
from store.position.tiff import clean_tiff
from store.position.xmp import clean_xmp

Edit: TypeAlias = tuple[int, bytes]  # from this byte on these bytes stand instead

CLEANERS = (clean_tiff, clean_xmp, clean_iptc, clean_film)


def without_words(part: bytes) -> bytes:
    """As many bytes, without a position in any of the ways that we know."""
    for clean in CLEANERS:
        part = clean(part)
    return part


def edit(data: bytes, start: int, end: int | None = None) -> Iterator[Edit]:
    """The part of data from start to end, if it says where."""
    part = data[start:end]
    cleaned = without_words(part)
    if cleaned != part:
        yield start, cleaned
