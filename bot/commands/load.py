"""`load`: who and what there is, from a setting (contracts.md)."""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bot.commands import options as common
from bot.commands.noting import note
from bot.config import Config
from bot.errors import InputError
from bot.where import store_url
from store import enrol
from store.db import open_database
from store.unread import unread


def arguments(parser: argparse.ArgumentParser) -> None:
    """The setting's file."""
    parser.add_argument(
        "setting", type=Path, help="JSON: the setting, bare or under `setting`"
    )
    common.add(parser)


def run(options: argparse.Namespace) -> int:
    """Create or update; a second time changes nothing.  Keys that nobody reads are named."""
    setting = _read(options.setting)
    counts = asyncio.run(_load(common.read(options), options.data, setting))
    sys.stderr.writelines(f"{line}\n" for line in unread(setting))
    sys.stdout.write(
        f"organisations {counts.organisations}, rooms {counts.rooms},"
        f" people {counts.people}, knowledge {counts.knowledge}\n"
    )
    return 0


async def _load(config: Config, data: Path, setting: dict[str, object]) -> enrol.Counts:
    database = await open_database(store_url(config, data))
    try:
        async with database.begin() as conn:
            counts = await enrol.load_setting(conn, setting)
            await note(conn, "store.loaded", **asdict(counts))
            return counts
    finally:
        await database.close()


def _read(path: Path) -> dict[str, object]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} is no JSON file that can be read: {error}") from error
    if isinstance(value, dict) and isinstance(value.get("setting"), dict):
        value = value["setting"]
    if not isinstance(value, dict):
        raise InputError(f"{path} must hold a JSON object: organisations, rooms, people …")
    return value
