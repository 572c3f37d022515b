"""Typst, from its wheel: data in as JSON, pages out; members' words are never its source."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from bot.printing.errors import PrintError
from bot.printing.glyphs import FOLDER as FONTS
from prompts import FOLDER as PROMPTS

PIXELS_PER_INCH = 72  # so that a point of the template is a pixel
PHONE, PAPER = "phone", "paper"
DATA, LEAF = "data.json", "leaf.typ"  # in a folder for each leaf; the template reads DATA

Data = Mapping[str, object]


def set_for_phone(template: str, data: Data) -> list[bytes]:
    """The pages as PNG.  Raises: PrintError."""
    inputs = {"data": json.dumps(data), "target": PHONE}
    made = _compiled(_compiler(template), "png", inputs)
    return made if isinstance(made, list) else [made]


def lay(folder: Path, data: Data, pictures: Sequence[bytes]) -> None:
    """Put there what a leaf of a PDF shows.  pictures: JPEGs, known as 0.jpg, 1.jpg, …"""
    for number, picture in enumerate(pictures):
        (folder / f"{number}.jpg").write_bytes(picture)
    (folder / DATA).write_text(json.dumps(data), encoding="ascii")


def bind(template: str, folder: Path, leaves: Sequence[str]) -> bytes:
    """A PDF of what was laid into these folders of a folder.  Raises: PrintError."""
    source = (PROMPTS / f"{template}.typ").read_bytes()
    for leaf in leaves:
        (folder / leaf / LEAF).write_bytes(source)
    book = folder / "book.typ"
    book.write_text("".join(f'#include "{leaf}/{LEAF}"\n' for leaf in leaves), "ascii")
    inputs = {"target": PAPER, "leaves": str(len(leaves))}
    made = _compiled(_opened(book), "pdf", inputs)
    if isinstance(made, list):
        raise PrintError("several documents instead of one")
    return made


@cache
def _compiler(template: str) -> typst.Compiler:
    """Kept: the second page of a worker costs a tenth of the first."""
    return _opened(PROMPTS / f"{template}.typ")


def _opened(source: Path) -> typst.Compiler:
    return typst.Compiler(
        str(source), root=str(source.parent), font_paths=_fonts(), ignore_system_fonts=True
    )


@cache
def _fonts() -> typst.Fonts:
    """Ours alone, so that every machine prints the same."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _compiled(
    compiler: typst.Compiler, kind: Literal["png", "pdf"], inputs: dict[str, str]
) -> bytes | list[bytes]:
    try:
        made = compiler.compile(format=kind, ppi=PIXELS_PER_INCH, sys_inputs=inputs)
    except typst.TypstError:  # its words may quote members'
        raise PrintError("typst refused the page") from None
    if made is None:
        raise PrintError("typst made no page")
    return made
