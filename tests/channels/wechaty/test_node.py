"""The channel beside wechaty's own gateway, in a process of its own."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.account import AccountState
from bot.channels.wechaty import WechatySettings
from bot.errors import SendFailedError, SendUnknownError
from handlers.model.admission import Act
from store import media
from tests.channels.wechaty.bench import QUICK, ROOM, Bench, bench, settings_for, to_say
from tests.conftest import missing
from tests.peers.gateway import NodeGateway, lacking, node_gateway
from tests.peers.waiting import until
from tests.peers.wechat import TOKEN, Settings

pytestmark = pytest.mark.gateway
PATIENT = replace(QUICK, quiet=1.5, dong=1.5, deadline=5, transfer=30, greeting=5)
BMP = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


@pytest.fixture(autouse=True)
def node() -> None:
    if (why := lacking()) is not None:
        missing(why)


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Bench]:
    async with node_gateway() as wechat:
        await garden(wechat)
        async with bench(tmp_path, wechat, settings_for(wechat, PATIENT)) as ready:
            await ready.online()
            yield ready


async def garden(wechat: NodeGateway) -> None:
    await wechat.contact("rose", "玫瑰")
    await wechat.contact("reed", "芦苇")
    await wechat.room(ROOM, "东园", ["bot", "rose", "reed"])


async def test_a_day_in_a_room(made: Bench) -> None:
    await made.wechat.say("rose", ROOM, "今天浇了水", mentions=["bot"])
    picture = await made.wechat.image("rose", ROOM, BMP)
    await made.wechat.quote("reed", ROOM, "辛苦", name="玫瑰", quoted="今天浇了水")
    await made.wechat.burst("reed", ROOM, 50)
    await made.row("message", 53)
    said, photo, quoting, *burst = made.of_kind("message")
    assert said.body["mentions"] == ["bot"]
    assert photo.external_id == picture
    assert photo.body["pictures"] == [hashlib.sha256(BMP).hexdigest()]
    assert (quoting.body["text"], quoting.body["quote"]) == ("辛苦", said.external_id)
    assert [row.body["text"] for row in burst] == [f"m{number}" for number in range(50)]
    id_ = await made.channel.send(to_say("@玫瑰 几位？", to=("rose",)))
    (sent,) = await made.wechat.sent()
    assert (sent.id, sent.text, sent.mentions) == (id_, "@玫瑰\u2005几位？", ("rose",))


async def test_rooms_people_invitations_and_friends(made: Bench) -> None:
    await made.wechat.contact("fern", "蕨")
    await made.wechat.join(ROOM, ["fern"], "rose")
    await made.wechat.topic(ROOM, "西园", "rose")
    await made.wechat.leave(ROOM, ["fern"], "rose")
    await made.wechat.invite("inv1", "rose", "新群")
    await made.wechat.friendship("f1", "reed", "我是芦苇")
    fern = {"id": "fern", "name": "蕨"}
    assert (await made.row("members_joined")).body["members"] == [fern]
    assert (await made.row("topic")).body["topic"] == "西园"
    assert (await made.row("members_left")).body["members"] == ["fern"]
    assert (await made.row("invited")).body["topic"] == "新群"
    assert (await made.row("friend")).body["hello"] == "我是芦苇"
    await made.channel.act(Act.ACCEPT_INVITATION, "inv1")
    await made.channel.act(Act.ACCEPT_FRIENDSHIP, "f1")
    kinds = [one.kind for one in await made.wechat.sent()]
    assert kinds == ["invitation", "friendship"]


async def test_large_pictures_both_ways(made: Bench) -> None:
    large, larger = BMP[:4] + bytes((15 << 20) - 4), BMP[:4] + bytes(16 << 20)
    await made.wechat.image("rose", ROOM, large)
    await made.wechat.image("rose", ROOM, larger)
    await made.row("message", 2)
    first, second = (row.body for row in made.of_kind("message"))
    assert first["pictures"] == [hashlib.sha256(large).hexdigest()]
    assert [*second["missing"].values()] == ["too_large"]  # type: ignore[attr-defined]
    await made.wechat.say("rose", ROOM, "之后")
    await made.row("message", 3)
    info = await made.media.keep(large, "x.jpg", "image/jpeg")
    async with made.database.begin() as conn:
        await media.put(conn, [info])
    await made.channel.send(to_say("看", photos=(info.sha,)))
    [arrived] = [one for one in await made.wechat.sent() if one.kind == "file"]
    assert (arrived.size, arrived.sha256) == (len(large), info.sha)


async def test_killed_frozen_and_back(made: Bench) -> None:
    await made.wechat.kill()
    await made.stands(AccountState.DISCONNECTED)
    with pytest.raises(SendFailedError):
        await made.channel.send(to_say("没人听"))
    await made.wechat.start()
    await made.online()
    await made.wechat.freeze()
    with pytest.raises((SendFailedError, SendUnknownError)):
        await made.channel.send(to_say("冻住了"))
    await made.stands(AccountState.DISCONNECTED, "frozen")
    await made.wechat.thaw()
    await made.online()
    await made.wechat.say("rose", ROOM, "回来了")
    assert (await made.row("message")).body["text"] == "回来了"
    reasons = {row.body["reason"] for row in made.of_kind("outage")}
    assert reasons <= {"lost", "frozen", "gateway"}
    assert "frozen" in reasons


async def test_errors_and_failed_sends(made: Bench) -> None:
    await made.wechat.error()
    await made.wechat.fail_next_send()
    with pytest.raises(SendFailedError):
        await made.channel.send(to_say("第一次"))
    await made.channel.send(to_say("第二次"))
    assert [one.text for one in await made.wechat.sent()] == ["第二次"]
    assert made.account.counters["errors"] == 1


async def test_a_second_client_keeps_away(made: Bench, tmp_path: Path) -> None:
    settings = settings_for(made.wechat, PATIENT)
    async with bench(tmp_path / "second", made.wechat, settings) as second:
        await second.stands(AccountState.DISPLACED, "second_client")
    assert made.account.state is AccountState.CONNECTED
    assert (await made.wechat.health()).stops == 0


async def test_tls_with_the_certificate_that_wechaty_brings_along(tmp_path: Path) -> None:
    async with node_gateway(Settings(tls=True)) as wechat:
        await garden(wechat)
        settings = WechatySettings(wechat.endpoint, TOKEN, timings=PATIENT)
        async with bench(tmp_path, wechat, settings) as made:
            await made.online()
            await made.channel.send(to_say("悄悄话"))
        wrong = replace(settings, token="wrong")
        async with bench(tmp_path, wechat, wrong) as made:
            await made.stands(AccountState.REFUSED, "token")


@pytest.mark.slow
async def test_ten_thousand_rooms_do_not_hold_up_a_message_and_are_all_told(
    made: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    last, many = "many9999@chatroom", {f"many{number}@chatroom" for number in range(10_000)}
    await made.wechat.rooms(10_000)
    await made.wechat.drop()
    await made.row("room", 50)
    await works(made, last)
    assert len(made.of_kind("room")) < 10_000

    monkeypatch.setattr("bot.channels.wechaty.rooms.PACE", 0)
    await until(lambda: many <= {row.room for row in made.of_kind("room")})
    told = [row for row in made.of_kind("room") if row.room in many]
    assert len(told) == len(many)
    assert {row.body["topic"] for row in told} == {room.split("@")[0] for room in many}
    [there] = [row for row in told if row.room == last]
    assert there.body["members"] == [{"id": "reed", "name": "芦苇"}]


async def works(made: Bench, room: str) -> None:
    """One that the channel has not looked at yet: people come, are heard and spoken to."""
    await made.wechat.join(room, ["rose", "reed"], "rose")
    assert [one["name"] for one in (await made.row("members_joined")).body["members"]] == [
        "玫瑰",
        "芦苇",
    ]
    await made.wechat.leave(room, ["rose"], "rose")
    await made.wechat.say("reed", room, "不用等")
    message = await made.row("message")
    assert (message.room, message.body["name"]) == (room, "芦苇")
    await made.channel.send(to_say("@芦苇 几位？", room=room, to=("reed",)))
    [sent] = await made.wechat.sent()
    assert (sent.to, sent.mentions) == (room, ("reed",))
