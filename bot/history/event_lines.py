"""Format `jsonl`: the event lines that `replay` plays (contracts.md)."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.errors import InputError
from bot.history.told import Line, Source, Told, Trouble

_NO_MESSAGE = ("setting", "end", "do")


def read(text: str, source: Source) -> Iterator[Line]:
    """What was said in the room; lines of other rooms are left out.

    Raises: InputError when all of them are.
    """
    others: set[str] = set()
    ours = False
    for number, line in enumerate(text.split("\n"), 1):
        value = _object(line) if line.strip() else {}
        if value is None:
            yield Trouble(number, "it is no JSON object")
            continue
        if not value or any(key in value for key in _NO_MESSAGE):
            continue
        room = _text(value, "room")
        if room is not None and room != source.room:
            others.add(room)
            continue
        ours = True
        yield from _told(number, value, source)
    if others and not ours:
        raise InputError(
            f"no line is of the room {source.room!r}; the file has {', '.join(sorted(others))}"
        )


def _told(number: int, line: Mapping[str, object], source: Source) -> Iterator[Line]:
    at = _time(line.get("at"), source)
    if at is None:
        yield Trouble(number, "'at' is no time such as 2026-05-09T11:02:00+08:00")
    elif "recall" not in line:
        yield from _said(number, at, line, source)
    elif recall := _text(line, "recall"):
        yield Told(number, at, recall=recall)
    else:
        yield Trouble(number, "'recall' is no text")


def _said(
    number: int, at: datetime, line: Mapping[str, object], source: Source
) -> Iterator[Line]:
    sender, name = _text(line, "from"), _text(line, "photo")
    if not sender:
        yield Trouble(number, "'from' is missing or no text")
        return
    photo = source.beside(name) if name else None
    if name and photo is None:
        yield Trouble(number, "its photo is not beside the file")
    text = _text(line, "text") or ""
    if text or photo:
        id_, quote = _text(line, "id"), _text(line, "quote")
        yield Told(number, at, (sender,), text, photo, id_, quote)


def _object(line: str) -> Mapping[str, object] | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _text(line: Mapping[str, object], key: str) -> str | None:
    value = line.get(key)
    return value if isinstance(value, str) else None


def _time(value: object, source: Source) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at.replace(tzinfo=source.zone) if at and at.tzinfo is None else at
