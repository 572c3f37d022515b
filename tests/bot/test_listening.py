"""What a channel of the outside hears: only rooms we belong in are listened to (R10, R14)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.model.case import CaseKind
from handlers.model.people import PersonId, Purpose, Role, RoomId
from store import cases, directory, enrol, inbox, outbox, rooms
from store.db import open_database
from store.tables import MembershipRow, MovementRow, TimerRow
from tests.bot.world import AUNT, ROOM, SETTING, STAFF, WORD, Ear, World, bind, heard, says
from tests.store.made import NOW


@pytest.fixture
async def world() -> AsyncIterator[World]:
    database = await open_database("sqlite+aiosqlite:///:memory:")
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    yield World(database, Ear(), [])
    await database.close()


async def test_of_a_room_that_nobody_has_bound_nothing_is_kept(world: World):
    await world.hear(
        heard("room", topic="别人的群", members=[{"id": AUNT, "name": "陈姨"}]),
        says("今天中午吃什么"),
        heard("members_left", members=[AUNT]),
    )

    assert world.stored == []
    async with world.database.read() as conn:
        [sighted] = await rooms.sighted(conn)
        assert PersonId(AUNT) not in await directory.people(conn)
    assert (sighted.topic, sighted.members, sighted.inviter) == ("别人的群", 1, "")


async def test_staff_bind_a_room_in_the_room_and_from_then_on_it_is_heard(world: World):
    await world.hear(heard("room_joined", topic="种花群", inviter=STAFF))
    await bind(world)
    await world.hear(says("今天上午在活动室扦插绿萝"))

    assert await world.said() == [
        (ROOM, "rooms/bound", ""),
        (ROOM, "privacy/introduction", ""),
        ("", "", "look_at_room"),
    ]
    async with world.database.read() as conn:
        known = await directory.rooms(conn)
        assert await rooms.sighted(conn) == []
        people = await directory.people(conn)
    room = known[RoomId(ROOM)]
    assert (room.purpose, room.organisation, room.channel) == (
        Purpose.ORGANISATION,
        "garden",
        "loudspeaker",
    )
    assert people[PersonId(AUNT)].name == "陈姨"
    assert world.stored[-1].lane == "o:garden"


async def test_staff_hear_in_their_room_that_the_bot_came_into_one(world: World):
    await world.hear(heard("room_joined", topic="种花群", inviter=STAFF))

    async with world.database.read() as conn:
        [told] = await outbox.due(conn, NOW + timedelta(days=1), 9)
        [sighted] = await rooms.sighted(conn)
    assert (told.outgoing.room, told.outgoing.channel) == ("S", "web")
    assert sighted.inviter == STAFF


async def test_anybody_else_who_calls_the_bot_there_gets_no_answer(world: World):
    await world.hear(says("@陪伴 绑定 花友会", to_us=True))

    assert await world.said() == []
    assert world.stored == []


async def test_who_is_in_a_room_that_nobody_has_bound_is_not_kept(world: World):
    members = [{"id": AUNT, "name": "陈姨"}]
    await world.hear(heard("room_joined", topic="别人的群", inviter=AUNT, members=members))

    [row] = world.stored
    assert "陈姨" not in str(row.body)
    await world.hear(heard("left"))
    async with world.database.read() as conn:
        assert await rooms.sighted(conn) == []


async def test_a_number_among_many_is_no_word(world: World):
    await world.hear(says(f"{'1' * 500}{WORD}{'2' * 500}", room=AUNT))
    await world.hear(says(f"12345678 {WORD}", room=AUNT))

    assert world.stored == []


async def test_whoever_is_known_becomes_staff_by_the_word_too(world: World):
    await bind(world)
    await world.hear(says(f"我是新来的 {WORD}", room=AUNT))

    async with world.database.read() as conn:
        assert (await directory.people(conn))[PersonId(AUNT)].role is Role.STAFF


async def test_whoever_comes_back_is_not_welcomed_again(world: World):
    await bind(world)
    new = {"members": [{"id": "wx9", "name": "老赵"}]}
    await world.hear(heard("members_joined", **new, first=True))
    await world.handle(NOW + timedelta(hours=1))
    await world.hear(heard("members_left", members=["wx9"]))
    await world.hear(heard("members_joined", **new))

    async with world.database.read() as conn:
        waiting = await conn.execute(select(TimerRow.timer))
        assert list(waiting.scalars()).count("welcome") <= 1


async def test_one_row_that_cannot_be_stored_does_not_take_the_others_with_it(world: World):
    await bind(world)
    poisoned = replace(says("坏的"), body={"text": object(), "mentions": []})
    await world.hear(says("好的一"), poisoned, says("好的二"))

    assert [one.body["text"] for one in world.stored[-2:]] == ["好的一", "好的二"]


@pytest.mark.parametrize(("by", "acts"), [(STAFF, 1), (AUNT, 0)])
async def test_an_invitation_of_staff_is_accepted(world: World, by: str, acts: int):
    await world.hear(heard("invited", room="", invitation="i1", inviter=by, topic="群"))

    assert await world.said() == [("", "", "accept_invitation")][:acts]


async def test_whoever_sends_the_word_with_the_request_is_of_staff(world: World):
    asked = {"friendship": "f1", "contact": "wxid_li", "name": "小李", "received": True}
    await world.hear(
        heard("friend", room="", hello=f"我是小李 {WORD}", **asked),
        heard("friend", room="", hello="", **asked | {"received": False}),
    )

    async with world.database.read() as conn:
        people = await directory.people(conn)
    assert people[PersonId("wxid_li")].role is Role.STAFF
    assert ("", "", "accept_friendship") in await world.said()
    assert "hello" not in world.stored[0].body
    assert len(world.stored) == 1


async def test_alone_with_the_bot_strangers_are_not_heard_but_for_the_word(world: World):
    await world.hear(says("在吗", room=AUNT))
    await world.hear(says(f"暗号 {WORD}", room=AUNT))

    assert [one.kind for one in world.stored] == ["friend"]
    assert WORD not in str(world.stored[0].body)
    assert (AUNT, "rooms/staff", "") in await world.said()


async def test_whoever_is_known_may_ask_the_bot_alone(world: World):
    await bind(world)
    await world.hear(says("发票丢了怎么办", room=AUNT))

    assert world.stored[-1].lane == f"r:{AUNT}"
    async with world.database.read() as conn:
        assert (await directory.rooms(conn))[RoomId(AUNT)].purpose is Purpose.PRIVATE


async def test_who_comes_and_goes_is_remembered_over_time(world: World):
    await bind(world)
    await world.hear(heard("members_joined", members=[{"id": "wx9", "name": "老赵"}]))
    await world.hear(heard("members_left", members=["wx9", "wx0"]))
    await world.hear(heard("room", topic="新名", members=[{"id": "wx8", "name": "新人"}]))

    async with world.database.read() as conn:
        moved = select(MovementRow.person, MovementRow.came).order_by(MovementRow.id)
        assert (await conn.execute(moved)).all() == [
            (AUNT, True),
            ("wx9", True),
            ("wx9", False),
            ("wx8", True),
            (AUNT, False),
        ]
        inside = select(MembershipRow.person).where(MembershipRow.room == ROOM)
        assert (await conn.execute(inside)).scalars().all() == ["wx8"]
        assert (await directory.rooms(conn))[RoomId(ROOM)].name == "新名"


async def test_put_out_of_a_room_nothing_more_is_said_there(world: World):
    await bind(world)
    await world.hear(heard("left"))
    await world.hear(says("还在吗"))

    assert await world.said() == [("", "", "look_at_room")]
    assert world.stored[-1].kind == "left"
    assert await world.lanes() == []


async def test_an_outage_is_a_case_and_what_was_unreadable_a_row(world: World):
    since = (NOW - timedelta(hours=1)).isoformat()
    await world.hear(
        heard("outage", room="", since=since, until=NOW.isoformat(), reason="link"),
        heard("unreadable", room="", message="m7", missing="unreadable"),
    )

    async with world.database.read() as conn:
        [case] = await cases.waiting(conn)
        assert await inbox.parked(conn) == []
    assert case.case.kind is CaseKind.GAP


async def test_a_thousand_messages_are_stored_in_batches_and_in_order(world: World):
    await bind(world)
    await world.hear(*[replace(says(f"第{n}句"), external_id=f"m{n}") for n in range(1000)])

    texts = [one.body["text"] for one in world.stored[-1000:]]
    assert texts == [f"第{n}句" for n in range(1000)]
