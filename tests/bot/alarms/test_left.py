"""Where the bot is no more nobody is missed (R9)."""

from collections.abc import AsyncIterator

import pytest

from handlers.model.admission import LeaveRoom
from handlers.model.people import RoomId
from store import alarms, rooms
from store.db import Database
from tests.bot.alarms.hook import Hook, hook
from tests.bot.alarms.placed import (
    CONNECTED,
    DAY,
    MINUTE,
    SLOWLY,
    Station,
    configured,
    furnish,
    one,
    talk,
)
from tests.bot.alarms.test_watch import EIGHT, post


@pytest.fixture
async def server() -> AsyncIterator[Hook]:
    async with hook() as opened:
        yield opened


async def leave(database: Database, room: str, station: Station) -> None:
    async with database.begin() as conn:
        await rooms.leave(conn, LeaveRoom(RoomId(room), station.at))


async def listening(database: Database, server: Hook) -> Station:
    """To two rooms that always talked, and do no more."""
    await furnish(database)
    await talk(database, ["r1", "r2"], EIGHT - 20 * DAY, 20, 5 * MINUTE)
    station = Station(database, configured(server.url), EIGHT)
    station.becomes(CONNECTED, ago=DAY)
    return station


async def test_rooms_that_were_left_are_not_silent(database: Database, server: Hook):
    station = await listening(database, server)
    for room in ("r1", "r2"):
        await leave(database, room, station)
    await station.look(180 * MINUTE, SLOWLY)

    assert server.taken == []


async def test_the_alarm_of_a_room_ends_without_a_word_when_it_is_left(
    database: Database, server: Hook
):
    station = await listening(database, server)
    for number in range(18):
        await post(database, one(f"alive{number}", station.at, "r2"))
        await station.look(10 * MINUTE, SLOWLY)
    told = server.titles
    await leave(database, "r1", station)
    await station.look(2 * MINUTE)

    assert server.titles == told == ["陪伴：群“导览大群”反常地安静"]
    async with database.read() as conn:
        assert [one.open for one in await alarms.all_(conn)] == [False]
