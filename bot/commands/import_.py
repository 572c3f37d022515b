"""`import`: an exported chat history becomes records, silently (contracts.md)."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path

from tqdm import tqdm

from bot import clock
from bot.commands import options as common
from bot.commands.noting import note
from bot.config import Config
from bot.history.importing import Imported, Wanted, import_history
from bot.history.messages import Said
from bot.history.reading import FORMATS
from bot.owning import own
from bot.where import existing_store
from store.db import open_database
from store.media import MediaStore

SHOWN = 20  # lines that cannot be read; of a wrong format all are
FEW = 10  # messages that staff would have been shown
INTERRUPTED = 130  # what shells say of Ctrl-C


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file, what it is, and whose past it is."""
    parser.add_argument("file", type=Path, help="an exported chat history")
    parser.add_argument("--room", required=True, metavar="ID", help="where it was said")
    parser.add_argument("--format", required=True, choices=sorted(FORMATS))
    common.add(parser)


def run(options: argparse.Namespace) -> int:
    """1 if a line could not be read; the others are imported."""
    config = common.read(options)
    wanted = Wanted(options.file, options.format, options.room, clock.now())
    try:
        done = asyncio.run(_import(wanted, config, options.data))
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; nothing is filed, run it again to go on\n")
        return INTERRUPTED
    _tell(done)
    _tell_unsure(done.unsure, config.zone)
    return 1 if done.troubles else 0


async def _import(wanted: Wanted, config: Config, data: Path) -> Imported:
    url = existing_store(config, data)
    with own(data, "stop the bot first, import, and start it again"):
        database = await open_database(url)
        media = MediaStore(data / "media", keep_position=config.keep_position)
        try:
            done = await import_history(wanted, config, database, media, _bar)
            counts = {"messages": done.messages, "records": done.records}
            async with database.begin() as conn:
                await note(conn, "history.imported", wanted.room, **counts)
            return done
        finally:
            await database.close()


def _tell(done: Imported) -> None:
    for one in done.troubles[:SHOWN]:
        sys.stderr.write(f"line {one.line}: {one.why}\n")
    if more := len(done.troubles) - SHOWN:
        sys.stderr.write(f"and {more} lines more\n" if more > 0 else "")
    sys.stdout.write(
        f"messages {done.messages}, lines not read {len(done.troubles)}\n"
        f"records filed {done.records} (with gaps {done.gaps}),"
        f" there already {done.known}, nothing known of {done.unknown}\n"
        f"new people {done.people}, pictures kept {done.pictures}\n"
        f"messages for staff in no record {len(done.unsure)}\n"
    )


def _tell_unsure(unsure: Sequence[Said], zone: tzinfo) -> None:
    """Where to look for them: they are nowhere but in the file."""
    if not unsure:
        return
    sys.stdout.write(
        "a running bot would have shown them to staff; they are not kept and not on the"
        " console, only in the file:\n"
    )
    for one in unsure[:FEW]:
        at = one.inbound.at.astimezone(zone)
        sys.stdout.write(f"  line {one.line}: {one.inbound.room}, {at:%Y-%m-%d %H:%M}\n")
    if more := max(0, len(unsure) - FEW):
        sys.stdout.write(f"  and {more} more\n")


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int], object]]:
    """On a terminal only, and never among the output."""
    quiet = not sys.stderr.isatty() or not total
    with tqdm(total=total, desc=what, disable=quiet, file=sys.stderr) as shown:
        yield shown.update
