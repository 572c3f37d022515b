"""Due timers become inbox rows, once each; the clock remembers nothing."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import ticker
from store import inbox, lanes
from store.changes import Changes
from store.db import Database, open_database
from tests.store.made import LANE, NOW

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    async with opened.begin() as conn:
        due = [(LANE, "d1", "settle", NOW), ("r:S", "d2", "again", NOW + MINUTE)]
        await lanes.save(conn, Changes(timers_set=due))
    yield opened
    await opened.close()


async def woken(database: Database) -> list[str]:
    async with database.begin() as conn:
        return [r.inbound.lane for r in await inbox.claim(conn, NOW, 9, timedelta(days=1))]


async def test_nothing_is_woken_early(database: Database):
    assert await ticker.post_due(database, NOW - MINUTE) == 0


async def test_a_lane_is_woken_once_when_its_timer_is_due(database: Database):
    assert await ticker.post_due(database, NOW) == 1
    assert await ticker.post_due(database, NOW + timedelta(seconds=1)) == 0
    assert await woken(database) == [LANE]


async def test_every_lane_that_is_due_is_woken(database: Database):
    assert await ticker.post_due(database, NOW + MINUTE) == 2
    assert await woken(database) == [LANE, "r:S"]


async def test_a_lane_that_was_not_served_is_woken_again_after_an_outage(
    database: Database,
):
    await ticker.post_due(database, NOW)

    assert await ticker.post_due(database, NOW + 9 * MINUTE) == 2
    assert await ticker.post_due(database, NOW + 9 * MINUTE) == 0
