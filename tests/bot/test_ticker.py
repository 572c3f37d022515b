"""Due timers become inbox rows, once each; the clock remembers nothing."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot import ticker
from handlers.model.case import Case, CaseKind
from handlers.model.effects import CloseCase, SetReminder
from handlers.model.people import RoomId
from store import cases, enrol, inbox, lanes
from store.changes import Changes
from store.db import Database, open_database
from tests.store.made import LANE, NOW, SETTING

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


QUESTION = Case(CaseKind.QUESTION, "q1", RoomId("r1"), NOW)


async def reminded(database: Database, now: datetime) -> list[str]:
    """The kinds of what is posted, beside timers."""
    await ticker.post_due(database, now, reminders=True)
    async with database.begin() as conn:
        claimed = await inbox.claim(conn, now, 9, timedelta(days=1))
        await inbox.mark_handled(conn, [row.id for row in claimed], now)
    return [row.inbound.lane for row in claimed if row.inbound.kind == "remind"]


async def test_staff_hear_of_a_case_when_it_is_new_and_when_it_is_due(database: Database):
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
        numbers = await cases.put(conn, [(LANE, QUESTION)])
    assert await reminded(database, NOW - MINUTE) == []
    assert await reminded(database, NOW) == ["r:S"]
    assert await reminded(database, NOW + MINUTE / 2) == []  # the same moment

    async with database.begin() as conn:
        await cases.remind(conn, [SetReminder(numbers["q1"], NOW + 9 * MINUTE, 0)])
    assert await reminded(database, NOW + 8 * MINUTE) == []
    assert await reminded(database, NOW + 9 * MINUTE) == ["r:S"]

    async with database.begin() as conn:
        await cases.remind(conn, [SetReminder(numbers["q1"], None, 3)])
        assert await cases.next_reminder(conn) is None
    assert await reminded(database, NOW + 99 * MINUTE) == []


async def test_nobody_hears_of_a_case_that_has_ended_or_where_staff_have_no_room(
    database: Database,
):
    async with database.begin() as conn:
        await cases.put(conn, [(LANE, QUESTION)])
    assert await reminded(database, NOW) == []

    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
        await cases.close(conn, [CloseCase("q1", NOW + MINUTE)])
    assert await reminded(database, NOW + MINUTE) == []


async def test_reminders_are_posted_only_where_they_are_wanted(database: Database):
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
        await cases.put(conn, [(LANE, QUESTION)])
    assert await ticker.post_due(database, NOW) == 1  # the timer alone
