"""What nobody needs any more is not said (R2)."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from store import outbox, outdated
from store.db import Database, open_database
from tests.store.made import NOW, outgoing


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    yield opened
    await opened.close()


async def test_a_complete_record_is_asked_about_no_more(database: Database):
    kept = [
        replace(outgoing("ask", purpose="ask"), draft="d1"),
        replace(outgoing("thanks", purpose="thanks"), draft="d1"),
        replace(outgoing("other", purpose="nudge"), draft="d2"),
    ]
    async with database.begin() as conn:
        await outbox.put(conn, kept)
        await outdated.drop_requests(conn, ["d1"])
        await outdated.drop_requests(conn, [])
        left = await outbox.due(conn, NOW, 9)

    assert [one.outgoing.key for one in left] == ["thanks", "other"]
