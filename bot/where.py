"""Where the store lies."""

from pathlib import Path

from sqlalchemy import URL

from bot.config import Config


def store_url(config: Config, folder: Path) -> str:
    """The configured database, else a SQLite file in the folder."""
    if config.store_url:
        return config.store_url
    folder.mkdir(parents=True, exist_ok=True)
    file = str(folder / "peiban.sqlite")  # a folder's name may hold "?" and "%"
    return URL.create("sqlite+aiosqlite", database=file).render_as_string()
