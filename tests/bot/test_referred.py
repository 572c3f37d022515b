"""What a batch refers to: no more is looked up than somebody wants to see."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot import config, referred
from bot.pipeline import Pipeline
from handlers.model.admission import LeaveRoom
from store import directory, enrol, inbox, rooms
from store.db import Database, open_database
from store.inbox import Inbound, Waiting
from tests.store.made import NOW, SETTING, message


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    """With a question of 钱叔 that waits."""
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    async with opened.begin() as conn:
        await enrol.load_setting(conn, SETTING)
        await inbox.put(conn, [message("m1", "材料费能报销吗？", sender="p2")])
    pipeline = Pipeline(opened, config.load(None, {}), lambda: NOW)
    while await pipeline.step():
        pass
    yield opened
    await opened.close()


async def cards(database: Database, inbound: Inbound) -> referred.Cards:
    async with database.read() as conn:
        return await referred.load(conn, [Waiting(9, inbound, 1)])


@pytest.mark.parametrize(("room", "seen"), [("S", 1), ("L", 0)])
async def test_only_staff_see_the_list(database: Database, room: str, seen: int):
    asked = replace(message("m2", "待办"), room=room, lane=f"r:{room}", sender="s1")

    assert len((await cards(database, asked)).cases) == seen


async def test_of_the_people_those_who_asked_are_looked_up(database: Database):
    answer = replace(message("m2", "#1 可以"), room="S", lane="r:S", sender="s1")

    found = await cards(database, answer)

    assert found.askers.keys() == {"p2"}
    assert (await cards(database, message("m3", "#1 可以"))).askers == {}


async def test_where_others_will_read_it_the_room_of_the_asker_is_known(
    database: Database,
):
    learnt = replace(message("m2", "#1 记下：都能报"), room="S", lane="r:S", sender="s1")

    async with database.read() as conn:
        [asked] = (await cards(database, learnt)).questions
        there = {one.id for one in await directory.members(conn, asked.room)}

    assert (await cards(database, learnt)).askers.keys() == there > {"p2"}


@pytest.mark.parametrize(
    ("text", "quote", "meant"),
    [
        ("1 可以报", None, (1,)),
        ("1：可以报", None, (1,)),
        ("1 可以报", "m0", ()),
        ("1：可以报", "m0", (1,)),
        ("1 张发票就够了", None, None),
    ],
)
async def test_a_number_may_be_that_of_a_card_that_waits(
    database: Database, text: str, quote: str | None, meant: tuple[int, ...] | None
):
    said = replace(message("m2", text), room="S", lane="r:S", sender="s1")
    said = replace(said, body={**said.body, "quote": quote})

    quoted = (await cards(database, said)).quoted.get(9)

    assert (quoted.cases if quoted else None) == meant


async def test_a_group_that_the_bot_has_left_is_told_nothing(database: Database):
    answer = replace(message("m2", "#1 发给大家"), room="S", lane="r:S", sender="s1")
    [asked] = (await cards(database, answer)).questions
    assert (await cards(database, answer)).gone == frozenset()
    told = {one.room for one in (await cards(database, answer)).addressees}

    async with database.begin() as conn:
        await rooms.leave(conn, LeaveRoom(asked.room, NOW))
    after = await cards(database, answer)

    assert after.gone == {asked.room}
    assert told - {one.room for one in after.addressees} == {asked.room}
