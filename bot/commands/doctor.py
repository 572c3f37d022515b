"""`doctor`: is everything there that the bot needs?  One line each."""

import argparse
import asyncio
import errno
import os
import shutil
import struct
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from bot import clock, looking, outside
from bot.alarms import checking
from bot.channels import checking as channels
from bot.commands import options as common
from bot.config import Config
from bot.errors import PeibanError, WorkerError
from bot.knowledge import packages as knowing
from bot.knowledge.loaded import sentences
from bot.language_model import missing
from bot.owning import open_to_others
from bot.printing import packages as printing
from bot.printing.press import KEY
from bot.recognise import LOOK, packages
from bot.speech import SECTION
from bot.where import begun, store_url
from bot.workers.errors import FileError
from bot.workers.packages import INSTALL, wanting
from bot.workers.pool import Terms, open_pool
from store import directory, inbox
from store.db import open_database
from store.errors import StoreError

BUILT = 2026  # the year: a clock before it was never set
REST = (1, 24, *[0] * 6)  # of a BMP header: one plane, 24 bits a pixel, nothing special
WORD = (  # in dots
    "#...#.#####.#.....#......###.",
    "#...#.#.....#.....#.....#...#",
    "#####.####..#.....#.....#...#",
    "#...#.#.....#.....#.....#...#",
    "#...#.#####.#####.#####..###.",
)
DOT = 3  # px
INK, PAPER = 20, 200
Line: TypeAlias = tuple[bool, str, str]  # whether it is well, what, and words
REFUSALS = {  # of the machine to start a worker, which are no matter of packages
    errno.EACCES: "run this as the user that the bot was installed for",
    errno.EAGAIN: "are there too many processes?",
    errno.ENOMEM: "is memory scarce?",
}
LITTLE = 500_000_000  # bytes; pictures of a month need more


def arguments(parser: argparse.ArgumentParser) -> None:
    """The same folder and configuration as `run`."""
    common.add(parser)
    parser.add_argument(
        "--alarm-test",
        action="store_true",
        help="send a test notice by every way of alarms",
    )


def run(options: argparse.Namespace) -> int:
    """1 when something must be mended."""
    config, wrong = _configuration(options)
    tried = options.alarm_test
    lines = [wrong, *(checks(config, options.data, tried=tried) if config else ())]
    for fine, name, words in lines:
        sys.stdout.write(f"{'ok  ' if fine else 'MEND'}  {name}: {words}\n")
    return int(not all(fine for fine, _, _ in lines))


def checks(config: Config, data: Path, *, tried: bool = False) -> list[Line]:
    """Everything but the configuration; slow, and not for a thread with an event loop.

    tried: send a test notice by every way of alarms.
    """
    return [
        _folder(data),
        *_readers(data),
        _store(config, data),
        _zone(config),
        _language_model(config),
        _speech(config),
        _recognition(config),
        _fonts(config),
        _knowledge(config),
        *checking.lines(config.alarms, tried=tried),
        *channels.lines(config),
    ]


def _configuration(
    options: argparse.Namespace,
) -> tuple[Config | None, Line]:
    try:
        config = common.read(options)
    except PeibanError as error:
        return None, (False, "configuration", str(error))
    return config, (True, "configuration", "every key is known and every value allowed")


def _folder(data: Path) -> Line:
    """Looks and makes nothing: a folder that was misspelt stays away."""
    there = data.is_dir()
    if data != common.DATA and not there:
        what = "is no folder" if data.exists() else "is not there"
        return (
            False,
            "data folder",
            f"{data} {what}; look at --data, or make it with `load`",
        )
    place = data if there else data.absolute().parent
    if not os.access(place, os.W_OK):
        return False, "data folder", f"{data} cannot be written; name another with --data"
    free = shutil.disk_usage(place).free
    words = f"{data}{'' if there else ' (not there yet)'}, {free // 1_000_000:,} MB free"
    return free > LITTLE, "data folder", words


def _readers(data: Path) -> list[Line]:
    """An existing folder is left as it is: a backup may rely on that."""
    try:
        if not open_to_others(data):
            return []
    except OSError as error:
        return [(False, "access", f"{data} cannot be looked into ({error.strerror})")]
    mend = f"`chmod -R go= {data}`, or `o=` where a group makes backups"
    return [(False, "access", f"any user of this machine can read {data}; {mend}")]


def _store(config: Config, data: Path) -> Line:
    if not begun(config, data):
        return True, "store", "nothing is kept yet; `load` and `run` begin one"
    try:
        fine, words = asyncio.run(_counts(config, data))
    except (StoreError, OSError) as error:
        return False, "store", str(error)
    return fine, "store", words


async def _counts(config: Config, data: Path) -> tuple[bool, str]:
    database = await open_database(store_url(config, data))
    try:
        async with database.read() as conn:
            rooms, parked = await directory.rooms(conn), await inbox.parked(conn)
    finally:
        await database.close()
    return not parked, (
        f"{database.dialect}, newest schema, {len(rooms)} rooms, {len(parked)} rows parked"
    )


def _language_model(config: Config) -> Line:
    wrong = missing(config.language_model)
    asked = f"{config.language_model.model} at {config.language_model.url}"
    return (
        wrong is None,
        "language model",
        wrong
        or (asked if config.language_model.url else "none; unsure messages wait for staff"),
    )


def _speech(config: Config) -> Line:
    wrong = outside.missing(SECTION, config.speech)
    read = f"{config.speech.model} at {config.speech.url}"
    without = "none; staff listen to voice messages"
    return wrong is None, "speech", wrong or (read if config.speech.url else without)


def _recognition(config: Config) -> Line:
    """Looks at a picture for real: a package that is there may still not load."""
    if wrong := looking.missing(config.recognise):
        return False, "recognition", wrong
    if not config.recognise.enabled:
        absent = packages.missing()
        why = f"the packages are not there ({INSTALL})" if absent else "off"
        counts = "every picture counts as a photo of the activity"
        return True, "recognition", f"{why}; {counts}"
    wrong = asyncio.run(wrong_with_looking())
    workers = config.recognise.workers
    loaded = f"models loaded, {workers} worker{'s' if workers > 1 else ''}"
    return wrong is None, "recognition", wrong or loaded


def _fonts(config: Config) -> Line:
    """Those of the bulletin's page come with a package."""
    absent = printing.missing()
    if config.prints and absent:
        return False, "fonts", wanting(KEY, absent)
    ours = "our own, for the bulletin's page"
    return True, "fonts", ours if config.prints else "none needed: bulletins are words"


def _knowledge(config: Config) -> Line:
    """Loads the model for real: a package that is there may still not load."""
    absent = knowing.missing()
    if config.sentence_model and absent:
        return False, "knowledge", knowing.wanting(absent)
    if not config.sentence_model:
        why = f"the packages are not there ({knowing.INSTALL})" if absent else "off"
        return True, "knowledge", f"{why}; entries are found by their words alone"
    found = sentences() is not None
    return found, "knowledge", "sentence model loaded" if found else knowing.BROKEN


async def wrong_with_looking(task: str = LOOK) -> str | None:
    """What is wrong with looking; None when a page with words could be looked at.

    Its few lines have the models for text, for faces and for what is not to be shown open.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.bmp"
        file.write_bytes(_page(640, 480))
        try:
            async with open_pool(Terms(), task) as pool:
                await pool.run(file)
        except FileError as error:
            return f"looking at a test picture failed ({error.reason}); is memory scarce?"
        except WorkerError as error:
            number = getattr(error.__cause__, "errno", 0)
            return f"{error}; {REFUSALS.get(number, INSTALL)}"
    return None


def _page(width: int, height: int) -> bytes:
    """A BMP file with the same word on every line, its rows from the top."""
    size = 3 * width * height
    header = struct.pack("<IHHIIiiHHIIiiII", 54 + size, 0, 0, 54, 40, width, -height, *REST)
    page = bytearray([PAPER]) * size
    for top in range(DOT * 5, height - DOT * 5, DOT * 20):
        for row, dots in enumerate(WORD):
            line = b"".join(bytes([INK if dot == "#" else PAPER]) * 3 * DOT for dot in dots)
            for y in range(top + row * DOT, top + (row + 1) * DOT):
                start = 3 * (y * width + DOT * 10)
                page[start : start + len(line)] = line
    return b"BM" + header + page


def _zone(config: Config) -> Line:
    now = clock.now()
    fine = now.year >= BUILT
    local = now.astimezone(config.zone)
    return fine, "clock", f"{local:%Y-%m-%d %H:%M} in {config.zone.key}"
