"""A member of 企业微信 is erased, whose ids are plain words; others have longer ones (R14)."""

from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import erasing
from bot.channels.wecom import inbound
from bot.channels.wecom.frames import Content, Message
from bot.channels.wecom.ids import ours
from store import directory, enrol
from store.db import Database
from store.erasing import Erasure
from store.inbox import Inbound
from store.media import MediaStore
from store.tables import InboxRow
from tests.bot.world import ROOM, SETTING, Ear, World, bind
from tests.store.made import NOW

WANG, LONGER = ours("zhangwei"), [ours("zhangwei.li"), ours("zhangwei@corp")]
WEB = "zhangwei"


def says(text: str, sender: str, number: int) -> Inbound:
    """As the channel tells it, in a room of the channel that this world has."""
    said = Message(f"m{number}", ROOM, sender, alone=False, at=NOW, content=Content(text))
    row = inbound.message("loudspeaker", inbound.Said(said), "陪伴", NOW)
    return replace(row, body={**row.body, "mentions": []})


@pytest.fixture
async def world(database: Database) -> World:
    """All four are in one room, and speak of each other."""
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
        await enrol.load_setting(conn, {"people": [{"id": WEB, "name": "张伟"}]})
    world = World(database, Ear(), [])
    await bind(world)
    await world.hear(
        says("今天上午在活动室扦插绿萝，来了8个人", WANG, 1),
        says("问zhangwei，也问zhangwei.li", LONGER[0], 2),
        says(f"{WANG}和{LONGER[0]}来了，张伟没来", LONGER[1], 3),
        says("好的", WEB, 4),
    )
    return world


async def erase(world: World, person: str, folder: Path) -> Erasure | None:
    media, receipts = MediaStore(folder / "media"), erasing.Receipts(folder, UTC)
    return await erasing.erase(world.database, media, receipts, person, lambda: NOW)


async def spoken(world: World) -> dict[str, tuple[str | None, str]]:
    wanted = select(InboxRow.external_id, InboxRow.sender, InboxRow.body)
    async with world.database.read() as conn:
        rows = (await conn.execute(wanted.where(InboxRow.kind == "message"))).all()
    return {id_: (sender, body) for id_, sender, body in rows}


async def people(world: World) -> dict[str, str]:
    async with world.database.read() as conn:
        found = await directory.people(conn)
    return {str(id_): person.name for id_, person in found.items()}


async def test_a_member_goes_and_those_with_longer_ids_stay(world: World, tmp_path: Path):
    before = await people(world)

    assert await erase(world, WANG, tmp_path) is not None

    said = await spoken(world)
    assert said["m1"][0] == "gone/1"
    assert "扦插" not in said["m1"][1]
    assert [said[one][0] for one in ("m2", "m3", "m4")] == [*LONGER, WEB]
    assert "问********，也问zhangwei.li" in said["m2"][1]
    assert '"name":"zhangwei.li"' in said["m2"][1]
    assert f"gone/1和{LONGER[0]}来了" in said["m3"][1]
    del before[WANG]
    assert await people(world) == before


async def test_a_web_person_of_the_same_name_goes_alone(world: World, tmp_path: Path):
    before = await people(world)

    assert await erase(world, WEB, tmp_path) is not None

    said = await spoken(world)
    assert [said[one][0] for one in ("m1", "m2", "m3")] == [WANG, *LONGER]
    assert said["m4"][0] == "gone/1"
    assert f"{WANG}和{LONGER[0]}来了，**没来" in said["m3"][1]
    del before[WEB]
    assert before[WANG] == WEB
    assert await people(world) == before
