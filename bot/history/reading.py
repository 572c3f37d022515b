"""A file of the past, whatever its format and encoding, as what happened in order."""

import codecs
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.errors import InputError
from bot.history import event_lines, spoken, table
from bot.history.told import Line, Source, Told, Trouble

Reader = Callable[[str, Source], Iterator[Line]]

FORMATS: Final[Mapping[str, Reader]] = {
    "jsonl": event_lines.read,
    "text": spoken.read,
    "csv": table.read,
}
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
CLOCKS_DIFFER: Final = timedelta(days=1)
_SHOWN = 3  # of what is wrong, when nothing is right
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class History:
    """told: what happened, in order of time.  troubles: lines that cannot be read."""

    told: tuple[Told, ...]
    troubles: tuple[Trouble, ...]


def read_history(file: Path, how: str, source: Source, now: datetime) -> History:
    """how: a key of FORMATS.  Raises: InputError when nothing of the file can be read."""
    told: list[Told] = []
    troubles: list[Trouble] = []
    for line in FORMATS[how](_text(file), source):
        if isinstance(line, Trouble):
            troubles.append(line)
        elif EARLIEST <= line.at <= now + CLOCKS_DIFFER:
            told.append(line)
        else:
            troubles.append(Trouble(line.line, "its time is not of the past"))
    if troubles and not told:
        wrong = "; ".join(f"line {one.line}: {one.why}" for one in troubles[:_SHOWN])
        raise InputError(f"{file} cannot be read as {how}: {wrong}")
    return History(tuple(sorted(told, key=lambda one: one.at)), tuple(troubles))


def _text(file: Path) -> str:
    """Raises: InputError for what is no text in an encoding that exports have."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror})") from error
    encodings = ("utf-16",) if data.startswith(_WIDE) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.replace("\r\n", "\n")
    raise InputError(f"{file} is no text in UTF-8 or GBK; export it again as text")
