"""Who comes into a bound room is told once, however early they speak (D1, R14)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.ticker import post_due
from store import directory, enrol, inbox, outbox
from store.db import open_database
from store.inbox import Inbound
from store.tables import MovementRow
from tests.bot.world import AUNT, ROOM, SETTING, STAFF, Ear, World, heard, says
from tests.store.made import NOW

NEW, BESIDE = "wx9", "99@chatroom"
LATER = NOW + timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """花友会 has two rooms; in the second is somebody who is in the first no more."""
    setting = {
        **SETTING,
        "rooms": [
            *SETTING["rooms"],
            {"id": ROOM, "name": "种花群", "purpose": "organisation"},
            {"id": BESIDE, "name": "骨干群", "purpose": "organisation"},
        ],
        "people": [
            *SETTING["people"],
            {"id": AUNT, "name": "陈姨", "role": "member", "rooms": [BESIDE]},
        ],
    }
    for room in setting["rooms"][1:]:
        room["organisation"] = "garden"
    database = await open_database("sqlite+aiosqlite:///:memory:")
    async with database.begin() as conn:
        await enrol.load_setting(conn, setting)
    yield World(database, Ear(), [])
    await database.close()


def comes(*people: str, **names: str) -> Inbound:
    members = [{"id": one, "name": names.get(one, "")} for one in people]
    return heard("members_joined", members=members, inviter=STAFF)


def speaks(who: str, name: str = "老赵", at=LATER) -> Inbound:
    said = says("大家好", sender=who)
    return replace(said, at=at, received_at=at, body=said.body | {"name": name})


async def movements(world: World) -> list[tuple[str, bool]]:
    async with world.database.read() as conn:
        moved = select(MovementRow.person, MovementRow.came).order_by(MovementRow.id)
        return [(who, came) for who, came in await conn.execute(moved)]


async def inside(world: World) -> dict[str, str]:
    """Who is in the room, by the name they go by."""
    async with world.database.read() as conn:
        return {one.id: one.name for one in await directory.members(conn, ROOM)}


async def welcomes(world: World) -> list[str]:
    """What newcomers are told, an hour later."""
    await post_due(world.database, NOW + HOUR)
    await world.handle(NOW + HOUR)
    async with world.database.read() as conn:
        due = await outbox.due(conn, NOW + timedelta(days=2), 99)
    told = [one.outgoing for one in due]
    return [one.text for one in told if one.prompt == "privacy/newcomer"]


async def test_one_without_a_name_takes_nobody_with_them(world: World):
    everybody = [{"id": NEW, "name": ""}, {"id": "wx8", "name": "钱叔"}]
    await world.hear(heard("room", topic="种花群", members=everybody))

    assert await inside(world) == {NEW: NEW, "wx8": "钱叔"}
    async with world.database.read() as conn:
        assert await inbox.parked(conn) == []
    await world.hear(comes("wx7"))
    assert (await inside(world))["wx7"] == "wx7"


async def test_who_had_no_name_gets_it_with_their_first_words(world: World):
    await world.hear(comes(NEW))
    await world.hear(speaks(NEW, name=""))
    before = (await inside(world))[NEW]
    await world.hear(speaks(NEW, at=LATER + HOUR))
    await world.hear(speaks(NEW, name="别名", at=LATER + 2 * HOUR))

    assert (before, (await inside(world))[NEW]) == (NEW, "老赵")
    [told] = await welcomes(world)
    assert told.startswith("欢迎老赵！")


async def test_who_is_not_named_yet_is_welcomed_without_the_id(world: World):
    await world.hear(comes(NEW))

    [told] = await welcomes(world)
    assert NEW not in told


@pytest.mark.parametrize("together", [True, False])
async def test_a_newcomer_who_speaks_at_once_is_new_all_the_same(
    world: World, *, together: bool
):
    rows = comes(NEW, wx9="老赵"), speaks(NEW)
    if together:
        await world.hear(*rows)
    else:  # stored, and not handled before the words are stored too
        for row in rows:
            await world.store(row)
        await world.handle()

    assert await movements(world) == [(NEW, True)]
    assert len(await welcomes(world)) == 1


async def test_who_spoke_before_they_came_again_is_not_new(world: World):
    await world.hear(speaks(NEW, at=NOW - HOUR))
    await world.hear(comes(NEW))

    assert await movements(world) == [(NEW, True)]
    assert await welcomes(world) == []


async def test_whoever_is_known_next_door_is_not_new(world: World):
    await world.hear(comes(AUNT), speaks(AUNT))

    assert await movements(world) == [(AUNT, True)]
    assert await welcomes(world) == []
