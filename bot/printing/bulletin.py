"""One tall page for a phone, or a leaf of a PDF; what a worker process runs."""

import json
from collections.abc import Mapping, Sequence
from math import log
from pathlib import Path

import cv2
import numpy as np

from bot.printing.errors import PrintError
from bot.printing.excerpt import excerpt, words_of
from bot.printing.photos import Photo, open_photos, piece, strip
from bot.printing.typesetting import lay, set_for_phone
from bot.recognise.drawing import Pixels
from bot.recognise.picture import jpeg
from handlers.pictures.layout import Box, Frame, Place, height_of, laid_out

WIDTH, MARGIN, GAP = 1080, 56, 16  # px
TALLEST = 12_000  # px; chats make longer pictures unreadable
WORDS = (
    1200,
    500,
    200,
    80,
)  # characters of one field; fewer when the page becomes too large
MOST_BYTES = 400_000
QUALITIES = (88, 80, 72, 64, 56, 48, 40)  # of JPEG
A_STEP = 1.3  # so many times smaller is a page, at most, at the next quality
LONGEST = 30_000  # characters
ON_PHONE = Frame(WIDTH - 2 * MARGIN, GAP)
ON_PAPER = Frame(1128, GAP, 0.3, 1.15)  # lower rows: all on one sheet
PRINTED, FINE = 1.5, 4  # pixels of a photo for each of the paper; to look for faces

Data = Mapping[str, object]


def print_bulletin(template: str, data: Data, photos: Sequence[Path]) -> bytes:
    """A JPEG of at most 400 KB, 1080 px wide.  data: see `prompts.page`.

    A photo that cannot be opened is left out; of very many words only the beginning is
    shown.  Raises: PrintError.
    """
    shown = open_photos(photos, _focus(data, len(photos)), ON_PHONE)
    words = _checked(data)
    for most in WORDS:
        page = _page(template, {**excerpt(words, most), "photos": [{}] * len(shown)}, shown)
        if page.shape[0] <= TALLEST and (printed := _small_enough(page)):
            return printed
    raise PrintError("the page is too large")


def lay_out(folder: Path, data: Data, photos: Sequence[Path], *, blur: bool) -> None:
    """Into the folder what `bind` makes a leaf of a PDF of.  blur: all faces.

    Raises: PrintError.
    """
    words = _checked(data)
    focus = _focus(data, len(photos))
    shown = _faceless(photos, focus) if blur else _plain(photos, focus)
    places = laid_out([photo.shape for photo in shown], ON_PAPER)
    pictures = [
        jpeg(piece(photo, place, PRINTED))
        for photo, place in zip(shown, places, strict=True)
    ]
    lay(folder, {**words, "photos": _rows(places)}, pictures)


def _plain(photos: Sequence[Path], focus: Sequence[Box | None]) -> list[Photo]:
    return open_photos(photos, focus, ON_PAPER, PRINTED)


def _faceless(photos: Sequence[Path], focus: Sequence[Box | None]) -> list[Photo]:
    from bot.printing.unknown import without_faces  # noqa: PLC0415  wants a network

    return [without_faces(photo) for photo in open_photos(photos, focus, ON_PAPER, FINE)]


def _checked(data: Data) -> dict[str, object]:
    words = words_of(data)
    if len(json.dumps(words, ensure_ascii=False)) > LONGEST:
        raise PrintError("too many words for a page")
    return words


def _focus(data: Data, count: int) -> list[Box | None]:
    """What must not be cut off each photo, where recognition has found people."""
    given = data.get("focus")
    boxes = [_box(each) for each in given] if isinstance(given, list | tuple) else []
    return (boxes + [None] * count)[:count]


def _box(given: object) -> Box | None:
    match given:
        case [float() as left, float() as top, float() as right, float() as bottom]:
            return left, top, right, bottom
        case _:
            return None


def _rows(places: Sequence[Place]) -> list[list[dict[str, object]]]:
    """As the template wants them: a page may end between two rows."""
    rows: dict[int, list[dict[str, object]]] = {}
    for number, place in enumerate(places):
        size = {"x": place.x, "width": place.width, "height": place.height}
        rows.setdefault(place.y, []).append({"file": f"{number}.jpg", **size})
    return list(rows.values())


def _decoded(page: bytes) -> Pixels:
    pixels = cv2.imdecode(np.frombuffer(page, np.uint8), cv2.IMREAD_COLOR_RGB)
    if pixels is None:
        raise PrintError("the page is no picture")
    return np.asarray(pixels, np.uint8)


def _page(template: str, words: Data, photos: Sequence[Photo]) -> Pixels:
    """The photos lie between the first page that Typst sets and the second."""
    pages = [_decoded(page) for page in set_for_phone(template, words)]
    if not photos:
        return np.concatenate(pages)
    above, *below = pages
    paper = above[-1, 0]
    places = laid_out([photo.shape for photo in photos], ON_PHONE)
    between = np.tile(paper, (height_of(places), WIDTH, 1))
    between[:, MARGIN:-MARGIN] = strip(photos, places, paper)
    return np.concatenate([above, between, *below])


def _small_enough(page: Pixels) -> bytes | None:
    """At the best quality at which it is, found in few steps; None when there is none."""
    at, last = 0, len(QUALITIES) - 1
    while True:
        printed = jpeg(page, QUALITIES[at])
        if len(printed) <= MOST_BYTES:
            return printed
        if at == last:
            return None
        steps = int(log(len(printed) / MOST_BYTES, A_STEP))
        at = min(at + max(steps, 1), last)
