"""Pictures and files: bytes in a folder first, then a row for each (R9)."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from store import files
from store.position import HEAD, may_hold_position, without_position
from store.tables import MediaRow, columns
from store.upsert import insert, insert_or_update


class MediaStatus(StrEnum):
    """missing: it could not be had when it was announced, and is not asked for again."""

    OK = "ok"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What is known of one picture or file.  name: as the sender called it."""

    sha: str
    size: int
    mime: str
    name: str
    status: MediaStatus
    added_at: datetime | None = None


class MediaStore:
    """A folder of content-addressed files: the same picture twice is one file.

    keep_position: whether pictures may say here where they were taken (R14).
    """

    def __init__(self, folder: Path, *, keep_position: bool = False) -> None:
        self._folder = folder
        self._keep_position = keep_position
        self._elsewhere: dict[str, Path] = {}

    def path(self, sha: str) -> Path:
        """Where the bytes are, if they are.  Raises: ValueError for what is no sha256."""
        if len(sha) != files.SHA_LENGTH or not set(sha) <= files.HEX:
            raise ValueError(f"{sha!r} is no sha256 in lower-case hex digits")
        return self._elsewhere.get(sha) or self._folder / sha[:2] / sha

    async def leaving(self, sha: str) -> Path | bytes:
        """What may be handed to others: the file, or its bytes when it says where it was taken.

        Raises: ValueError as `path`.
        """
        return await asyncio.to_thread(_placeless, self.path(sha))  # it may be an older one

    async def keep(
        self, data: bytes | Path, name: str, mime: str, at: datetime | None = None
    ) -> MediaInfo:
        """Keep the bytes, of pictures without position; what `put` is to write down.

        Again changes nothing.  Slow: it waits for the disk, so never inside a transaction.
        data: bytes, or a file that is copied.  Raises: StoreUnavailable without room.
        """
        kept = await asyncio.to_thread(self._keep, data)
        return MediaInfo(kept.sha, kept.size, mime, name, MediaStatus.OK, at)

    async def add_reference(self, conn: AsyncConnection, file: Path, name: str) -> str:
        """Know a file where it lies (replay), as long as this object lives; its sha256.

        A file that is not there is missing, under the sha256 of its name.
        """
        kept = await asyncio.to_thread(files.measure, file)
        info = (
            MediaInfo(kept.sha, kept.size, "", name, MediaStatus.OK)
            if kept
            else MediaInfo(
                sha256(name.encode()).hexdigest(), 0, "", name, MediaStatus.MISSING
            )
        )
        once = insert(conn.dialect, MediaRow).on_conflict_do_nothing(index_elements=["sha"])
        await conn.execute(once, [_row(info)])
        if kept:
            self._elsewhere[info.sha] = file
        return info.sha

    async def info(self, conn: AsyncConnection, sha: str) -> MediaInfo | None:
        """What is known of it; None for what was never added."""
        known = select(*columns(MediaRow)).where(MediaRow.sha == sha)
        row = (await conn.execute(known)).one_or_none()
        if row is None:
            return None
        status = MediaStatus(row.status)
        return MediaInfo(row.sha, row.size, row.mime, row.name, status, row.added_at)

    def _keep(self, data: bytes | Path) -> files.Kept:
        return files.keep(self._folder, data if self._keep_position else _placeless(data))


async def put(conn: AsyncConnection, kept: Iterable[MediaInfo]) -> None:
    """Write down what is kept; what is there already takes the newer name."""
    rows = {info.sha: _row(info) for info in kept}
    if rows:  # always in one order, or two writers wait for each other
        await conn.execute(
            insert_or_update(conn.dialect.name, MediaRow, "sha"),
            [rows[sha] for sha in sorted(rows)],
        )


def _placeless(data: bytes | Path) -> bytes | Path:
    """A picture without its position; a file that says none is left where it lies."""
    if isinstance(data, bytes):
        return without_position(data)
    if not data.is_file():
        return data
    with data.open("rb") as file:
        if not may_hold_position(file.read(HEAD)):
            return data
        file.seek(0)
        whole = file.read()
    cleaned = without_position(whole)
    return data if cleaned == whole else cleaned


def _row(info: MediaInfo) -> dict[str, object]:
    return {
        "sha": info.sha,
        "size": info.size,
        "mime": info.mime,
        "name": info.name,
        "status": info.status.value,
        "added_at": info.added_at,
    }
