"""Which characters our fonts have; what they lack must not leave a hole in the page.

Fonts come from a wheel and from nowhere else, so that every machine prints the same.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pylopdf_fonts_zh_cn

FOLDER = Path(pylopdf_fonts_zh_cn.__file__).parent
FAMILIES = (pylopdf_fonts_zh_cn.sans_path, pylopdf_fonts_zh_cn.serif_path)
MISSING = "□"  # a letter of a name that no font of ours has
_KEPT = "LN"  # letters and numbers carry meaning; an emoji, a mark, a control goes unseen


def printable(text: str) -> str:
    """The words as they can be printed: emoji dropped, letters without a glyph as □.

    Invisible and direction-turning characters are dropped too; lines stay, blanks are one.
    """
    lines = (" ".join(_shown(line).split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _shown(line: str) -> str:
    have = glyphs()
    return "".join(c if ord(c) in have else _instead(c) for c in _composed(line))


def _composed(line: str) -> str:
    return unicodedata.normalize("NFC", line)


def _instead(character: str) -> str:
    if character.isspace():
        return " "
    return MISSING if unicodedata.category(character)[0] in _KEPT else ""


@cache
def glyphs() -> frozenset[int]:
    """The code points that all our fonts have, without the invisible ones."""
    common = frozenset.intersection(*(_mapped(Path(find())) for find in FAMILIES))
    return frozenset(c for c in common if unicodedata.category(chr(c)) not in {"Cf", "Cc"})


class _Table(NamedTuple):
    tag: bytes
    checksum: int
    offset: int
    length: int


def _mapped(file: Path) -> frozenset[int]:
    """The code points of an OpenType font, from its cmap of format 12."""
    font = file.read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    found = (
        _Table(*struct.unpack_from(">4sLLL", font, 12 + 16 * n)) for n in range(tables)
    )
    cmap = next(table.offset for table in found if table.tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(subtables):
        (offset,) = struct.unpack_from(">L", font, cmap + 4 + 8 * number + 4)
        (kind,) = struct.unpack_from(">H", font, cmap + offset)
        if kind == 12:  # noqa: PLR2004 -- all of Unicode, in groups
            return frozenset(_groups(font, cmap + offset))
    raise ValueError(f"{file.name} has no cmap of format 12")


def _groups(font: bytes, start: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">L", font, start + 12)
    for number in range(groups):
        first, last, _ = struct.unpack_from(">LLL", font, start + 16 + 12 * number)
        yield from range(first, last + 1)
