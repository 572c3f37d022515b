"""`knowledge`: what staff know, listed, taken from a table and written to one."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

import prompts
from bot import clock
from bot.commands import options as common
from bot.commands.noting import note
from bot.config import Config
from bot.knowledge.starter import wanting
from bot.knowledge.taken import approved, taken
from bot.where import existing_store, store_url
from handlers.knowledge import pairs
from handlers.model.case import Entry
from store import knowledge
from store.db import open_database

APPROVER = "who of staff has read it; without, it is used once somebody approves of it"
READING = ("list", "export")  # these make no store where there is none

Step = Callable[[AsyncConnection, argparse.Namespace, date], Awaitable[int]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which table."""
    doing = parser.add_subparsers(dest="doing", required=True, metavar="WHAT")
    listing = doing.add_parser("list", help="all entries, and those that ask the same")
    taking = doing.add_parser("import", help="create or update entries from a table")
    taking.add_argument("file", type=_table, metavar="FILE.xlsx")
    writing = doing.add_parser("export", help="write all entries to a table")
    writing.add_argument("--out", type=_table, required=True, metavar="FILE.xlsx")
    starting = doing.add_parser("starter", help="add what comes along and is not there yet")
    for one in (taking, starting):
        one.add_argument("--approver", default="", metavar="NAME", help=APPROVER)
    for one in (listing, taking, writing, starting):
        common.add(one)


def run(options: argparse.Namespace) -> int:
    """1 when a table cannot be taken; then nothing of it is."""
    config = common.read(options)
    return asyncio.run(_run(config, options))


async def _run(config: Config, options: argparse.Namespace) -> int:
    today = clock.now().astimezone(config.zone).date()
    where = existing_store if options.doing in READING else store_url
    database = await open_database(where(config, options.data))
    try:
        async with database.begin() as conn:
            return await STEPS[options.doing](conn, options, today)
    finally:
        await database.close()


async def _list(conn: AsyncConnection, options: argparse.Namespace, today: date) -> int:
    entries = await knowledge.entries(conn)
    listed = [{**asdict(entry), "state": _state(entry, today)} for entry in entries]
    _say("knowledge/list", {"entries": listed, "pairs": list(pairs(entries))})
    return 0


async def _import(conn: AsyncConnection, options: argparse.Namespace, today: date) -> int:
    from bot.knowledge import table  # noqa: PLC0415 -- heavy

    known = await knowledge.entries(conn)
    try:
        given = table.read(options.file, known)
    except table.TableError as error:
        _say("knowledge/refused", {"problems": error.problems})
        return 1
    found = taken(approved(given, options.approver, clock.now()), known)
    await knowledge.keep(conn, [*found.added, *found.changed])
    added, changed = len(found.added), len(found.changed)
    unread = sum(not entry.approver for entry in given) if not options.approver else 0
    await note(conn, "knowledge.imported", rows=found.rows, added=added, changed=changed)
    counts = {"rows": found.rows, "added": added, "changed": changed, "unread": unread}
    _say("knowledge/imported", counts)
    return 0


async def _export(conn: AsyncConnection, options: argparse.Namespace, today: date) -> int:
    from bot.knowledge import table  # noqa: PLC0415 -- heavy

    entries = await knowledge.entries(conn)
    await note(conn, "knowledge.exported", count=len(entries))
    table.write(options.out, entries)
    return 0


async def _starter(conn: AsyncConnection, options: argparse.Namespace, today: date) -> int:
    added = wanting(await knowledge.entries(conn), options.approver)
    await knowledge.keep(conn, added)
    await note(conn, "knowledge.started", count=len(added))
    _say("knowledge/started", {"added": len(added), "approver": options.approver})
    return 0


STEPS: Mapping[str, Step] = {
    "list": _list,
    "import": _import,
    "export": _export,
    "starter": _starter,
}


def _table(text: str) -> Path:
    if Path(text).suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(f"{text!r} does not end with .xlsx")
    return Path(text)


def _state(entry: Entry, today: date) -> str:
    if entry.valid(today):
        return "valid" if entry.approver else "unapproved"
    return "over" if entry.valid_until and entry.valid_until < today else "early"


def _say(prompt: str, data: Mapping[str, object]) -> None:
    sys.stdout.write(prompts.render(prompt, data) + "\n")
