"""Somebody who came through WeChat is erased: nothing in the store says their id or a name (R14).

The world is built as it is built by an account: through the listener and the pipeline.
"""

from dataclasses import replace
from datetime import UTC, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import erasing
from store import cases, directory, enrol, outbox
from store.db import Database
from store.erasing import Erasure
from store.inbox import Inbound
from store.media import MediaStore
from store.tables import CaseRow, InboxRow, MovementRow, RoomRow, Row, SightedRow, columns
from tests.bot.world import AUNT, ROOM, SETTING, STAFF, Ear, World, bind
from tests.bot.world import heard as named
from tests.store.made import NOW

LUO, UNBOUND = "wxid_luoge", "99@chatroom"
NAMED = (AUNT, "陈姨", "花开富贵", "扦插绿萝", "发票")  # ids, names, and their words
HERS = {"id": AUNT, "name": "花开富贵"}
HIS = {"id": LUO, "name": "罗哥"}


_numbers = count(1)


def heard(
    kind: str, room: str = ROOM, sender: str | None = None, **body: object
) -> Inbound:
    """An id says nothing of what happened."""
    return replace(named(kind, room, sender, **body), external_id=f"m{next(_numbers)}")


def says(text: str, room: str = ROOM) -> Inbound:
    return heard("message", room, AUNT, text=text, name="陈姨", mentions=[])


@pytest.fixture
async def world(database: Database) -> World:
    """陈姨 in all places in which somebody of the outside can stand, and 罗哥 beside her."""
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    world = World(database, Ear(), [])
    await bind(world, heard)
    await world.hear(
        heard("members_joined", members=[HIS, HERS], inviter=AUNT),
        heard("room", topic="花开富贵、罗哥", members=[HERS, HIS]),
        says("今天上午在活动室扦插绿萝"),
    )
    await world.hear(
        heard(
            "message",
            sender=LUO,
            text=f"@花开富贵 陈姨辛苦了，问问{AUNT}",
            name="罗哥",
            mentions=[AUNT],
            quote=None,
            quoted={"name": "花开富贵", "text": "今天上午在活动室扦插绿萝"},
        ),
        heard("members_left", members=[AUNT], remover=LUO),
        heard("members_joined", members=[HERS], inviter=LUO),
        heard("room_joined", UNBOUND, topic="陈姨、罗哥", inviter=AUNT, members=[HERS]),
        heard("invited", "", invitation="i1", inviter=AUNT, topic="别的群"),
        heard("friend", "", friendship="f1", contact=AUNT, name="陈姨", hello="我是陈姨"),
        says("发票丢了怎么办", room=AUNT),
    )
    return world


async def everything(database: Database) -> str:
    """All rows of all tables."""
    async with database.read() as conn:
        tables = [await conn.execute(select(*columns(row))) for row in Row.__subclasses__()]
        return "\n".join(str(tuple(row)) for table in tables for row in table)


async def erase(world: World, folder: Path) -> Erasure | None:
    media, receipts = MediaStore(folder / "media"), erasing.Receipts(folder, UTC)
    return await erasing.erase(world.database, media, receipts, AUNT, lambda: NOW)


async def test_a_dump_of_the_whole_store_names_them_nowhere(world: World, tmp_path: Path):
    before = await everything(world.database)
    assert [one for one in NAMED if one not in before] == []

    erased = await erase(world, tmp_path)

    after = await everything(world.database)
    assert [one for one in NAMED if one in after] == []
    files = [file for file in tmp_path.glob("peiban.db*") if file.is_file()]
    assert [
        (file.name, one)
        for file in files
        for one in NAMED
        if one.encode() in file.read_bytes()
    ] == []
    assert erased is not None
    assert erased.counts["messages"] == 2
    assert erased.counts["alone"] >= 2
    assert erased.counts["moved"] >= 4
    assert erased.counts["named"] >= 3


async def test_nothing_of_others_is_damaged(world: World, tmp_path: Path):
    await erase(world, tmp_path)

    async with world.database.read() as conn:
        people = await directory.people(conn)
        his = select(InboxRow.body).where(InboxRow.sender == LUO)
        [said] = (await conn.execute(his)).scalars()
        names = dict((await conn.execute(select(RoomRow.id, RoomRow.name))).all())
        moved = (await conn.execute(select(MovementRow.person, MovementRow.came))).all()
        sighted = (await conn.execute(select(SightedRow.topic, SightedRow.inviter))).all()
    assert {one.name for one in people.values()} == {"小周", "罗哥"}
    assert "@**** **辛苦了，问问gone/1" in said
    assert names == {"S": "社造团队", ROOM: "****、罗哥"}
    assert [came for who, came in moved if who == "gone/1"] == [True, False, True]
    assert (LUO, True) in moved
    assert sighted == [("**、罗哥", "")]


async def test_what_they_asked_alone_waits_for_nobody(world: World, tmp_path: Path):
    await erase(world, tmp_path)

    async with world.database.read() as conn:
        asked = select(CaseRow.closed_at).where(CaseRow.room.startswith("gone/"))
        ended = (await conn.execute(asked)).scalars().all()
        due = await outbox.due(conn, NOW + timedelta(days=2), 99, (), "loudspeaker")
        listed = await cases.newest(conn, 9)
    assert ended
    assert None not in ended
    assert len(listed) >= len(ended)
    assert {one.outgoing.room for one in due} <= {ROOM, ""}


async def test_a_second_time_there_is_nobody(world: World, tmp_path: Path):
    await erase(world, tmp_path)
    after = await everything(world.database)

    assert await erase(world, tmp_path) is None
    assert await everything(world.database) == after


async def test_the_bot_goes_on_after_it(world: World, tmp_path: Path):
    await erase(world, tmp_path)
    await world.hear(heard("message", sender=LUO, text="明天下午修剪月季", name="罗哥"))
    await world.hear(heard("room_joined", UNBOUND, topic="新群", inviter=STAFF))

    async with world.database.read() as conn:
        states = select(InboxRow.status).where(InboxRow.status != 1)
        assert (await conn.execute(states)).scalars().all() == []
