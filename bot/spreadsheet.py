"""A table as an .xlsx file, whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.whole import whole


@dataclass(frozen=True, slots=True)
class Shown:
    """What can be sorted and summed.  pattern: how it looks, as tables write that."""

    value: int | date
    pattern: str


Cell = str | int | Shown
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write(
    out: Path,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[Cell]],
) -> None:
    """One sheet with a head that stays in sight.  columns: title, and width in characters.

    What people wrote is text, never a formula.  Raises: PeibanError.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for number, row in enumerate([[title for title, _ in columns], *rows], 1):
        for place, value in enumerate(row, 1):
            _put(sheet, number, place, value)
    for place, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.cell(1, place).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    with whole(out) as unfinished:
        book.save(unfinished)


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    """An empty text leaves the cell empty; what no file may hold is left out."""
    cell = sheet.cell(row, column)
    cell.alignment = _WRAPPED
    if isinstance(value, Shown):
        cell.value = value.value
        cell.number_format = value.pattern
    elif isinstance(value, int):
        cell.value = value
    elif text := ILLEGAL_CHARACTERS_RE.sub("", value):
        cell.value = text
        cell.data_type = "s"  # “=1+1” is what somebody wrote
