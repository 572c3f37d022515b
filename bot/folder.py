"""The data folder at the start: ours alone, nothing half done in it, and its token."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.config import Config
from bot.demo import Demo
from bot.knowledge.starter import wanting
from bot.owning import own, unwritable
from handlers.model.people import RoomId
from store import directory, enrol, knowledge
from store.db import Database
from store.setting import LOADED

TOKEN = "PEIBAN_TOKEN"  # noqa: S105 -- the name of the variable, not a token
UNFINISHED = "tmp"  # in the data folder: what is gone with the next start


async def settle_in(database: Database, demo: Demo) -> bool:
    """Whether this is the demo's store: an empty one becomes it, one with others' does not."""
    async with database.begin() as conn:
        if await directory.is_empty(conn):
            await enrol.load_setting(conn, demo.setting)
            await knowledge.keep(conn, wanting(await knowledge.entries(conn), LOADED))
            return True
        rooms = await directory.rooms(conn)
    return RoomId(demo.start) in rooms


def secret_of(data: Path) -> str:
    """Of this bot alone, for the word of the week; nobody outside gets to see it."""
    return _kept(data / "secret")


def token_of(config: Config, data: Path) -> str:
    """The environment's, the configured, or one made at the first start and kept."""
    return _given(config) or _kept(data / "token")


def token_file(config: Config, data: Path) -> Path | None:
    """Where it lies; None where the operator gave it."""
    return None if _given(config) else data.absolute() / "token"


def _given(config: Config) -> str:
    return os.environ.get(TOKEN) or config.web_token


def _kept(file: Path) -> str:
    """What lies there, drawn when nothing does; whole or not at all."""
    if not file.exists() or not file.read_text(encoding="utf-8").strip():
        unfinished = file.with_suffix(
            ".new"
        )  # an empty one would open the door to everybody
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(24), encoding="utf-8")
        unfinished.replace(file)
    return file.read_text(encoding="utf-8").strip()


@contextmanager
def own_folder(data: Path) -> Iterator[None]:
    """One bot a folder, nothing half done in it.

    Raises: PeibanError when it cannot be written or is taken.
    """
    with own(data):
        _empty(data)
        yield


def _empty(data: Path) -> None:
    """Throw away what a bot that was killed had in hand; members' words are among it."""
    folder = data / UNFINISHED
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise unwritable(data, error) from error
