"""Whether the packages of the extra `vision` are there, and what to do where they are not."""

import importlib.util
from collections.abc import Sequence

INSTALL = "run make setup, which installs the extra [vision] as locked"


def absent(needed: Sequence[str]) -> Sequence[str]:
    """Which of these cannot be imported; none of them is imported for it."""
    return [name for name in needed if importlib.util.find_spec(name) is None]


def lacking(what: str, names: Sequence[str]) -> str:
    """What to do where something cannot be done without them."""
    return f"packages for {what} are missing ({', '.join(names)}); {INSTALL}"


def wanting(key: str, names: Sequence[str]) -> str:
    """What to do where it is configured all the same."""
    return (
        f"{key} is true and packages are missing ({', '.join(names)});"
        f" {INSTALL}, or set it to auto"
    )
