"""Commands run in a folder of their own, and each test that asks for it has a store."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store import enrol
from store.db import Database, open_database
from tests.store.made import SETTING


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    """An empty one."""
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    yield opened
    await opened.close()


@pytest.fixture
async def everybody(database: Database) -> None:
    """The usual organisations, rooms and people are in it."""
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
