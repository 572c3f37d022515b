"""Copies of the store, made while the bot runs; of SQLite, PostgreSQL has pg_dump.

Each day's holds the store and the settings.  What is downloaded holds the pictures too,
and goes out as it is read: it never lies on the disk a second time.
"""

import asyncio
import logging
import os
import re
import sqlite3
import tarfile
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from bot.background import running
from bot.config import Config
from bot.config_kept import FILE
from bot.errors import PeibanError, describe
from bot.where import STORE, store_url

log = logging.getLogger(__name__)

FOLDER = "backups"
NAMED = re.compile(r"peiban-(\d{8}-\d{6})\.tar\.gz")
TIME = "%Y%m%d-%H%M%S"  # UTC: in no zone does an hour come twice
CHUNK = 1 << 20
LOOK_EVERY = timedelta(minutes=1)
FIRST_AFTER = timedelta(hours=1)  # a bot that runs by day alone has a backup too


@dataclass(frozen=True, slots=True)
class Backup:
    """One that is there."""

    name: str
    at: datetime
    size: int


def possible(config: Config) -> bool:
    """Whether the store is a file of ours."""
    return not config.store_url.startswith("postgresql")


def there(data: Path) -> Sequence[Backup]:
    """The newest first."""
    found = [(file, NAMED.fullmatch(file.name)) for file in (data / FOLDER).glob("*")]
    backups = [
        Backup(file.name, _time(match[1]), file.stat().st_size)
        for file, match in found
        if match
    ]
    return sorted(backups, key=lambda one: one.at, reverse=True)


async def make(config: Config, data: Path, now: datetime) -> Backup:
    """One more, whole or not at all; the oldest go.  Raises: PeibanError."""
    try:
        return await asyncio.to_thread(_make, config, data, now)
    except (OSError, sqlite3.Error) as error:
        raise PeibanError(
            f"no backup in {data / FOLDER} ({describe(error)}); is the disk full?"
        ) from error


async def whole(
    config: Config, data: Path, pictures: Callable[[], AsyncIterator[tuple[str, Path]]]
) -> AsyncIterator[bytes]:
    """A tar of store, settings and pictures, piece by piece.

    pictures: sha256 and place of each; asked for when the store is copied, so that none
    that the copy names is left out.
    """
    with TemporaryDirectory(dir=data) as folder:
        store = Path(folder) / STORE
        await asyncio.to_thread(_copy, _source(config, data), store)
        async for piece in _member(STORE, store):
            yield piece
    async for piece in _member(FILE, data / FILE):
        yield piece
    async for sha, file in pictures():
        async for piece in _member(f"media/{sha[:2]}/{sha}", file):
            yield piece
    yield bytes(2 * tarfile.BLOCKSIZE)


def next_at(config: Config, now: datetime) -> datetime | None:
    """When the next of each day's is due; None where there are none."""
    if config.backup.at is None or not possible(config):
        return None
    return _last_moment(config, now) + timedelta(days=1)


def is_due(config: Config, data: Path, now: datetime, since: datetime) -> bool:
    """since: when the bot was started."""
    if next_at(config, now) is None:
        return False
    newest = next(iter(there(data)), None)
    if newest is None:
        return now - since >= FIRST_AFTER
    return newest.at < _last_moment(config, now)


def daily(
    config: Config, data: Path, now: Callable[[], datetime]
) -> AbstractAsyncContextManager[None]:
    """Makes one each day at its time, as long as the block lasts."""
    return running(_daily(config, data, now), "backup")


async def _daily(config: Config, data: Path, now: Callable[[], datetime]) -> None:
    since = now()
    while True:
        await asyncio.sleep(LOOK_EVERY.total_seconds())
        if is_due(config, data, now(), since):
            try:
                made = await make(config, data, now())
            except PeibanError as error:
                log.error("backup failed", extra={"error": str(error)})  # noqa: TRY400
            else:
                log.info("backup made", extra={"bytes": made.size})


def _make(config: Config, data: Path, now: datetime) -> Backup:
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"peiban-{now.astimezone(UTC):{TIME}}.tar.gz"
    with TemporaryDirectory(dir=folder) as place:
        store, unfinished = Path(place) / STORE, Path(place) / file.name
        _copy(_source(config, data), store)
        with tarfile.open(unfinished, "w:gz", compresslevel=6) as archive:
            archive.add(store, STORE)
            if (data / FILE).is_file():
                archive.add(data / FILE, FILE)
        unfinished.chmod(0o600)
        unfinished.replace(file)
    _forget(folder, there(data)[config.backup.keep :])
    return Backup(file.name, now, file.stat().st_size)


def _forget(folder: Path, old: Iterable[Backup]) -> None:
    for one in old:
        (folder / one.name).unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Consistent, while others write."""
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def _source(config: Config, data: Path) -> Path:
    return Path(make_url(store_url(config, data)).database or "")


async def _member(name: str, file: Path) -> AsyncIterator[bytes]:
    """Header, bytes and padding; nothing for a file that is not there."""
    try:
        opened = await asyncio.to_thread(file.open, "rb")
    except FileNotFoundError:
        return
    with opened:
        status = os.fstat(opened.fileno())
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = status.st_size, 0o600, int(status.st_mtime)
        yield info.tobuf(tarfile.GNU_FORMAT)
        left = info.size
        while left and (piece := await asyncio.to_thread(opened.read, min(CHUNK, left))):
            left -= len(piece)
            yield piece
        yield bytes(left + -info.size % tarfile.BLOCKSIZE)


def _last_moment(config: Config, now: datetime) -> datetime:
    """The newest moment, not later than now, at which one is due."""
    local = now.astimezone(config.zone)
    at = datetime.combine(
        local.date(), config.backup.at or datetime.min.time(), config.zone
    )
    return at if at <= local else at - timedelta(days=1)


def _time(text: str) -> datetime:
    return datetime.strptime(text, TIME).replace(tzinfo=UTC)
