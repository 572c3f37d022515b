"""Rooms that wait to be bound: that the bot is there is kept, and nothing more (R10, R14)."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from store import directory, enrol, rooms
from store.db import open_database
from store.rooms import Sighted
from store.tables import InboxRow
from tests.bot.world import AUNT, ROOM, SETTING, STAFF, Ear, World, bind, heard, says
from tests.store.made import NOW


@pytest.fixture
async def world() -> AsyncIterator[World]:
    database = await open_database("sqlite+aiosqlite:///:memory:")
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    yield World(database, Ear(), [])
    await database.close()


async def waiting(world: World) -> list[Sighted]:
    async with world.database.read() as conn:
        return await rooms.sighted(conn)


async def test_where_calls_alone_are_heard_a_call_tells_of_the_room(world: World):
    await world.hear(says("中午吃什么"), says("你是谁", to_us=True))

    [room] = await waiting(world)
    assert (room.room, room.topic, room.members, room.inviter) == (ROOM, "", 0, "")
    assert world.stored == []
    async with world.database.read() as conn:
        assert AUNT not in await directory.people(conn)
    await bind(world)
    assert await waiting(world) == []


async def test_a_call_makes_nothing_forgotten_that_is_known_of_the_room(world: World):
    members = [{"id": AUNT, "name": "陈姨"}]
    joined = heard("room_joined", topic="种花群", inviter=STAFF, members=members)
    await world.hear(joined, says("你是谁", to_us=True))

    [room] = await waiting(world)
    assert (room.topic, room.members, room.inviter) == ("种花群", 1, STAFF)


async def test_who_writes_to_the_bot_alone_makes_no_room_wait(world: World):
    await world.hear(says("你是谁", room=AUNT, to_us=True))

    assert await waiting(world) == []


@pytest.mark.parametrize(("by", "kept"), [(STAFF, STAFF), (AUNT, "")])
async def test_who_brought_the_bot_is_kept_of_staff_alone(world: World, by: str, kept: str):
    await world.hear(heard("room_joined", topic="种花群", inviter=by))

    [room] = await waiting(world)
    assert (room.inviter, room.seen_at) == (kept, NOW)
    async with world.database.read() as conn:
        bodies = [
            str(body) for body in (await conn.execute(select(InboxRow.body))).scalars()
        ]
    assert any(by in body for body in bodies) is (by == STAFF)
