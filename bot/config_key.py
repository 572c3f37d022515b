"""One key of config.yaml, and how the kinds of values are read that several keys have."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from yarl import URL

from bot.durations import duration

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")

Reader: TypeAlias = Callable[[object], object]


@dataclass(frozen=True, slots=True)
class Key:
    """default: as one would write it.  read: raises ValueError or TypeError.  allowed: in words."""

    default: object
    read: Reader
    allowed: str


def a_duration(default: str) -> Key:
    return Key(default, duration, "a duration such as 20s, 3m, 4h or 1d")


def whole(default: int, least: int, most: int) -> Key:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise TypeError(value)
        number = int(value)
        if not least <= number <= most:
            raise ValueError(value)
        return number

    return Key(default, read, f"a whole number from {least} to {most}")


def share(default: float) -> Key:
    def read(value: object) -> float:
        number = float(str(value))
        if not 0 <= number <= 1:
            raise ValueError(value)
        return number

    return Key(default, read, "a number from 0 to 1")


def yes_or_no(*, default: bool) -> Key:
    def read(value: object) -> bool:
        words = {
            "true": True,
            "yes": True,
            "on": True,
            "false": False,
            "no": False,
            "off": False,
        }
        return words[str(value).lower()]

    return Key(default, read, "true or false")


def automatic() -> Key:
    sure = yes_or_no(default=False)

    def read(value: object) -> bool | None:
        return None if value == "auto" else sure.read(value) is True

    return Key("auto", read, "auto, true or false")


def some_text(default: str) -> Key:
    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValueError(value)
        return value.strip()

    return Key(default, read, "some text")


def url(value: object) -> str:
    text = str(value or "").strip().rstrip("/")
    if text and (not text.startswith(("http://", "https://")) or not URL(text).host):
        raise ValueError(value)
    return text


def variable(value: object) -> str:
    """A key put here by mistake is refused without being shown whole anywhere else."""
    text = str(value or "").strip()
    if text and not _VARIABLE.fullmatch(text):
        raise ValueError(value)
    return text
