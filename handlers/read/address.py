"""Whom words address: “@陪伴 …”, before them, behind them or between.

What the bot obeys (read/command) is stricter: its name is short and may end at a comma.
"""

import re

_NAME = re.compile(r"@\S+\s*")
_CALL = re.compile(r"^\s*@\S+\s+|(?<![A-Za-z0-9._-])\s*@\S+\s*$")


def without_address(text: str) -> str:
    """The words without the “@陪伴” before or after them, which alone is left as it is."""
    return said_to(text) or text


def said_to(text: str) -> str:
    """What is said to whom the words address; nothing where only the name is said."""
    return _CALL.sub("", text).strip()


def without_names(text: str) -> str:
    """The words without anybody's “@name”, wherever it stands."""
    return _NAME.sub(" ", text).strip()
