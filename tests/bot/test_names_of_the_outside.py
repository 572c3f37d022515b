"""A telephone number in somebody's name, or in a group's, is shown nowhere (R14)."""

from itertools import product

import pytest
from sqlalchemy import select

from store import enrol, rooms
from store.db import open_database
from store.tables import InboxRow, Row, columns
from tests.bot.world import ROOM, SETTING, STAFF, WORD, Ear, World, heard

NUMBERS = ("13900001111", "139-0000-1111", "010-62345678", "62345678", "400-800-1234")
SHAPES = ("{}修水管", "老赵 {}", "{}")
NAMES = [shape.format(number) for number, shape in product(NUMBERS, SHAPES)]


@pytest.mark.parametrize("name", NAMES)
async def test_no_row_but_what_was_heard_has_the_number(name: str):
    database = await open_database("sqlite+aiosqlite:///:memory:")
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    world = World(database, Ear(), [])
    member = {"id": "wx1", "name": name}
    wanted = {"friendship": "f1", "contact": "wx3", "name": name, "received": True}
    await world.hear(
        heard("room_joined", "77@chatroom", topic=name, inviter=STAFF),
        heard("room_joined", topic=name, inviter=STAFF),
        heard("message", sender=STAFF, text="@陪伴 绑定 花友会", mentions=["bot"]),
        heard("friend", "", hello=WORD, **wanted),
    )
    await world.hear(
        heard("room", topic=name, members=[member]),
        heard("members_joined", members=[member | {"id": "wx4"}]),
        heard("message", sender="wx2", text="大家好", name=name, mentions=[]),
        heard("topic", topic=f"{name}群"),
    )
    await world.hear(heard("message", "wx1", "wx1", text="在吗", name=name, mentions=[]))

    tables = [row for row in Row.__subclasses__() if row is not InboxRow]
    async with database.read() as conn:
        found = [await conn.execute(select(*columns(row))) for row in tables]
        stored = str([tuple(row) for table in found for row in table])
        [waits] = await rooms.sighted(conn)
        bound = await rooms.lanes(conn, [ROOM])
    await database.close()
    assert name not in stored
    assert not any(number in stored for number in NUMBERS)
    assert "*" in waits.topic
    assert bound
