"""Telephone and card numbers: the one table of what they look like (R14)."""

import re
from typing import Final

STAR: Final = "*"
LONG: Final = 7  # figures: no count and no clock has so many
_GAP = r"[-\s.·–—_/]{0,2}"
_SPOKEN = "零〇一二三四五六七八九幺两"
NUMBERS: Final = re.compile(
    rf"1(?:{_GAP}[3-9])(?:{_GAP}\d){{9,}}[Xx]?"  # mobile, however it is spaced
    rf"|(?<!\d)0\d{{2,3}}{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)"  # with an area code
    rf"|(?<!\d)[48]00{_GAP}\d{{3,4}}{_GAP}\d{{3,4}}(?!\d)"
    rf"|\d{{{LONG},}}[Xx]?"  # at home, QQ, identity and bank cards; a day like 20260509 too
    rf"|[{_SPOKEN}]{{{LONG},}}"
)
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_FIGURE = re.compile(rf"[\dXx{_SPOKEN}]")


def masked(text: str) -> str:
    """The text with a star for every figure of such a number; days and counts stay."""
    return NUMBERS.sub(_stars, text)


def _stars(found: re.Match[str]) -> str:
    return found[0] if _DAY.fullmatch(found[0]) else _FIGURE.sub(STAR, found[0])
