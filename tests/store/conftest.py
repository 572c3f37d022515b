"""Every test of the store runs on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store.db import Database, open_database
from tests.postgres import postgres_url

__all__ = ["database", "postgres_url", "url"]


@pytest.fixture(
    params=["sqlite", "memory", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    match request.param:
        case "sqlite":
            return f"sqlite+aiosqlite:///{tmp_path}/peiban.db"
        case "memory":
            return "sqlite+aiosqlite:///:memory:"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """An open store with nothing in it."""
    opened = await open_database(url)
    yield opened
    await opened.close()
