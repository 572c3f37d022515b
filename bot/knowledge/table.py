"""The knowledge as a table (.xlsx) that staff can edit; its headings are in prompts/knowledge."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from bot.errors import InputError
from handlers.knowledge import name_of
from handlers.model.case import Entry

MOST = 10_000  # rows; knowledge is written by hand
LONGEST = 20_000  # characters of a cell
REQUIRED = ("question", "answer")
DAYS = ("approved_at", "valid_from", "valid_until")
WIDTHS = {"question": 36, "phrasings": 36, "answer": 60, "source": 20}
WIDTH = 14
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY = re.compile(
    r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?"
)  # 2026-05-01, or with the words for year …


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong.  row: as the table counts; what: empty, date, order, twice, heading."""

    what: str
    row: int | None = None
    column: str = ""
    value: str = ""


class TableError(InputError):
    """A table that cannot be taken as it is."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the table")
        self.problems = problems


def write(file: Path, entries: Sequence[Entry]) -> None:
    """All of them, a row each.  Raises: InputError when it cannot be written."""
    words = _words()
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = str(words["sheet"])
    columns = _columns(words)
    _write_row(sheet, 1, list(columns.values()))
    for number, entry in enumerate(entries, 2):
        cells = _cells(entry)
        _write_row(sheet, number, [cells[name] for name in columns])
    for number, name in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, WIDTH)
        sheet.cell(1, number).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    try:
        book.save(file)
    except OSError as error:
        raise InputError(f"{file} cannot be written ({error.strerror})") from error


def read(file: Path, known: Sequence[Entry] = ()) -> tuple[Entry, ...]:
    """The entries of a table.  known: what is there; a row without an id may be one of them.

    Raises: InputError; TableError with everything that is wrong, row by row.
    """
    lines = _lines(file)
    columns = _columns(_words())
    heads = [_text(value) for value in next(lines, ())]
    absent = [columns[name] for name in REQUIRED if columns[name] not in heads]
    if absent:
        raise TableError([Problem("heading", column=one) for one in absent])
    places = {name: heads.index(head) for name, head in columns.items() if head in heads}
    return _Reader(columns, places, {one.question: one for one in known}).entries(lines)


class _Reader:
    """Row by row; what is wrong is gathered."""

    def __init__(
        self,
        columns: Mapping[str, str],
        places: Mapping[str, int],
        known: Mapping[str, Entry],
    ) -> None:
        self._columns = columns
        self._places = places
        self._known = known
        self._problems: list[Problem] = []
        self._row = 1

    def entries(self, lines: Iterator[Sequence[object]]) -> tuple[Entry, ...]:
        """Raises: TableError."""
        found: dict[str, Entry] = {}
        for self._row, line in enumerate(lines, 2):
            cells = {
                name: line[place]
                for name, place in self._places.items()
                if place < len(line)
            }
            if not any(_text(value) for value in cells.values()):
                continue
            entry = self._entry(cells)
            if entry.id in found:
                self._wrong("twice", "id", entry.id)
            found[entry.id] = entry
        if self._problems:
            raise TableError(self._problems)
        return tuple(found.values())

    def _entry(self, cells: Mapping[str, object]) -> Entry:
        texts = {name: _text(value) for name, value in cells.items()}
        for name in REQUIRED:
            if not texts.get(name):
                self._wrong("empty", name)
        question = texts.get("question", "")
        same = self._known.get(question)
        days = {name: self._day(name, cells.get(name)) for name in DAYS}
        since, until = days["valid_from"], days["valid_until"]
        if since and until and until < since:
            self._wrong("order", "valid_until")
        return Entry(
            id=texts.get("id") or (same.id if same else name_of(question)),
            question=question,
            answer=texts.get("answer", ""),
            phrasings=tuple(filter(None, map(str.strip, _parts(texts.get("phrasings"))))),
            source=texts.get("source", ""),
            approver=texts.get("approver", ""),
            approved_at=_noon(days["approved_at"]),
            valid_from=since,
            valid_until=until,
        )

    def _day(self, name: str, value: object) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        text = _text(value)
        found = _DAY.fullmatch(text)
        try:
            if found:
                return date(*map(int, found.groups()))
        except ValueError:
            found = None
        if text:
            self._wrong("date", name, text)
        return None

    def _wrong(self, what: str, name: str, value: str = "") -> None:
        self._problems.append(Problem(what, self._row, self._columns[name], value))


def _lines(file: Path) -> Iterator[Sequence[object]]:
    if not file.exists():
        raise InputError(f"{file} is not there")
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        yield from sheet.iter_rows(max_row=MOST + 1, values_only=True)
        book.close()
    except (OSError, BadZipFile, InvalidFileException, KeyError, IndexError) as error:
        raise InputError(f"{file} is no .xlsx table that can be read ({error})") from error


def _write_row(sheet: Worksheet, row: int, values: Sequence[object]) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, value=None)
        if isinstance(value, str):
            cell.value = _CONTROL.sub("", value)
            cell.data_type = "s"  # no formula, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        elif isinstance(value, date):
            cell.value = value


def _cells(entry: Entry) -> Mapping[str, object]:
    approved = entry.approved_at
    return {
        "id": entry.id,
        "question": entry.question,
        "phrasings": "\n".join(entry.phrasings),
        "answer": entry.answer,
        "source": entry.source,
        "approver": entry.approver,
        "approved_at": approved.date() if approved else None,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
    }


def _noon(day: date | None) -> datetime | None:
    """A table knows days alone; at noon in UTC it is the same day nearly everywhere."""
    return None if day is None else datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _parts(text: str | None) -> Sequence[str]:
    return re.split(r"[\n；;]", text or "")


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()[:LONGEST]


def _words() -> Mapping[str, object]:
    file = files("prompts") / "knowledge" / "table.json"
    words: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return words


def _columns(words: Mapping[str, object]) -> Mapping[str, str]:
    columns = words["columns"]
    assert isinstance(columns, dict)  # noqa: S101 -- our own file
    return {str(name): str(head) for name, head in columns.items()}
