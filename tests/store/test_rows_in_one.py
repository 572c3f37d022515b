"""Rows gathered into one text say what they said one by one, in each database."""

from sqlalchemy import select

from store import codec, directory
from store.db import Database
from store.in_one_row import gathered
from store.tables import PersonRow, RoomRow
from tests.store.made import SETTING


async def test_nothing_gathered_is_an_empty_list(database: Database):
    async with database.read() as conn:
        text = (
            await conn.execute(select(gathered(conn.dialect.name, RoomRow.id)))
        ).scalar_one()
    assert codec.load_rows(text) == []


async def test_quotes_and_line_ends_survive(database: Database):
    name = '"小何"\n\\ 的 {}'
    async with database.begin() as conn:
        await directory.load_setting(conn, {"people": [{"id": "he", "name": name}]})
        rows = select(gathered(conn.dialect.name, PersonRow.id, PersonRow.name))
        text = (await conn.execute(rows)).scalar_one()
    assert codec.load_rows(text) == [("he", name)]


async def test_people_of_a_lane_are_there_once_and_in_order(database: Database):
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        found = await directory.of_lanes(conn, ["o:guides", "o:cloth"])
        every = await directory.people(conn)
        inside = await directory.memberships(conn)
    for lane, rooms in found.rooms.items():
        there = {one for room in rooms for one in inside.get(room, ())}
        if lane in ("o:guides", "o:cloth"):
            assert dict(found.people.get(lane, {})) == {id_: every[id_] for id_ in there}
            assert list(found.people.get(lane, {})) == sorted(there)
