"""A full disk, a read-only folder, a busy file: said in words, and nothing half-written."""

import asyncio
import contextlib
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store import inbox
from store.db import Database, open_database
from store.errors import StoreUnavailable
from store.media import MediaStore
from tests.bad_input.disk import mounted
from tests.store.made import message

MEGABYTE = 1 << 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    with mounted(tmp_path / "disk", "size=3m") as folder:
        yield folder


async def count(database: Database) -> int:
    async with database.read() as conn:
        return await inbox.waiting_count(conn)


async def put(database: Database, *ids: str, words: str = "") -> None:
    async with database.begin() as conn:
        await inbox.put(conn, [message(id_, words and f"{words}{id_}") for id_ in ids])


async def test_a_full_disk_keeps_nothing_of_the_batch_and_works_again_with_room(
    small_disk: Path,
):
    database = await open_database(f"sqlite+aiosqlite:///{small_disk}/a.db")
    await put(database, "before")
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * MEGABYTE)
    with pytest.raises(StoreUnavailable, match=r"a\.db' is full: make room"):
        await put(database, *map(str, range(50)), words="x" * 100_000)
    assert await count(database) == 1
    ballast.unlink()
    await put(database, "after")
    assert await count(database) == 2
    await database.close()


async def test_a_full_disk_keeps_no_half_picture(small_disk: Path):
    media = MediaStore(small_disk / "media")
    with pytest.raises(StoreUnavailable, match="the disk is full: make room"):
        await media.keep(b"x" * 4 * MEGABYTE, "a.jpg", "image/jpeg")
    assert files_in(small_disk) == []


def files_in(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def forbid_writing(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


async def test_a_read_only_disk_is_named(small_disk: Path):
    url = f"sqlite+aiosqlite:///{small_disk}/a.db"
    database = await open_database(url)
    await put(database, "before")
    await database.close()
    forbid_writing(small_disk)
    with pytest.raises(StoreUnavailable, match=r"a\.db' cannot be (opened|written): "):
        await open_database(url)
    with pytest.raises(StoreUnavailable, match="the disk is read-only"):
        await MediaStore(small_disk).keep(b"x", "a.jpg", "image/jpeg")


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(
        StoreUnavailable, match=r"gone/a\.db' cannot be opened: does its folder"
    ):
        await open_database(f"sqlite+aiosqlite:///{tmp_path}/gone/a.db")


async def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    (tmp_path / "a.db").write_text("words " * 1000)
    with pytest.raises(StoreUnavailable, match=r"a\.db' is no SQLite database"):
        await open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db")


async def test_a_database_that_another_process_keeps_is_named(tmp_path: Path):
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db")
    async with database.begin() as conn:
        await conn.exec_driver_sql("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="is locked by another process"):
        await put(database, "a")
    other.close()
    await put(database, "a")
    assert await count(database) == 1
    await database.close()


async def test_a_server_that_is_not_running_is_named():
    with pytest.raises(StoreUnavailable, match=r"'127\.0\.0\.1/x' cannot be reached"):
        await open_database("postgresql+asyncpg://u@127.0.0.1:1/x")


@pytest.mark.postgres
async def test_a_database_that_the_server_does_not_have_is_named(postgres_url: str):
    with pytest.raises(StoreUnavailable, match="does not exist: create it"):
        await open_database(postgres_url.replace("@/", "@/no"))


@pytest.mark.postgres
async def test_a_connection_cut_by_the_server_is_named_and_the_next_one_works(
    postgres_url: str,
):
    database = await open_database(postgres_url)
    with pytest.raises(StoreUnavailable):
        await cut_off(database)
    await put(database, "a")
    assert await count(database) == 1
    await database.close()


async def cut_off(database: Database) -> None:
    async with database.begin() as conn:
        await inbox.put(conn, [message("lost")])
        await conn.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        await conn.execute(text("SELECT 1"))


async def test_an_error_in_a_transaction_keeps_nothing_of_it(database: Database):
    with pytest.raises(RuntimeError, match="handler"):
        await fail_after_writing(database)
    assert await count(database) == 0
    await put(database, "a")


async def fail_after_writing(database: Database) -> None:
    async with database.begin() as conn:
        await inbox.put(conn, [message("lost")])
        raise RuntimeError("a bug in a handler")


async def test_a_broken_statement_is_a_bug_and_stays_one(database: Database):
    with pytest.raises(DBAPIError):
        async with database.begin() as conn:
            await conn.execute(text("SELECT nothing FROM nowhere"))


async def test_a_reader_does_not_wait_for_the_writer(database: Database):
    async with database.begin() as conn:
        await inbox.put(conn, [message("a")])
        assert await count(database) in {0, 1}
    assert await count(database) == 1


@pytest.mark.parametrize("after", [0, 0.0005, 0.001, 0.002, 0.005])
async def test_a_cancelled_transaction_keeps_nothing_and_blocks_nobody(
    database: Database, after: float
):
    await put(database, "before")
    task = asyncio.create_task(put(database, *map(str, range(200)), words="x" * 1000))
    await asyncio.sleep(after)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert await count(database) in {1, 201}
    await put(database, "after")
    assert await count(database) in {2, 202}
