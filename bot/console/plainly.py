"""Values of the configuration as people say them, and back: 3m is 3 分钟 in prompts/console."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DURATIONS = ("duration", "durations")  # kinds in whose values units stand
_CODED = re.compile(r"(?<![\w:])(\d+)([smhd])\b")
_BETWEEN = re.compile(r"[,，、\s]+")


@dataclass(frozen=True, slots=True)
class PlainWords:
    """keys, sections: what each is for.  units: the names of s, m, h and d, the usual one
    first.  values: what single values are called.
    """

    sections: Mapping[str, Mapping[str, str]]
    keys: Mapping[str, Mapping[str, str]]
    units: Mapping[str, Sequence[str]]
    values: Mapping[str, str]

    def of(self, key: str, about: str) -> str:
        """What is said about a key; "" where nobody has written it yet."""
        return self.keys.get(key, {}).get(about, "")

    def said(self, key: str, value: str) -> str:
        """A value as people read it."""
        if value in self.values:
            return self.values[value]
        if self.of(key, "kind") not in DURATIONS:
            return value
        return _CODED.sub(lambda found: f"{found[1]} {self.units[found[2]][0]}", value)

    def written(self, key: str, typed: str) -> str:
        """What somebody typed, as the configuration has it."""
        if self.of(key, "kind") not in DURATIONS:
            return typed
        coded = {words: value for value, words in self.values.items()}
        if typed in coded:
            return coded[typed]
        return self._named.sub(lambda found: found[1] + self._units[found[2]], typed)

    @property
    def _units(self) -> Mapping[str, str]:
        return {name: code for code, names in self.units.items() for name in names}

    @property
    def _named(self) -> re.Pattern[str]:
        names = sorted(self._units, key=len, reverse=True)
        return re.compile(rf"(\d+)\s*({'|'.join(map(re.escape, names))})")


@cache
def plain_words() -> PlainWords:
    """prompts/console/settings.json."""
    file = files("prompts") / "console" / "settings.json"
    return PlainWords(**json.loads(file.read_text(encoding="utf-8")))


def parts(values: Sequence[str]) -> list[str]:
    """Of a list that was typed, or sent by several inputs."""
    return [part for value in values for part in _BETWEEN.split(value) if part]
