"""What is to be printed, as a file: the way into the worker process and out of it."""

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from bot.printing.errors import PrintError

ORDER, PAGE = "order.json", "page"


class Medium(StrEnum):
    """phone: one tall JPEG; leaf: what a page of a book is made of; book: a PDF on A4."""

    PHONE = "phone"
    LEAF = "leaf"
    BOOK = "book"


def write_order(
    folder: Path,
    template: str,
    data: Mapping[str, object],
    photos: Sequence[Path],
) -> Path:
    """The order of a page for phones, as a file in the folder where the page will lie."""
    order = {
        "template": template,
        "data": data,
        "photos": _named(photos),
        "medium": Medium.PHONE,
    }
    return _write(folder, order)


def write_leaf(
    folder: Path, data: Mapping[str, object], photos: Sequence[Path], *, blur: bool
) -> Path:
    """The order of one leaf of a book.  blur: all faces in its photos."""
    order = {"data": data, "photos": _named(photos), "blur": blur, "medium": Medium.LEAF}
    return _write(folder, order)


def write_book(folder: Path, template: str, leaves: Sequence[str]) -> Path:
    """The order of a book.  leaves: names of folders in the folder, carried out before."""
    return _write(folder, {"template": template, "leaves": leaves, "medium": Medium.BOOK})


def _named(photos: Sequence[Path]) -> list[str]:
    return [str(photo.resolve()) for photo in photos]


def _write(folder: Path, order: Mapping[str, object]) -> Path:
    file = folder / ORDER
    file.write_text(json.dumps(order), encoding="utf-8")
    return file


def carry_out(file: Path) -> str:
    """Print what the order says; the path of the page.  Raises: PrintError.

    A worker process calls this, and nobody else imports Typst.
    """
    from bot.printing import bulletin, typesetting  # noqa: PLC0415  heavy

    order = json.loads(file.read_text(encoding="utf-8"))
    page = file.with_name(PAGE)
    if order["medium"] == Medium.BOOK:
        page.write_bytes(typesetting.bind(order["template"], file.parent, order["leaves"]))
        return str(page)
    photos = [Path(photo) for photo in order["photos"]]
    if order["medium"] == Medium.LEAF:
        bulletin.lay_out(file.parent, order["data"], photos, blur=order["blur"])
        return str(file.parent)
    page.write_bytes(bulletin.print_bulletin(order["template"], order["data"], photos))
    return str(page)


def read_page(order: Path) -> bytes:
    """The page of an order that was carried out.  Raises: PrintError."""
    try:
        return order.with_name(PAGE).read_bytes()
    except OSError:
        raise PrintError("the page is not there") from None
