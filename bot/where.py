"""Where the store lies, and where the bot listens unless it is told otherwise."""

from pathlib import Path

from sqlalchemy import URL

from bot.config import Config
from bot.errors import InputError

STORE = "peiban.sqlite"
PORT = 8730


def store_url(config: Config, folder: Path) -> str:
    """The configured database, else a SQLite file in the folder."""
    if config.store_url:
        return config.store_url
    folder.mkdir(parents=True, exist_ok=True)
    file = str(folder / STORE)  # a folder's name may hold "?" and "%"
    return URL.create("sqlite+aiosqlite", database=file).render_as_string()


def existing_store(config: Config, folder: Path) -> str:
    """The configured database, else the file that is there.  Raises: InputError."""
    if not begun(config, folder):
        raise InputError(
            f"there is no store in {folder}; start the bot once, or name its folder"
            " with --data"
        )
    return store_url(config, folder)


def begun(config: Config, folder: Path) -> bool:
    """Whether there is a store; a server's is taken to be there."""
    return bool(config.store_url) or (folder / STORE).is_file()
