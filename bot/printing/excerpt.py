"""Words for a page: what can be printed, and no more than somebody reads on a phone."""

from collections.abc import Mapping

from bot.printing.glyphs import printable

MORE = "……"

Data = Mapping[str, object]


def words_of(data: Data) -> dict[str, object]:
    """All of it, as our fonts can show it."""
    return {key: _printable(value) for key, value in data.items()}


def excerpt(words: Data, most: int) -> dict[str, object]:
    """Every text, and every list of texts, after so many characters cut off with ……"""
    return {key: _cut(value, most) for key, value in words.items()}


def _printable(value: object) -> object:
    match value:
        case str():
            return printable(value)
        case Mapping():
            return {key: _printable(each) for key, each in value.items()}
        case list() | tuple():
            return [_printable(each) for each in value]
        case _:
            return value


def _cut(value: object, most: int) -> object:
    match value:
        case str() if len(value) > most:
            return value[:most] + MORE
        case Mapping():
            return {key: _cut(each, most) for key, each in value.items()}
        case list():
            return _cut_list(value, most)
        case _:
            return value


def _cut_list(values: list[object], most: int) -> list[object]:
    kept: list[object] = []
    left = most
    for value in values:
        if left <= 0:
            return [*kept, MORE] if isinstance(value, str) else kept
        kept.append(_cut(value, left))
        left -= _length(value)
    return kept


def _length(value: object) -> int:
    match value:
        case str():
            return len(value)
        case Mapping():
            return sum(map(_length, value.values()))
        case _:
            return 0
