"""Telephone and card numbers that nobody needs to see (R14)."""

import re
from typing import Final

STAR: Final = "*"
_GAP = r"[-\s.·–—_/]{0,2}"
_DAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"  # 20260509 stays
_NUMBERS = re.compile(
    rf"1(?:{_GAP}[3-9])(?:{_GAP}\d){{9,}}[Xx]?"  # mobile, however it is spaced
    rf"|(?<!\d)0\d{{2,3}}{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)"  # with an area code
    rf"|(?<!\d)[48]00{_GAP}\d{{3,4}}{_GAP}\d{{3,4}}(?!\d)"
    rf"|(?<!\d)(?!{_DAY}(?!\d))\d{{7,}}[Xx]?"  # at home, identity and bank cards
    r"|[零〇一二三四五六七八九幺两]{7,}"
)
_FIGURE = re.compile(r"[\dXx零〇一二三四五六七八九幺两]")


def masked(text: str) -> str:
    """The text with a star for every figure of such a number; days and counts stay."""
    return _NUMBERS.sub(lambda found: _FIGURE.sub(STAR, found[0]), text)
