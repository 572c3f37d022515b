"""`erase`: everything of one person is removed for good, and a receipt is written."""

import argparse
import asyncio
import sys

from bot import clock, erasing
from bot.commands import options as common
from bot.config import Config
from bot.erasing import Receipts
from bot.errors import InputError
from bot.where import existing_store
from handlers.model.people import Person
from store import consent, directory
from store.db import Database, open_database
from store.media import MediaStore

YES = "yes"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whom, by the id that the page of the person shows."""
    parser.add_argument("person", metavar="PERSON", help="id of the person")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    common.add(parser)


def run(options: argparse.Namespace) -> int:
    """1 where nothing was erased.  Raises: InputError for a store that is not there."""
    config = common.read(options)
    return asyncio.run(_erase(config, options))


async def _erase(config: Config, options: argparse.Namespace) -> int:
    media = MediaStore(options.data / "media", keep_position=config.keep_position)
    receipts = Receipts(options.data, config.zone)
    database = await open_database(existing_store(config, options.data))
    try:
        await erasing.finish(database, media, receipts, clock.now)
        if not options.yes and not await _sure(database, options.person):
            sys.stdout.write("nothing is erased\n")
            return 1
        erased = await erasing.erase(database, media, receipts, options.person, clock.now)
    finally:
        await database.close()
    if erased is None:
        sys.stdout.write("nobody has this id; whoever had it is erased\n")
        return 0
    sys.stdout.write(f"{receipts.words(erased)}\n{receipts.place(erased)}\n")
    return 0


async def _sure(database: Database, person: str) -> bool:
    """Whether whoever sits at the terminal types yes; elsewhere nobody can be asked."""
    if not sys.stdin.isatty():
        raise InputError("nobody can be asked here whether it is meant; add --yes")
    async with database.read() as conn:
        ids = await consent.same_human(conn, person)
        known = [p for id_, p in (await directory.people(conn)).items() if id_ in ids]
    sys.stdout.write(_question(known))
    sys.stdout.flush()
    return sys.stdin.readline().strip() == YES


def _question(known: list[Person]) -> str:
    names = ", ".join(f"{one.name} ({one.id})" for one in known) or "nobody known"
    return f"{names}: this cannot be undone; write {YES} to erase: "
