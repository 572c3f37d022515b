"""Rooms out of which the bot was put while it was away: nobody tells it (R9)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.account import AccountState
from handlers.model.admission import BindRoom, LeaveRoom
from handlers.model.people import Purpose, Room, RoomId
from store import rooms
from tests.channels.wechaty.bench import QUICK, ROOM, Bench, garden
from tests.peers.waiting import until
from tests.peers.wechat_world import World
from tests.store.made import NOW

POND = "pond@chatroom"


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """Logged out; of two rooms the garden is bound."""
    async with garden(tmp_path, replace(QUICK, again=0.1)) as made:
        await made.wechat.room(POND, "池塘", ["bot", "rose"])
        await made.row("room")
        async with made.database.begin() as conn:
            bound = Room(RoomId(ROOM), "种花", Purpose.LEADERS, channel="wechaty")
            await rooms.bind(conn, BindRoom(bound))
        await made.wechat.logout()
        await made.stands(AccountState.DISCONNECTED)
        yield made


def world(bench: Bench) -> World:
    return bench.python().world


async def lists(bench: Bench, count: int) -> None:
    """Until the gateway was asked for its rooms so many times since the first login."""
    await until(lambda: world(bench).lists > count)


async def looked_at_all(bench: Bench) -> None:
    """After whatever was to be told of rooms before."""
    told = len(bench.of_kind("room"))
    await bench.wechat.room(f"new{told}@chatroom", "新群", ["bot", "rose"])
    await bench.wechat.login()
    await bench.row("room", told + 1)


async def back_again(bench: Bench) -> None:
    await bench.wechat.login()
    await bench.online()


async def test_who_was_put_out_is_told_once_after_a_second_look(bench: Bench):
    del world(bench).known[ROOM]
    await back_again(bench)

    left = await bench.row("left")
    assert (left.room, left.lane, left.body) == (ROOM, ROOM, {"room": ROOM})
    assert world(bench).lists >= 3
    async with bench.database.begin() as conn:
        await rooms.leave(conn, LeaveRoom(RoomId(ROOM), NOW))
    await looked_at_all(bench)
    assert len(bench.of_kind("left")) == 1


async def test_a_room_that_is_known_with_others_in_it_alone_was_left(bench: Bench):
    world(bench).unlisted.add(ROOM)
    world(bench).known[ROOM].members.remove("bot")
    await back_again(bench)

    assert (await bench.row("left")).room == ROOM


async def test_a_list_that_lacks_rooms_throws_us_out_of_none(bench: Bench):
    world(bench).unlisted.add(ROOM)
    await back_again(bench)
    await lists(bench, 2)
    await looked_at_all(bench)

    assert bench.of_kind("left") == []


async def test_a_room_that_the_second_list_has_again_was_not_left(bench: Bench):
    garden_ = world(bench).known.pop(ROOM)
    await back_again(bench)
    await lists(bench, 1)
    world(bench).known[ROOM] = garden_
    await lists(bench, 2)
    await looked_at_all(bench)

    assert bench.of_kind("left") == []


async def test_an_empty_list_tells_nothing(bench: Bench):
    known = dict(world(bench).known)
    world(bench).known.clear()
    await back_again(bench)
    await lists(bench, 1)
    world(bench).known |= known
    await looked_at_all(bench)

    assert bench.of_kind("left") == []
