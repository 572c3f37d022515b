"""“20s”, “3m”, “4h”, “1d”."""

import re
from datetime import timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_WRITTEN = re.compile(r"(\d+(?:\.\d+)?)([smhd])")


def duration(text: object) -> timedelta:
    """The duration that is written.  Raises: ValueError when it is none."""
    match = _WRITTEN.fullmatch(str(text).strip())
    if match is None:
        raise ValueError(text)
    try:
        return timedelta(**{_UNITS[match[2]]: float(match[1])})
    except OverflowError as error:
        raise ValueError(text) from error
