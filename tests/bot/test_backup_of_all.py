"""A backup holds every table, with those of the outside in it."""

import sqlite3
import tarfile
from collections.abc import AsyncIterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

from sqlalchemy import insert

from bot import backup, config
from bot.where import STORE
from handlers.model.people import RoomId
from store import accounts, directory, rooms
from store.db import open_database
from store.rooms import Sighted
from store.tables import MovementRow
from tests.store.made import NOW, SETTING


async def no_pictures() -> AsyncIterator[tuple[str, Path]]:
    for nothing in ():
        yield nothing


def everything(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


async def test_what_is_downloaded_is_the_whole_store(tmp_path: Path):
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/{STORE}")
    moved = {"room": "r1", "person": "p2", "came": True, "at": NOW}
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        await rooms.sight(conn, [Sighted(RoomId("x1"), "web", "新群", 3, "s1", NOW)])
        await accounts.begin(conn, "web", "", NOW)
        await conn.execute(insert(MovementRow), [moved])
    settings = config.load(None, {})
    pieces = [one async for one in backup.whole(settings, tmp_path, no_pictures)]
    await database.close()

    with tarfile.open(fileobj=BytesIO(b"".join(pieces))) as archive:
        archive.extract(STORE, tmp_path / "copy", filter="data")
    copied = everything(tmp_path / "copy" / STORE)
    assert copied == everything(tmp_path / STORE)
    told = "\n".join(copied)
    assert all(
        f'INTO "{name}"' in told for name in ("movements", "sighted_rooms", "channels")
    )
