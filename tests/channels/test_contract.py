"""What holds for every channel, whatever it is: the bot knows them by this alone (docs/adding.md)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from bot.channels.account import Account, AccountState
from bot.channels.base import Channel
from bot.errors import SendFailedError, SendUnknownError
from handlers.model.admission import Act
from store import inbox, media
from tests.channels.contract.peer import Arrived, Peer
from tests.channels.contract.web import web
from tests.channels.contract.wechat import wechat
from tests.channels.contract.wecom import wecom

Opens = Callable[[Path], AbstractAsyncContextManager[Peer]]
OUTSIDE: Mapping[str, Opens] = {"wechaty": wechat, "wecom": wecom}
ALL: Mapping[str, Opens] = {"web": web, **OUTSIDE}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
MANY = 30


@pytest.fixture(params=ALL)
async def peer(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Peer]:
    async with ALL[request.param](tmp_path) as made:
        yield made


@pytest.fixture(params=OUTSIDE)
async def outside(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Peer]:
    async with OUTSIDE[request.param](tmp_path) as made:
        yield made


def channel(peer: Peer) -> Channel:
    assert peer.channel is not None
    return peer.channel


def account(peer: Peer) -> Account:
    assert peer.accounts is not None
    found = peer.accounts.of(peer.name)
    assert found is not None
    return found


# --- in


async def test_words_are_a_row_with_the_keys_of_all_channels(peer: Peer):
    id_ = await peer.says("今天上午浇了水")
    [row] = await peer.heard()

    assert (row.channel, row.room, row.kind) == (peer.name, peer.room, "message")
    assert (row.external_id, row.sender) == (id_, peer.member)
    assert str(row.body["text"]).endswith("今天上午浇了水")
    assert row.body["mentions"] == ["bot"]
    nothing = {key: row.body[key] for key in ("pictures", "voices", "files", "quote")}
    assert nothing == {"pictures": [], "voices": [], "files": [], "quote": None}
    assert row.at <= row.received_at


async def test_chat_is_heard_where_the_channel_hears_all(peer: Peer):
    await peer.chats("谁带了水")
    await peer.says("今天上午浇了水")

    rows = await peer.heard(1 + peer.can.read_all)

    mentions = [row.body["mentions"] for row in rows]
    assert mentions == ([[], ["bot"]] if peer.can.read_all else [["bot"]])


async def test_what_is_said_in_a_room_keeps_its_order(peer: Peer):
    words = [f"第{number}句" for number in range(MANY)]
    for one in words:
        await peer.says(one)

    rows = await peer.heard(MANY)

    assert [str(row.body["text"]).split()[-1] for row in rows] == words
    assert len({row.external_id for row in rows}) == MANY


async def test_the_same_message_again_has_the_same_id_and_is_stored_once(peer: Peer):
    id_ = await peer.says("只说一遍")
    await peer.says("只说一遍", again=id_)
    await peer.says("又一句")
    stored = []
    async with asyncio.timeout(20):
        while not stored or not str(stored[-1].body["text"]).endswith("又一句"):
            await asyncio.sleep(0.01)
            stored = [row for row in await peer.rows() if row.kind == "message"]

    assert {row.external_id for row in stored[:-1]} == {id_}
    async with peer.database.begin() as conn:
        await inbox.put(conn, stored)
        assert await inbox.waiting_count(conn) == 2


async def test_a_picture_is_kept_before_its_message_is_told(peer: Peer):
    await peer.posts(PNG)
    [row] = await peer.heard()

    sha = sha256(PNG).hexdigest()
    assert row.body["pictures"] == [sha]
    async with peer.database.read() as conn:
        info = await peer.media.info(conn, sha)
    assert info is not None
    assert info.status is media.MediaStatus.OK
    assert peer.media.path(sha).read_bytes() == PNG


async def test_who_quotes_the_bot_names_the_id_that_its_message_has(peer: Peer):
    id_ = await peer.is_told("签到表上一共有几位？")
    await peer.quotes("五位", id_, "签到表上一共有几位？")

    [row] = await peer.heard()

    assert row.body["quote"] == id_
    assert "签到表" not in str(
        row.body
    )  # the bot's words, or somebody's, stay with them (R14)


async def test_what_was_taken_back_is_told_where_the_channel_can(peer: Peer):
    id_ = await peer.says("说错了")
    await peer.heard()
    await peer.recalls(id_)
    await peer.says("是这样")
    await peer.heard(2)

    told = [row for row in await peer.rows() if row.kind == "recall"]

    assert len(told) == peer.can.recall
    assert all(row.body == {"message": id_} for row in told)
    assert all(row.external_id == f"recall:{id_}" for row in told)
    assert all(row.room == peer.room for row in told)


# --- out


async def test_words_arrive_and_name_people_where_the_channel_can(peer: Peer):
    await peer.is_told("还差人数", to=(peer.member,))

    [came] = await peer.arrived()

    assert came.text.endswith("还差人数")
    assert came.to == ((peer.member,) if peer.can.mention else ())


async def test_pictures_arrive_with_their_words_where_the_channel_can(peer: Peer):
    await peer.is_told("信息稿", photos=(await peer.keep(PNG),))

    came = await peer.arrived()

    assert came[0].text == "信息稿"
    assert sum(one.pictures for one in came) == int(peer.can.pictures)


async def test_two_messages_have_two_ids(peer: Peer):
    assert await peer.is_told("一") != await peer.is_told("二")
    assert [one.text for one in await peer.arrived()] == ["一", "二"]


async def test_what_the_bot_said_is_not_heard_as_if_somebody_had(peer: Peer):
    await peer.is_told("我说的")
    await peer.says("你说的")

    rows = await peer.heard()

    assert [row.sender for row in rows] == [peer.member]


# --- a link that can break


async def test_it_is_ready_while_it_is_connected(outside: Peer):
    assert channel(outside).ready
    assert account(outside).state is AccountState.CONNECTED

    await outside.goes_away()

    assert not channel(outside).ready
    assert account(outside).state is AccountState.DISCONNECTED


async def test_what_is_said_while_it_is_away_certainly_did_not_go_out(outside: Peer):
    await outside.goes_away()

    with pytest.raises(SendFailedError):
        await channel(outside).send(outside.message("没人听见"))
    if outside.can.takes_back:
        with pytest.raises(SendFailedError):
            await channel(outside).act(Act.RECALL, "m1")


async def test_a_link_that_breaks_in_mid_send_leaves_it_unknown(outside: Peer):
    assert not outside.can.transactional
    with pytest.raises(SendUnknownError):
        await outside.breaks_in_mid_send(outside.message("可能说了"))


async def test_what_it_does_not_know_it_refuses(outside: Peer):
    with pytest.raises(SendFailedError):
        await channel(outside).act("dance", "m1")


async def test_it_takes_back_what_it_can(outside: Peer):
    id_ = await outside.is_told("说错了")
    if outside.can.takes_back:
        await channel(outside).act(Act.RECALL, id_)
        assert await outside.taken_back() == [id_]
    else:
        with pytest.raises(SendFailedError):
            await channel(outside).act(Act.RECALL, id_)


async def test_a_room_is_looked_at_without_a_fuss(outside: Peer):
    await channel(outside).act(Act.LOOK_AT_ROOM, outside.room)


@pytest.mark.parametrize("opens", OUTSIDE.values(), ids=OUTSIDE)
async def test_nothing_is_left_running_when_nobody_listens(opens: Opens, tmp_path: Path):
    before = ours()
    async with opens(tmp_path) as outside:
        await outside.says("还在听")
        await outside.heard()
        assert ours() > before
    assert ours() == before


def ours() -> set[asyncio.Task[object]]:
    """The tasks that channels run."""
    return {task for task in asyncio.all_tasks() if "bot/channels" in where(task)}


def where(task: asyncio.Task[object]) -> str:
    code = getattr(task.get_coro(), "cr_code", None)
    return code.co_filename if code else ""


async def test_the_web_chat_cannot_be_away(tmp_path: Path):
    async with web(tmp_path) as peer:
        assert peer.can.transactional
        assert peer.can.takes_back == timedelta()
        assert await peer.arrived() == []
        await peer.is_told("在")
        assert await peer.arrived() == [Arrived("在")]
