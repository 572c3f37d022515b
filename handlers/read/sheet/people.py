"""Names of people as they stand on sheets."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median, quantiles
from typing import Final

from handlers.read.names import SURNAMES
from handlers.read.sheet.page import Box, height, middle

_SHORT: Final = 3  # characters, with a family name of one
_HAN: Final = re.compile(r"[一-龥]{2,4}")
_DOUBLE: Final = re.compile(
    r"欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|端木|南宫|轩辕|长孙|宇文"
)
_NUMBERED: Final = re.compile(r"^\s*[(（]?\d{1,3}[)）]?\s*[.、,，．:：]?\s*")
_BETWEEN: Final = re.compile(r"[\s、,，;；/|]+")
_FEW: Final = 3  # names; of fewer, nothing can be said
_STRAIGHT: Final = 0.1  # of a line: print begins, ends or is centred truer than any hand


def by_hand(boxes: Sequence[Box]) -> bool:
    """Whether the writing of a column, from the top down, is too uneven for print."""
    if len(boxes) < _FEW:
        return False
    steps = (_unevenness(boxes, edge) for edge in (_left, _centre, _right))
    return min(steps) > _STRAIGHT * median(height(box) for box in boxes)


def _unevenness(boxes: Sequence[Box], edge: Callable[[Box], float]) -> float:
    """How far apart edges of neighbours are, a few misread ones and the paper's bend left out."""
    steps = [abs(edge(one) - edge(other)) for one, other in pairwise(boxes)]
    return quantiles(steps, n=4, method="inclusive")[-1]


def _left(box: Box) -> float:
    return box[0]


def _centre(box: Box) -> float:
    return middle(box)[0]


def _right(box: Box) -> float:
    return box[2]


def is_name(text: str) -> bool:
    """Whether a text is one name: a family name and one or two characters behind it."""
    bare = unnumbered(text)
    if not _HAN.fullmatch(bare):
        return False
    return bool(_DOUBLE.match(bare)) or (len(bare) <= _SHORT and bare[0] in SURNAMES)


def unnumbered(text: str) -> str:
    """12、张三 is 张三."""
    return _NUMBERED.sub("", text).strip()


def apart(text: str) -> list[str]:
    """Names in one line, divided by blanks or commas."""
    return [part for part in _BETWEEN.split(unnumbered(text)) if part]
