"""Files become pixels: whatever phones and chats send, and nothing that only pretends."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np
import numpy.typing as npt
import pillow_heif  # type: ignore[import-untyped,unused-ignore]
from PIL import Image, ImageFile, UnidentifiedImageError

from bot.recognise.drawing import Pixels
from bot.recognise.errors import PictureError
from bot.recognise.exif import SIDEWAYS, exif_of, turn

LONG_SIDE = 1920  # px; more shows no more faces or strokes, and costs time and memory
MOST_BYTES = 60 << 20  # the largest 108 MP photographs of phones have 50 MB
LONGEST = 65_500  # px, what JPEG itself can say
# Opening any of these takes less than 500 MB; phones have up to 108 MP.
IN_STEPS = 120_000_000  # pixels of a JPEG that can be decoded at an eighth
AT_ONCE = 50_000_000  # of one whose rows come in several rounds, and of HEIC
IN_COPIES = 30_000_000  # of all others, of which Pillow holds several copies
BMP_HEIGHT = 22  # bytes into the file
MISSING = 0.4  # of the height; where less is left out than that, the rest is worth reading
LEAVING_QUALITY = 88  # JPEG, of pictures that leave

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "HEIF")
REDUCIBLE = ("L", "RGB", "RGBA", "CMYK")
WHITE = (255, 255, 255)

# What decoders are known to raise for hostile files.
BROKEN = (
    *(ArithmeticError, AttributeError, AssertionError, EOFError, LookupError, MemoryError),
    *(OSError, RuntimeError, SyntaxError, TypeError, ValueError),
    *(Image.DecompressionBombError, struct.error, zlib.error),
)

pillow_heif.register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture the right way up, its long side at most LONG_SIDE.

    width, height: of the original, as people see it.  taken_at: naive, by the camera's clock.
    """

    pixels: Pixels
    width: int
    height: int
    taken_at: datetime | None


def open_picture(file: Path) -> Opened:
    """The first frame of a picture; what is in the file decides, not its name.

    Raises:
        PictureError: missing, empty, large, unsupported, bomb, broken or truncated.
    """
    with _source(file) as source:
        return _opened(source)


def read_size(file: Path) -> tuple[int, int]:
    """Width and height as people see it, from the header alone.

    Raises:
        PictureError: as `open_picture`, but for what only decoding shows.
    """
    with _source(file) as source:
        image = _header(source)
        return upright_size(image.size, exif_of(image)[0])


def upright_size(size: tuple[int, int], turned: int) -> tuple[int, int]:
    """Width and height as people see it.  turned: orientation as EXIF has it."""
    return (size[1], size[0]) if turned in SIDEWAYS else size


def jpeg(pixels: Pixels, quality: int = LEAVING_QUALITY) -> bytes:
    """Pixels as a JPEG without any metadata."""
    backwards = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    _, encoded = cv2.imencode(".jpg", backwards, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return encoded.tobytes()


@contextmanager
def _source(file: Path) -> Iterator[BinaryIO]:
    """The file, if it is there and of a size that pictures have."""
    try:
        with file.open("rb") as source, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limits are below those PIL warns of
            _check_bytes(file.stat().st_size)
            yield source
    except FileNotFoundError:
        raise PictureError("missing") from None
    except OSError:
        raise PictureError("unreadable") from None


def _check_bytes(size: int) -> None:
    if not size:
        raise PictureError("empty")
    if size > MOST_BYTES:
        raise PictureError("large")


def _opened(source: BinaryIO) -> Opened:
    image = _header(source)
    turned, taken_at = exif_of(image)
    size = image.size  # of the original; decoding makes it smaller
    pixels = turn(_reduced(_decoded(image, source)), turned)
    return Opened(pixels, *upright_size(size, turned), taken_at)


def _header(source: BinaryIO) -> Image.Image:
    """The picture, nothing decoded yet, its size within the limits."""
    source.seek(0)
    try:
        image = Image.open(source, formats=FORMATS)
    except UnidentifiedImageError:
        raise PictureError("unsupported") from None
    except Image.DecompressionBombError:
        raise PictureError("bomb") from None
    except BROKEN:
        raise PictureError("broken") from None
    _check_size(image)
    return image


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if max(width, height) > LONGEST or width * height > _most_pixels(image):
        raise PictureError("bomb")


def _most_pixels(image: Image.Image) -> int:
    if image.format in {"JPEG", "MPO"}:
        return AT_ONCE if image.info.get("progressive") else IN_STEPS
    return AT_ONCE if image.format == "HEIF" else IN_COPIES


def _decoded(image: Image.Image, source: BinaryIO) -> Image.Image:
    """The pixels of a picture; of a torn one what is there, if it is enough."""
    try:
        return _loaded(image)
    except OSError:
        pass
    except BROKEN:
        raise PictureError("broken") from None
    rest = _rescued(source)
    if _missing(rest, upwards=_from_below(image.format, source)) > MISSING:
        raise PictureError("truncated")
    return rest


def _loaded(image: Image.Image) -> Image.Image:
    smaller = LONG_SIDE / max(image.size)
    if smaller < 1:
        width, height = image.size
        image.draft(None, (max(1, int(width * smaller)), max(1, int(height * smaller))))
    image.load()
    return image


def _rescued(source: BinaryIO) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        return _loaded(_header(source))
    except BROKEN:
        raise PictureError("broken") from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _from_below(kind: str | None, source: BinaryIO) -> bool:
    """Whether the file begins with the lowest row: bitmaps, unless their height is negative."""
    source.seek(BMP_HEIGHT)
    height = int.from_bytes(source.read(4), "little", signed=True)
    return kind == "BMP" and height > 0


def _missing(image: Image.Image, *, upwards: bool) -> float:
    """Share of the height that decoding left at one colour: the last rows of the file."""
    rows = np.asarray(image).reshape(image.height, -1)
    if upwards:
        rows = rows[::-1]
    filled = np.flatnonzero((rows != rows[-1, -1]).any(axis=1))
    return 1 - (int(filled[-1]) + 1) / image.height if filled.size else 1.0


def _reduced(image: Image.Image) -> Pixels:
    """Red, green and blue of any kind of picture, its long side at most LONG_SIDE."""
    if image.mode.startswith("I"):
        return _fitting(_grey(np.asarray(image)))
    if image.has_transparency_data:
        image = image.convert("RGBA")
    times = max(image.size) // LONG_SIDE
    if times > 1 and image.mode in REDUCIBLE:
        image = image.reduce(times)  # before copies are made
    return _fitting(np.asarray(_opaque(image)))


def _fitting(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    share = LONG_SIDE / max(height, width)
    if share >= 1:
        return pixels
    size = (max(1, round(width * share)), max(1, round(height * share)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _grey(deep: npt.NDArray[np.int32]) -> Pixels:
    """Sixteen bits of grey as eight, three times."""
    levels = np.clip(deep, 0, 0xFFFF) >> 8
    return np.repeat(levels.astype(np.uint8)[:, :, None], 3, axis=2)


def _opaque(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, WHITE)
    paper.paste(image, mask=image.getchannel("A"))
    return paper
