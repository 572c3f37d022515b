"""Rooms, members, invitations and friends."""

from functools import partial

import pytest

from bot.channels.account import AccountState
from bot.channels.wechaty.failures import Unanswered
from bot.channels.wechaty.wire import Dial, Gateway, WireRoom
from bot.errors import SendFailedError
from handlers.model.admission import Act
from tests.channels.wechaty.bench import ROOM, Bench
from tests.peers.waiting import until

ROSE = {"id": "rose", "name": "玫瑰"}
REED = {"id": "reed", "name": "芦苇"}


async def test_rooms_are_told_after_the_login_and_again_only_when_they_differ(
    bench: Bench,
) -> None:
    row = await bench.row("room")
    assert (row.room, row.lane) == (ROOM, ROOM)
    assert row.body == {"room": ROOM, "topic": "东园", "members": [ROSE, REED]}
    await bench.wechat.login()
    await bench.wechat.room("pond@chatroom", "池塘", ["bot", "rose"])
    await bench.wechat.login()
    assert (await bench.row("room", 2)).room == "pond@chatroom"
    await bench.wechat.alias(ROOM, "rose", "园长")
    await bench.wechat.login()
    third = await bench.row("room", 3)
    assert third.body["members"] == [{"id": "rose", "name": "园长"}, REED]
    assert len({row.external_id for row in bench.of_kind("room")}) == 3


async def test_many_rooms_do_not_hold_up_messages(bench: Bench) -> None:
    await bench.wechat.rooms(300)
    await bench.wechat.login()
    await bench.row("room", 20)
    await bench.wechat.say("rose", ROOM, "不用等")
    await bench.row("message")
    assert len(bench.of_kind("room")) < 300
    await bench.row("room", 301)


async def test_the_bot_comes_into_a_room(bench: Bench) -> None:
    await bench.wechat.room("pond@chatroom", "池塘", ["rose", "reed"])
    await bench.wechat.join("pond@chatroom", ["bot"], "rose")
    row = await bench.row("room_joined")
    assert row.lane == row.room == "pond@chatroom"
    assert row.body == {
        "room": "pond@chatroom",
        "topic": "池塘",
        "inviter": "rose",
        "members": [ROSE, REED],
    }


async def test_others_come_and_go_and_the_topic_changes(bench: Bench) -> None:
    await bench.wechat.contact("fern", "蕨")
    await bench.wechat.join(ROOM, ["fern"], "rose")
    await bench.wechat.leave(ROOM, ["fern"], "reed")
    await bench.wechat.topic(ROOM, "西园", "rose")
    joined = await bench.row("members_joined")
    left, topic = await bench.row("members_left"), await bench.row("topic")
    fern = {"id": "fern", "name": "蕨"}
    assert joined.body == {"room": ROOM, "inviter": "rose", "members": [fern]}
    assert left.body == {"room": ROOM, "members": ["fern"], "remover": "reed"}
    assert topic.body == {"room": ROOM, "topic": "西园"}
    places = [bench.rows.index(row) for row in (joined, left, topic)]
    assert places == sorted(places)


async def test_the_bot_is_removed(bench: Bench) -> None:
    await bench.wechat.leave(ROOM, ["bot"], "rose")
    assert (await bench.row("left")).body == {"room": ROOM}


async def test_the_same_event_twice_has_the_same_name(bench: Bench) -> None:
    event = {"roomId": ROOM, "inviteeIdList": ["reed"], "inviterId": "rose"}
    for _ in range(2):
        await bench.wechat.emit("room-join", {**event, "timestamp": 1_787_000_000})
    await bench.row("members_joined", 2)
    first, second = bench.of_kind("members_joined")
    assert first.external_id == second.external_id


async def test_an_invitation_is_told_and_accepted(bench: Bench) -> None:
    await bench.wechat.invite("inv1", "rose", "新群")
    row = await bench.row("invited")
    assert (row.room, row.lane) == ("wechaty", "wechaty")
    assert row.body == {"invitation": "inv1", "inviter": "rose", "topic": "新群"}
    await bench.channel.act("accept_invitation", "inv1")
    assert [sent.kind for sent in await bench.wechat.sent()] == ["invitation"]


async def test_a_friendship_is_told_and_accepted(bench: Bench) -> None:
    await bench.wechat.friendship("f1", "rose", "我是玫瑰")
    row = await bench.row("friend")
    assert row.body == {
        "friendship": "f1",
        "contact": "rose",
        "name": "玫瑰",
        "hello": "我是玫瑰",
        "received": True,
    }
    await bench.channel.act("accept_friendship", "f1")
    assert [sent.kind for sent in await bench.wechat.sent()] == ["friendship"]


async def test_what_the_gateway_does_not_know_is_told_with_blanks(bench: Bench) -> None:
    await bench.wechat.emit("room-invite", {"roomInvitationId": "nowhere"})
    await bench.wechat.emit("friendship", {"friendshipId": "nobody"})
    event = {"roomId": "far@chatroom", "inviteeIdList": ["bot"], "timestamp": 1}
    await bench.wechat.emit("room-join", event)
    invited, friend = await bench.row("invited"), await bench.row("friend")
    joined = await bench.row("room_joined")
    assert invited.body == {"invitation": "nowhere", "inviter": "", "topic": ""}
    assert (friend.body["contact"], friend.body["name"]) == ("", "")
    assert (joined.body["topic"], joined.body["members"]) == ("", [])


async def test_a_room_is_told_anew_to_whoever_was_not_there(bench: Bench) -> None:
    first = await bench.row("room")
    await bench.channel.act(Act.LOOK_AT_ROOM, ROOM)
    again = await bench.row("room", 2)
    assert again.body == first.body
    assert again.external_id != first.external_id


async def test_nothing_is_accepted_by_who_is_not_there(bench: Bench) -> None:
    assert bench.channel.ready
    await bench.wechat.logout()
    await bench.stands(AccountState.DISCONNECTED)
    assert not bench.channel.ready
    with pytest.raises(SendFailedError):
        await bench.channel.act(Act.ACCEPT_INVITATION, "inv1")


def unwilling(dial: Dial, asked: list[str]) -> Gateway:
    """It does not answer for one room, and another one meets a defect of ours."""
    gateway = dial()
    known = gateway.room

    async def room(id_: str) -> WireRoom:
        asked.append(id_)
        if id_ == "silent@chatroom":
            raise Unanswered
        if id_ == "odd@chatroom":
            raise AttributeError("the package")
        return await known(id_)

    gateway.room = room  # type: ignore[method-assign]  # of this one alone
    return gateway


async def test_a_room_that_cannot_be_had_keeps_no_other_from_being_told(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.row("room")
    asked: list[str] = []
    bench.channel._link._dial = partial(unwilling, bench.channel._dial, asked)
    for name in ("silent", "odd", "pond", "hill"):
        await bench.wechat.room(f"{name}@chatroom", "池塘", ["bot", "rose"])
    await bench.wechat.drop()
    await bench.row("room", 3)
    told = {row.room for row in bench.of_kind("room")}
    assert told == {ROOM, "pond@chatroom", "hill@chatroom"}
    await until(lambda: asked.count("silent@chatroom") > 2, lambda: asked)
    assert asked.count("odd@chatroom") == 1
    assert "rooms not looked at" in caplog.text


async def test_the_same_change_again_is_another_row(bench: Bench) -> None:
    await bench.row("room")
    for called in ("西园", "东园", "西园"):
        await bench.wechat.topic(ROOM, called, "rose")
        await bench.wechat.emit("dirty", {"payloadType": 3, "payloadId": ROOM})
        await until(
            lambda: bench.of_kind("room")[-1].body["topic"] == called,  # noqa: B023 -- at once
            lambda: bench.rows,
        )
    assert len({row.external_id for row in bench.of_kind("room")}) == 4


async def test_of_a_room_that_the_bot_comes_into_again_the_members_are_told(
    bench: Bench,
) -> None:
    first = await bench.row("room")
    await bench.wechat.leave(ROOM, ["bot"], "rose")
    await bench.row("left")
    await bench.wechat.join(ROOM, ["bot"], "rose")
    assert (await bench.row("room", 2)).body == first.body
