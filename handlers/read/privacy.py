"""Names and numbers that are not to be read by others, and the wish that all of it goes."""

import re
from collections.abc import Collection
from typing import Final

from handlers.read.phones import STAR, masked

_GONE: Final = re.compile(r"[删忘]")


def wants_erasure(text: str) -> bool:
    """Whether somebody who wants to be left out asks that what is kept goes, too."""
    return _GONE.search(text) is not None


def plain(text: str, names: Collection[str] = ()) -> str:
    """The text with a star for each character of these names and figure of a phone number."""
    for name in names:
        text = text.replace(name, STAR * len(name))
    return masked(text)
