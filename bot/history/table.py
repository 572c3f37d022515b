"""Format `csv`: a table as exporters of chat histories write it, a message a row."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from io import StringIO
from pathlib import PurePosixPath
from typing import Final

from bot.errors import InputError
from bot.history.spoken import moment
from bot.history.told import Line, Source, Told, Trouble

_TEXT, _PICTURE, _LINK = 1, 3, 49
_QUOTING: Final = "57"  # the kind of link that quotes a message; its title is what was said
_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic"})
_LARGEST: Final = 1 << 24  # characters of a field: links are long
_MILLISECONDS: Final = 10**11  # seconds would be in the year 5138
_SUBTYPE: Final = re.compile(r"<type>\s*(\d+)\s*</type>")
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_NEEDED: Final = (
    ("StrTime", "CreateTime"),
    ("NickName", "Remark", "Sender"),
    ("StrContent", "Content"),
    ("Type",),
)

Row = Mapping[str, str]


def read(text: str, source: Source) -> Iterator[Line]:
    """Texts, pictures that lie beside the file, and quoting words; all else is left out.

    Raises: InputError when the header lacks a column.
    """
    csv.field_size_limit(_LARGEST)
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    header: list[str] | None = None
    start = 1
    while True:
        try:
            cells = next(rows, None)
        except csv.Error:
            yield Trouble(start, "it is no row of a table")
            start = rows.line_num + 1
            continue
        if cells is None:
            break
        if header is None:
            header = _checked([cell.strip() for cell in cells])
        elif any(cells):
            yield from _told(start, header, cells, source)
        start = rows.line_num + 1
    if header is None:
        _checked([])


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",", "\t", ";", key=first.count)


def _checked(header: list[str]) -> list[str]:
    for names in _NEEDED:
        if not set(names) & set(header):
            raise InputError(
                f"the table has no column {' or '.join(names)}; its first row must name them"
            )
    return header


def _told(
    number: int, header: list[str], cells: list[str], source: Source
) -> Iterator[Line]:
    if len(cells) != len(header):
        yield Trouble(number, f"it has {len(cells)} cells, the first row {len(header)}")
        return
    row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    at, kind = _time(row, source), _number(row["Type"])
    if at is None:
        yield Trouble(number, "there is no such day or time")
    elif kind is None:
        yield Trouble(number, "its Type is no number")
    elif kind in {_TEXT, _PICTURE, _LINK}:
        yield from _said(Told(number, at, _names(row)), kind, row, source)


def _said(told: Told, kind: int, row: Row, source: Source) -> Iterator[Line]:
    if not told.names:
        yield Trouble(told.line, "nobody is named as its sender")
        return
    text, photo = "", None
    if kind == _PICTURE:
        name = _picture(row)
        photo = source.beside(name) if name else None
        if name and photo is None:
            yield Trouble(told.line, "its picture is not beside the file")
    else:
        content = row.get("StrContent") or row.get("Content") or ""
        text = content if kind == _TEXT else _words(content, row.get("SubType", ""))
    if text or photo:
        yield Told(told.line, told.at, told.names, text, photo)


def _time(row: Row, source: Source) -> datetime | None:
    """Seconds since 1970 need no zone, so they come first."""
    seconds = _number(row.get("CreateTime", ""))
    if seconds is None:
        return moment(row.get("StrTime", ""), source)
    try:
        at = datetime.fromtimestamp(
            seconds / 1000 if seconds > _MILLISECONDS else seconds, UTC
        )
    except (ValueError, OverflowError, OSError):
        return None
    return at.astimezone(source.zone)


def _number(text: str) -> int | None:
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None


def _names(row: Row) -> tuple[str, ...]:
    return tuple(name for key in _NEEDED[1] if (name := row.get(key, "")))


def _picture(row: Row) -> str | None:
    """Whichever column names a file."""
    for cell in row.values():
        short = "\n" not in cell and "<" not in cell and len(cell) < 1000  # noqa: PLR2004 -- no path is longer
        if short and PurePosixPath(cell.lower()).suffix in _PICTURES:
            return cell
    return None


def _words(content: str, subtype: str) -> str:
    """What was said with a quotation; a link says nothing of its own."""
    if not content.startswith("<"):
        return content if subtype in {"", _QUOTING} else ""
    found = _SUBTYPE.search(content)
    title = _TITLE.search(content)
    if not title or not found or found[1] != _QUOTING:
        return ""
    return unescape(title[1].removeprefix("<![CDATA[").removesuffix("]]>")).strip()
