"""A setting creates or updates who is in the room, and says what is wrong with it."""

import copy

import pytest

from handlers.model.people import Role, Room, RoomKind
from store import directory, knowledge
from store.db import Database
from store.directory import Counts
from store.errors import SettingError
from tests.store.made import SETTING


async def load(database: Database, setting: dict[str, object]) -> Counts:
    async with database.begin() as conn:
        return await directory.load_setting(conn, setting)


async def everything(database: Database) -> list[object]:
    async with database.read() as conn:
        return [
            await directory.rooms(conn),
            await directory.people(conn),
            await directory.organisations(conn),
            await knowledge.entries(conn),
            [await directory.members(conn, room) for room in ("r1", "r2", "r3", "L", "S")],
        ]


async def test_a_setting_is_read_back(database: Database):
    async with database.read() as conn:
        assert await directory.is_empty(conn)
    assert await load(database, SETTING) == Counts(2, 5, 3, 2)
    async with database.read() as conn:
        assert not await directory.is_empty(conn)
        rooms = await directory.rooms(conn)
        cloth, guides = await directory.organisations(conn)
        entries = await knowledge.entries(conn)
        members = await directory.members(conn, "r1")
        inside = await directory.memberships(conn)
    assert list(rooms) == ["r1", "r2", "r3", "L", "S"]
    assert rooms["r2"] == Room("r2", "导览通知", "organisation", "guides", RoomKind.NOTICE)
    assert (cloth.required, guides.required) == (("time", "place"), None)
    assert (guides.community, [item.title for item in guides.plan]) == (
        "三井",
        ["带街坊看胡同", "培训"],
    )
    assert [(one.answer, one.phrasings) for one in entries] == [
        ("每周三", ("哪天开放",)),
        ("在门卫", ()),
    ]
    assert [(one.id, one.role) for one in members] == [
        ("p1", Role.LEADER),
        ("p2", Role.MEMBER),
        ("s1", Role.STAFF),
    ]
    assert inside["r1"] == {"p1", "p2", "s1"}


async def test_a_second_time_changes_nothing(database: Database):
    await load(database, SETTING)
    before = await everything(database)
    await load(database, SETTING)
    assert await everything(database) == before


async def test_what_is_named_again_is_updated_and_the_rest_is_left_alone(
    database: Database,
):
    await load(database, SETTING)
    changed = {
        "organisations": [{"id": "guides", "name": "导览队", "plan": []}],
        "rooms": [
            {
                "id": "r1",
                "name": "新名字",
                "purpose": "organisation",
                "organisation": "guides",
            }
        ],
        "people": [
            {"id": "p2", "name": "钱叔", "role": "leader"},
            {"id": "p1", "name": "赵姐", "rooms": ["r3"]},
        ],
    }
    await load(database, changed)
    rooms, people, organisations, entries, members = await everything(database)
    assert (list(rooms), rooms["r1"].name, len(entries)) == (
        ["r1", "r2", "r3", "L", "S"],
        "新名字",
        2,
    )
    assert (people["p2"].role, [one.plan for one in organisations]) == (
        Role.LEADER,
        [(), ()],
    )
    assert [[one.id for one in room] for room in members] == [
        ["p2", "s1"],
        [],
        ["p1", "s1"],
        [],
        ["s1"],
    ]


async def test_who_wants_faces_blurred_keeps_it_until_they_say_otherwise(
    database: Database,
):
    async def wanting() -> list[bool]:
        async with database.read() as conn:
            return [one.blur_faces for one in await directory.organisations(conn)]

    tea: dict[str, object] = {"id": "tea", "name": "茶友会"}
    await load(database, {"organisations": [tea]})
    assert await wanting() == [False]

    for said, wanted in (
        ({"blur_faces": True}, True),
        ({}, True),
        ({"blur_faces": False}, False),
    ):
        await load(database, {"organisations": [{**tea, **said}]})
        assert await wanting() == [wanted]


async def test_a_room_and_its_people_may_come_later(database: Database):
    await load(database, {"rooms": [{"id": "S", "purpose": "staff", "unknown": 1}]})
    await load(database, {"people": [{"id": "s1", "rooms": ["S"]}], "config": {}})
    async with database.read() as conn:
        assert [one.name for one in await directory.members(conn, "S")] == ["s1"]


def broken(path: str, value: object) -> dict[str, object]:
    setting = copy.deepcopy(SETTING)
    *way, last = path.split(".")
    place = setting
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    place[last] = value
    return setting


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (
            "rooms.0.purpose",
            "club",
            r"rooms\[0\]\.purpose: 'club' must be one of organisation",
        ),
        ("rooms.0.purpose", None, r"rooms\[0\]: the key 'purpose' is missing"),
        ("rooms.0.kind", "big", r"rooms\[0\]\.kind: 'big' must be one of general"),
        ("rooms.0.organisation", None, "the key 'organisation' is missing"),
        (
            "rooms.0.organisation",
            "cooks",
            "room 'r1' is of organisation 'cooks', which is nowhere",
        ),
        ("rooms.1.id", "r1", "setting.rooms: the id 'r1' is there twice"),
        ("rooms.1.id", 7, r"rooms\[1\]\.id: 7 must be a text"),
        ("rooms", {}, "setting.rooms: {} must be a list"),
        ("rooms", ["r1"], r"rooms\[0\]: 'r1' must be an object"),
        ("people.0.role", "boss", r"people\[0\]\.role: 'boss' must be one of member"),
        ("people.0.rooms", "r1", r"people\[0\]\.rooms: 'r1' must be a list of texts"),
        ("people.0.rooms", ["r9"], "'p1' is in room 'r9'"),
        ("organisations.0.name", " ", r"organisations\[0\]\.name: ' ' must be a text"),
        ("organisations.0.required", ["weather"], r"\.required: 'weather' must be one of"),
        ("organisations.0.plan.0.from", "5月", r"plan\[0\]\.from: '5月' is no date like"),
        ("organisations.0.plan.0.to", "2026-04-01", r"plan\[0\]\.to: 2026-04-01 is before"),
        ("organisations.0.plan.0.times", 0, r"\.times: 0 must be a number from 1 on"),
        ("organisations.0.plan.0.times", True, r"\.times: True must be a number"),
        ("knowledge.0.answer", None, r"knowledge\[0\]: the key 'answer' is missing"),
    ],
)
async def test_what_cannot_be_is_named(
    database: Database, path: str, value, complaint: str
):
    with pytest.raises(SettingError, match=complaint):
        await load(database, broken(path, value))
    async with database.read() as conn:
        assert await directory.is_empty(conn)
