"""The code that a telephone scans to log the account in."""

import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import segno

QUIET: Final = 2  # modules of white around it, which telephones need
SCALE: Final = 6  # pixels a module


def half_block(text: str) -> str:
    """For a terminal: two modules a character, dark on light whatever its colours are."""
    out = io.StringIO()
    _code(text).terminal(out, border=QUIET, compact=True)
    return out.getvalue()


def svg(text: str) -> bytes:
    """For a web page, of any size."""
    return _image(text, "svg")


def inline(text: str) -> str:
    """For within a page: as large as the page makes it, black on white whatever its looks."""
    return _code(text).svg_inline(border=QUIET, omitsize=True, dark="#000", light="#fff")


def png(text: str) -> bytes:
    """For a web page."""
    return _image(text, "png")


def _image(text: str, kind: str) -> bytes:
    out = io.BytesIO()
    _code(text).save(out, kind=kind, border=QUIET, scale=SCALE)
    return out.getvalue()


def _code(text: str) -> "segno.QRCode":
    import segno  # noqa: PLC0415 -- a code is wanted once a month

    return segno.make_qr(text)
