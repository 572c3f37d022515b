"""The lines of a recorded chat: the setting first, then what happened, in time order."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import InputError


@dataclass(frozen=True, slots=True)
class Step:
    """One event line.  photo, voice: as written, relative to the chat's file.

    recall: the id of the message that was taken back.  end: nothing happens any more.
    """

    line: int
    at: datetime
    room: str = ""
    sender: str = ""
    id: str = ""
    text: str = ""
    photo: str | None = None
    quote: str | None = None
    mentions: tuple[str, ...] = ()
    recall: str | None = None
    end: bool = False
    voice: str | None = None


def read_script(path: Path) -> tuple[Mapping[str, object], Iterator[Step]]:
    """The setting, and the steps as they are read.  Raises: InputError naming the line."""
    lines = _lines(path)
    first = next(lines, None)
    setting = first[1].get("setting") if first else None
    if not isinstance(setting, dict):
        raise InputError(f'{path}: the first line must be {{"setting": {{…}}}}')
    return setting, _steps(path, lines)


def _steps(path: Path, lines: Iterator[tuple[int, dict[str, object]]]) -> Iterator[Step]:
    newest: datetime | None = None
    for number, line in lines:
        step = _step(path, number, line)
        if step is None:
            continue
        if newest is not None and step.at < newest:
            raise InputError(f"{path}:{number}: {step.at} is before the line above")
        newest = step.at
        yield step


def _lines(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, text in enumerate(file, 1):
                if text.strip():
                    yield number, _object(path, number, text)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error


def _object(path: Path, number: int, text: str) -> dict[str, object]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise InputError(f"{path}:{number}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise InputError(f"{path}:{number}: a line must be a JSON object")
    return value


def _step(path: Path, number: int, line: Mapping[str, object]) -> Step | None:
    """None for lines that mean nothing yet (`do`)."""
    if "do" in line:
        return None
    at = _time(path, number, line.get("at"))
    if line.get("end"):
        return Step(number, at, end=True)
    wanted = ("room",) if "recall" in line else ("room", "from", "id")
    for key in wanted:
        if not isinstance(line.get(key), str):
            raise InputError(f"{path}:{number}: {key!r} is missing or no text")
    mentions = line.get("mentions")
    return Step(
        number,
        at,
        room=str(line["room"]),
        sender=_text(line, "from") or "",
        id=_text(line, "id") or f"line{number}",
        text=_text(line, "text") or "",
        photo=_text(line, "photo"),
        quote=_text(line, "quote"),
        mentions=tuple(map(str, mentions)) if isinstance(mentions, list) else (),
        recall=_text(line, "recall"),
        voice=_text(line, "voice"),
    )


def _text(line: Mapping[str, object], key: str) -> str | None:
    value = line.get(key)
    return value if isinstance(value, str) else None


def _time(path: Path, number: int, value: object) -> datetime:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise InputError(
            f"{path}:{number}: 'at' is {value!r}; write 2026-05-09T11:02:00+08:00"
        )
    return at
