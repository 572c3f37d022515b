"""Names of people as they stand on sheets."""

import re
from typing import Final

from handlers.read.names import SURNAMES

_SHORT: Final = 3  # characters, with a family name of one
_HAN: Final = re.compile(r"[一-龥]{2,4}")
_DOUBLE: Final = re.compile(
    r"欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|端木|南宫|轩辕|长孙|宇文"
)
_NUMBERED: Final = re.compile(r"^\s*[(（]?\d{1,3}[)）]?\s*[.、,，．:：]?\s*")
_BETWEEN: Final = re.compile(r"[\s、,，;；/|]+")


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
