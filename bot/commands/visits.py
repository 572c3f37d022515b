"""`visits`: what organisations recorded and what staff saw, side by side (D6)."""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

import prompts
from bot.commands import options as common
from bot.commands.noting import exported
from bot.config import Config
from bot.errors import InputError
from bot.where import existing_store
from handlers.model.finding import Count, When
from handlers.visiting import both_views
from handlers.visiting.both_views import Figures, Line
from store import directory, visits
from store.db import open_database

if TYPE_CHECKING:
    from bot.spreadsheet import Cell


@dataclass(frozen=True, slots=True)
class Found:
    """What the store has of these days."""

    lines: Sequence[Line]
    figures: Figures


def arguments(parser: argparse.ArgumentParser) -> None:
    """Of which days, of whom, and how to show it."""
    common.add_days(parser)
    parser.add_argument("--json", action="store_true", help="a JSON object a line")
    parser.add_argument(
        "--out", type=_file, metavar="FILE.xlsx", help="write a table instead"
    )
    common.add(parser)


def run(options: argparse.Namespace) -> int:
    """Works while the bot runs: nothing is written but the table and that it was."""
    config = common.read(options)
    if options.since > options.until:
        raise InputError("--from is later than --to; exchange them")
    found = asyncio.run(_found(config, options))
    if options.out is not None:
        write(options.out, found.lines)
        sys.stdout.write(f"activities {found.figures.activities}\n")
    elif options.json:
        sys.stdout.writelines(_line(one) for one in found.lines)
    else:
        data = {"lines": found.lines, "figures": found.figures}
        sys.stdout.write(prompts.render("visits/table", data) + "\n")
    return 0


async def _found(config: Config, options: argparse.Namespace) -> Found:
    database = await open_database(existing_store(config, options.data))
    try:
        async with database.read() as conn:
            found = await _read(conn, config, options)
        if options.out is not None:
            await exported(database, "visits.exported", options, len(found.lines))
        return found
    finally:
        await database.close()


async def _read(
    conn: AsyncConnection, config: Config, options: argparse.Namespace
) -> Found:
    """Raises: InputError for an organisation that is not there."""
    names = {one.id: one.name for one in await directory.organisations(conn)}
    if options.organisation is not None and options.organisation not in names:
        known = ", ".join(names) or "none"
        raise InputError(
            f"there is no organisation {options.organisation!r}; there are: {known}"
        )
    days = options.since, options.until
    joined = await visits.joined(conn, options.organisation, *days, config.settings)
    people = await directory.people(conn)
    lines = [both_views.line(one, names, people, config.settings) for one in joined]
    return Found(lines, both_views.figures(joined))


def write(out: Path, lines: Sequence[Line]) -> None:
    """A table (.xlsx), a row an activity.  Raises: InputError when it cannot be written."""
    from bot import spreadsheet  # noqa: PLC0415 -- heavy, and wanted for a table alone

    given = json.loads(prompts.render("visits/columns.json", {}))
    columns = [(str(title), int(width)) for title, width in given["columns"]]
    rows = ([_cell(one) for one in _row(line)] for line in lines)
    spreadsheet.write(out, str(given["sheet"]), columns, list(rows))


def _row(line: Line) -> list[object]:
    cells: list[object] = json.loads(prompts.render("visits/row.json", line))
    return cells


def _cell(given: object) -> "Cell":
    from bot.spreadsheet import Shown  # noqa: PLC0415 -- see above

    match given:
        case {"day": str(day), "shown": str(pattern)}:
            return Shown(date.fromisoformat(day), pattern)
        case {"number": int(number), "shown": str(pattern)}:
            return Shown(number, pattern)
        case int(number):
            return number
        case _:
            return str(given)


def _line(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False, default=_plain) + "\n"


def _plain(value: object) -> str | Mapping[str, object]:
    match value:
        case When():
            return {
                "start": value.start.isoformat(),
                "end": value.end.isoformat() if value.end else None,
                "precision": value.precision.value,
            }
        case Count():
            return {"number": value.number, "approx": value.approx}
        case date():
            return value.isoformat()
        case _:
            raise TypeError(f"a {type(value).__name__} has no JSON")


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(f"{text!r} does not end with .xlsx")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}")
    return path
