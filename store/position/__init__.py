"""Pictures without the place where they were taken (R14).

Nothing is moved and nothing decoded: what says where is overwritten in place, so the picture
stays the same to the last pixel and every offset inside the file stays right.

    __init__    which container it is, and the file with its parts replaced
    jpeg, png, webp    where a container keeps what is said beside the picture
    words       what is overwritten in any such part, and in whole files of other kinds:
    tiff, xmp, iptc, film    Exif, XMP, press captions, the film of a live photo
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from store.position import jpeg, png, webp
from store.position.words import Edit, without_words

HEAD = 12  # bytes that tell what a file is
BRANDS = frozenset(b"heic heix heim heis hevc hevm mif1 msf1 avif avis".split())

Container: TypeAlias = Callable[[bytes], Iterable[Edit]]


def may_hold_position(head: bytes) -> bool:
    """Whether a file that begins so is a picture of a kind that can say where it was taken."""
    return _container(head) is not None


def without_position(data: bytes) -> bytes:
    """The same picture, equally long, that does not say where it was taken.

    What is no picture comes back as it is; so does what hides its position in a way that no
    camera does.  Any bytes will do, damaged ones too; time and memory grow with their number.
    """
    container = _container(data[:HEAD])
    edits = list(container(data)) if container else []
    return b"".join(_pieces(data, edits)) if edits else data


def _container(head: bytes) -> Container | None:
    if head.startswith(b"\xff\xd8\xff"):
        return jpeg.edits
    if head.startswith(png.SIGNATURE):
        return png.edits
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return webp.edits
    whole = head.startswith((b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"))
    if whole or (head[4:8] == b"ftyp" and head[8:12] in BRANDS):
        return _whole
    return None


def _whole(data: bytes) -> Iterator[Edit]:
    """HEIC, AVIF, GIF and TIFF: what says where is found wherever it stands."""
    cleaned = without_words(data)
    if cleaned != data:
        yield 0, cleaned


def _pieces(data: bytes, edits: Iterable[Edit]) -> Iterator[bytes | memoryview]:
    """edits: from the first byte to the last, none into another."""
    rest, at = memoryview(data), 0
    for start, new in edits:
        yield rest[at:start]
        yield new
        at = start + len(new)
    yield rest[at:]
