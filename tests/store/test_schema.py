"""A database is brought up to date once, and a newer one is left alone."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from store import directory, schema
from store.db import Database, open_database
from store.errors import SchemaTooNew, StoreError
from store.tables import Row
from tests.store.made import SETTING


def differences(connection: Connection) -> list[object]:
    return compare_metadata(MigrationContext.configure(connection), Row.metadata)


async def test_migrations_make_exactly_the_tables(database: Database):
    async with database.read() as conn:
        assert await conn.run_sync(differences) == []


async def test_opening_again_keeps_what_is_there(database: Database, url: str):
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
    if ":memory:" in url:
        pytest.skip("a database in memory is new each time")
    again = await open_database(url)
    async with again.read() as conn:
        assert not await directory.is_empty(conn)
        assert await conn.run_sync(schema.is_newest)
    async with again.begin() as conn:
        await conn.run_sync(schema.upgrade)
    await again.close()


async def test_data_of_a_newer_program_is_left_alone(database: Database, url: str):
    if ":memory:" in url:
        pytest.skip("a database in memory has no past")
    async with database.begin() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match=r"9999, .*: run the newer program"):
        await open_database(url)


async def test_an_unknown_kind_of_database_is_refused():
    with pytest.raises(StoreError, match="'mysql' is not known; write sqlite"):
        await open_database("mysql://host/name")


def test_a_warm_start_does_not_load_alembic(tmp_path: Path):
    program = (
        "import asyncio, sys\n"
        "from store.db import open_database\n"
        "async def main():\n"
        f"    await (await open_database('sqlite+aiosqlite:///{tmp_path}/a.db')).close()\n"
        "asyncio.run(main())\n"
        "print('alembic' in sys.modules)\n"
    )
    loaded = [
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True
        ).stdout
        for _ in range(2)
    ]
    assert loaded == [b"True\n", b"False\n"]
