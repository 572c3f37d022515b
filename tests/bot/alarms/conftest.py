"""A store on disk for each test: what looks after it reads while others write."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store.db import Database, open_database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path}/store.sqlite")
    yield opened
    await opened.close()
