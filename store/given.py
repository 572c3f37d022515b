"""One JSON object that a person wrote, read key by key with errors that name the place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from store.errors import SettingError

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Given:
    """One JSON object.  path: where it stands, for error messages."""

    path: str
    values: Mapping[str, object]

    def has(self, key: str) -> bool:
        """Something is given under this key."""
        return self.values.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        """A string that must be there, unless there is a default."""
        value = self.values.get(key, default)
        if value is None:
            raise SettingError(f"{self.path}: the key {key!r} is missing")
        if not isinstance(value, str) or not (value.strip() or value == default):
            raise SettingError(f"{self.path}.{key}: {value!r} must be a text, not empty")
        return value

    def one_of(self, key: str, kind: type[E], default: E | None = None) -> E | None:
        """One of the words of an enumeration."""
        value = self.values.get(key)
        if value is None:
            return default
        try:
            return kind(str(value))
        except ValueError:
            known = ", ".join(kind)
            raise SettingError(
                f"{self.path}.{key}: {value!r} must be one of {known}"
            ) from None

    def day(self, key: str) -> date:
        """A date alone."""
        value = self.text(key)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise SettingError(
                f"{self.path}.{key}: {value!r} is no date like 2026-05-01"
            ) from None

    def maybe_day(self, key: str) -> date | None:
        """A date alone, or None where nothing is given."""
        return self.day(key) if self.has(key) else None

    def count(self, key: str) -> int | None:
        """A positive number, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise SettingError(f"{self.path}.{key}: {value!r} must be a number from 1 on")
        return value

    def switch(self, key: str) -> bool:
        """True or false; false where nothing is given."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise SettingError(f"{self.path}.{key}: {value!r} must be true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty where there is none."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise SettingError(f"{self.path}.{key}: {value!r} must be a list of texts")
        return tuple(value)

    def items(self, key: str) -> "Iterator[Given]":
        """The objects of a list, none where there is no list."""
        value = self.values.get(key)
        path = f"{self.path}.{key}"
        if value is not None and not isinstance(value, list):
            raise SettingError(f"{path}: {value!r} must be a list")
        for place, one in enumerate(value or ()):
            if not isinstance(one, dict):
                raise SettingError(f"{path}[{place}]: {one!r} must be an object")
            yield Given(f"{path}[{place}]", one)
