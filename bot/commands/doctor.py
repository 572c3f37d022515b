"""`doctor`: is everything there that the bot needs?  One line each."""

import argparse
import asyncio
import os
import shutil
import struct
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import clock, looking, outside
from bot.commands import options as common
from bot.config import Config
from bot.errors import PeibanError, RecogniserError
from bot.language_model import missing
from bot.printing import packages as printing
from bot.printing.press import KEY
from bot.recognise import packages
from bot.recognise.errors import PictureError
from bot.recognise.workers import LOOK, Terms, open_pool
from bot.speech import SECTION
from bot.where import store_url
from store import directory, inbox
from store.db import open_database
from store.errors import StoreError

NOT_YET = (("channels", "web; WeChat is not there yet"),)
BUILT = 2026  # the year: a clock before it was never set
REST = (1, 24, *[0] * 6)  # of a BMP header: one plane, 24 bits a pixel, nothing special
LITTLE = 500_000_000  # bytes; pictures of a month need more


def arguments(parser: argparse.ArgumentParser) -> None:
    """The same folder and configuration as `run`."""
    common.add(parser)


def run(options: argparse.Namespace) -> int:
    """1 when something must be mended."""
    config, wrong = _configuration(options)
    lines = [wrong]
    if config is not None:
        lines += [_folder(options.data), _store(config, options.data), _zone(config)]
        lines += [_language_model(config), _speech(config), _recognition(config)]
        lines += [_fonts(config)]
        lines += [(True, name, words) for name, words in NOT_YET]
    for fine, name, words in lines:
        sys.stdout.write(f"{'ok  ' if fine else 'MEND'}  {name}: {words}\n")
    return int(not all(fine for fine, _, _ in lines))


def _configuration(
    options: argparse.Namespace,
) -> tuple[Config | None, tuple[bool, str, str]]:
    try:
        config = common.read(options)
    except PeibanError as error:
        return None, (False, "configuration", str(error))
    return config, (True, "configuration", "every key is known and every value allowed")


def _folder(data: Path) -> tuple[bool, str, str]:
    there = data if data.exists() else data.absolute().parent
    if not os.access(there, os.W_OK):
        return False, "data folder", f"{data} cannot be written; name another with --data"
    free = shutil.disk_usage(there).free
    return free > LITTLE, "data folder", f"{data}, {free // 1_000_000:,} MB free"


def _store(config: Config, data: Path) -> tuple[bool, str, str]:
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


def _language_model(config: Config) -> tuple[bool, str, str]:
    wrong = missing(config.language_model)
    asked = f"{config.language_model.model} at {config.language_model.url}"
    return (
        wrong is None,
        "language model",
        wrong
        or (asked if config.language_model.url else "none; unsure messages wait for staff"),
    )


def _speech(config: Config) -> tuple[bool, str, str]:
    wrong = outside.missing(SECTION, config.speech)
    read = f"{config.speech.model} at {config.speech.url}"
    without = "none; staff listen to voice messages"
    return wrong is None, "speech", wrong or (read if config.speech.url else without)


def _recognition(config: Config) -> tuple[bool, str, str]:
    """Looks at a picture for real: a package that is there may still not load."""
    if wrong := looking.missing(config.recognise):
        return False, "recognition", wrong
    if not config.recognise.enabled:
        absent = packages.missing()
        why = f"the packages are not there ({packages.INSTALL})" if absent else "off"
        counts = "every picture counts as a photo of the activity"
        return True, "recognition", f"{why}; {counts}"
    wrong = asyncio.run(wrong_with_looking())
    workers = config.recognise.workers
    loaded = f"models loaded, {workers} worker{'s' if workers > 1 else ''}"
    return wrong is None, "recognition", wrong or loaded


def _fonts(config: Config) -> tuple[bool, str, str]:
    """Those of the bulletin's page come with a package."""
    absent = printing.missing()
    if config.prints and absent:
        return False, "fonts", packages.wanting(KEY, absent)
    ours = "our own, for the bulletin's page"
    return True, "fonts", ours if config.prints else "none needed: bulletins are words"


async def wrong_with_looking(task: str = LOOK) -> str | None:
    """What is wrong with looking; None when a picture of nothing could be looked at."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "grey.bmp"
        file.write_bytes(_grey(640, 480))
        try:
            async with open_pool(Terms(), task) as pool:
                await pool.run(file)
        except PictureError as error:
            return f"looking at a test picture failed ({error.reason}); is memory scarce?"
        except RecogniserError as error:
            return f"{error}; {packages.INSTALL}"
    return None


def _grey(width: int, height: int) -> bytes:
    """A BMP file."""
    size = 3 * width * height
    header = struct.pack("<IHHIIiiHHIIiiII", 54 + size, 0, 0, 54, 40, width, height, *REST)
    return b"BM" + header + bytes([128]) * size


def _zone(config: Config) -> tuple[bool, str, str]:
    now = clock.now()
    fine = now.year >= BUILT
    local = now.astimezone(config.zone)
    return fine, "clock", f"{local:%Y-%m-%d %H:%M} in {config.zone.key}"
