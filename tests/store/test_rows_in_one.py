"""Rows gathered into one text say what they said one by one, in each database."""

import pytest
from sqlalchemy import event, select

from handlers.model.people import PersonId
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


async def test_several_former_names_make_nobody_several(database: Database):
    names = ("甲一", "甲二", "甲三")
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        for name in names:
            him = {"id": "p1", "name": name, "role": "leader"}
            await directory.load_setting(conn, {"people": [him]})
        found = await directory.of_lanes(conn, ["o:guides"])
        inside = await directory.members(conn, "r1")
    assert found.people["o:guides"][PersonId("p1")].names == (
        "甲三",
        "甲一",
        "甲二",
        "赵姐",
    )
    assert list(found.people["o:guides"].values()) == inside


async def test_no_member_of_a_lane_is_looked_up_alone(database: Database, url: str):
    if not url.startswith("sqlite"):
        pytest.skip("another planner")
    reads: list[tuple[str, object]] = []

    def note(*executed: object) -> None:
        reads.append((str(executed[2]), executed[3]))

    event.listen(database._reader.sync_engine, "before_cursor_execute", note)
    async with database.read() as conn:
        await directory.of_lanes(conn, ["o:guides", "o:cloth"])
        asked = tuple(reads)
        for statement, values in asked:
            plan = await conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            assert "CORRELATED" not in str(plan.all())
    assert any("former_names" in statement for statement, _ in asked)
