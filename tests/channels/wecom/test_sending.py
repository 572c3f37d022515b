"""What the bot says goes out once, or it is said honestly that nobody knows."""

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.account import AccountState
from bot.channels.wecom.channel import KEPT
from bot.channels.wecom.ids import ours
from bot.channels.wecom.markdown import LONGEST
from bot.channels.wecom.settings import MIB
from bot.errors import SendFailedError, SendUnknownError
from handlers import memory
from handlers.model.admission import Act
from tests.channels.wecom.heard import HUA, QUICK, ROOM, Bot, bot, connected, saying
from tests.peers.wecom import GROUP, Upload, wecom_service

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff\xe0"
SEND = "aibot_send_msg"


async def kept(one: Bot, data: bytes) -> str:
    return (await one.media.keep(data, "a", "image/png")).sha


def uploaded(one: Bot, place: int) -> tuple[str, Upload]:
    """The so-manieth thing said, as a picture: its kind and what was handed in."""
    body = one.service.sent[place]
    kind = str(body["msgtype"])
    inner = body[kind]
    assert isinstance(inner, dict)
    return kind, one.service.media[inner["media_id"]]


async def test_words_go_as_they_are_shown(tmp_path: Path):
    async with connected(tmp_path) as one:
        assert one.channel.ready
        id_ = await one.channel.send(saying("@花姐 收到\n*20* 人？"))
        assert one.service.sent == [
            {
                "chatid": GROUP,
                "msgtype": "markdown",
                "markdown": {"content": "@花姐 收到  \n＊20＊ 人？"},
            }
        ]
        assert await one.channel.send(saying("又一句")) != id_
        assert one.account.counters["sent"] == 2


async def test_a_room_that_was_heard_is_named_by_its_kind(tmp_path: Path):
    async with connected(tmp_path) as one:
        await one.service.text("@小陪 在")
        await one.service.text("在", chattype="single")
        await one.heard(2)
        await one.channel.send(saying("在的"))
        await one.channel.send(saying("在的", room=HUA))
        named = [(body["chatid"], body["chat_type"]) for body in one.service.sent]
        assert named == [(GROUP, 2), ("hua", 1)]


async def test_pictures_follow_the_words(tmp_path: Path):
    async with connected(tmp_path) as one:
        large = PNG + secrets.token_bytes(1_500_000)
        photos = [await kept(one, large), await kept(one, JPEG), await kept(one, b"GIF89a")]
        await one.channel.send(saying("信息稿", *photos))
        assert [body["msgtype"] for body in one.service.sent] == [
            "markdown",
            "image",
            "image",
            "file",
        ]
        kind, first = uploaded(one, 1)
        assert (kind, first.data, len(first.chunks)) == ("image", large, 3)
        assert [uploaded(one, n)[1].about["filename"] for n in (1, 2, 3)] == [
            "picture.png",
            "picture.jpg",
            "picture.gif",
        ]


async def test_pictures_alone_are_said_too(tmp_path: Path):
    async with connected(tmp_path) as one:
        await one.channel.send(saying("", await kept(one, PNG)))
        assert [body["msgtype"] for body in one.service.sent] == ["image"]
        with pytest.raises(SendFailedError, match="nothing to say"):
            await one.channel.send(saying("  \n"))


async def test_of_very_many_rooms_the_latest_are_known_by_their_kind(tmp_path: Path):
    async with connected(tmp_path) as one:
        one.channel._kinds |= {ours(f"room{number}"): 2 for number in range(KEPT)}
        await one.service.text("@小陪 在")
        await one.heard()
        assert len(one.channel._kinds) == KEPT
        await one.channel.send(saying("在的", room=ours("room0")))
        await one.channel.send(saying("在的"))
        assert [body.get("chat_type") for body in one.service.sent] == [None, 2]


async def test_a_picture_that_cannot_be_read_now_is_waited_for(tmp_path: Path):
    async with connected(tmp_path) as one:
        photo = await kept(one, PNG)
        path = one.media.path(photo)
        path.unlink()
        path.mkdir()
        with pytest.raises(SendFailedError, match="cannot be read"):
            await one.channel.send(saying("等等", photo))
        assert one.service.sent == []


async def test_large_pictures_go_as_files_and_larger_ones_not_at_all(tmp_path: Path):
    async with connected(tmp_path) as one:
        photos = [
            await kept(one, PNG + bytes(10 * MIB)),
            await kept(one, PNG + bytes(20 * MIB)),
            "0" * 64,
        ]
        await one.channel.send(saying("三张", *photos))
        assert [body["msgtype"] for body in one.service.sent] == ["markdown", "file"]
        assert one.account.counters["pictures_left_out"] == 2


async def test_a_picture_that_the_service_never_takes_keeps_nothing_back(tmp_path: Path):
    async with connected(tmp_path) as one:
        one.service.declines["aibot_upload_media_init"] = 40004
        await one.channel.send(saying("话还是要说的", await kept(one, PNG)))
        assert one.service.words == ["话还是要说的"]


@pytest.mark.parametrize("code", [-1, 45009])
@pytest.mark.parametrize("step", ["init", "chunk", "finish"])
async def test_a_picture_that_may_go_later_is_waited_for(
    tmp_path: Path, code: int, step: str
):
    async with connected(tmp_path) as one:
        one.service.declines[f"aibot_upload_media_{step}"] = code
        with pytest.raises(SendFailedError, match=f"errcode_{code}"):
            await one.channel.send(saying("等等", await kept(one, PNG)))
        assert one.service.sent == []


async def test_a_link_that_breaks_while_pictures_are_handed_in_says_nothing(tmp_path: Path):
    async with connected(tmp_path) as one:
        one.service.dies_on.add("aibot_upload_media_chunk")
        with pytest.raises(SendFailedError):
            await one.channel.send(saying("等等", await kept(one, PNG)))
        assert one.service.sent == []


async def test_what_is_declined_did_not_go_out(tmp_path: Path):
    async with connected(tmp_path) as one:
        one.service.declines[SEND] = 45009
        with pytest.raises(SendFailedError, match="errcode_45009"):
            await one.channel.send(saying("太快了"))
        one.service.declines.clear()
        await one.channel.send(saying("太快了"))
        assert one.service.words == ["太快了"]


async def test_nobody_knows_what_became_of_it_when_no_answer_comes(tmp_path: Path):
    async with connected(tmp_path, replace(QUICK, answer=0.1)) as one:
        one.service.mute.add(SEND)
        with pytest.raises(SendUnknownError):
            await one.channel.send(saying("听见了吗"))


async def test_nobody_knows_either_when_the_link_breaks_in_between(tmp_path: Path):
    async with connected(tmp_path) as one:
        one.service.dies_on.add(SEND)
        with pytest.raises(SendUnknownError):
            await one.channel.send(saying("听见了吗"))


async def test_half_a_message_is_not_said_again(tmp_path: Path):
    async with connected(tmp_path) as one:
        photo = await kept(one, PNG)
        one.service.declines_after[SEND] = 1
        with pytest.raises(SendUnknownError, match="only a part"):
            await one.channel.send(saying("字" * (LONGEST + 1), photo))
        assert len(one.service.sent) == 1


async def test_without_a_link_nothing_goes_out(tmp_path: Path):
    async with wecom_service() as service:
        service.declines["aibot_subscribe"] = 40001
        async with bot(tmp_path, service) as one:
            await one.stands(AccountState.REFUSED)
            assert not one.channel.ready
            with pytest.raises(SendFailedError, match="not connected"):
                await one.channel.send(saying("在吗"))


async def test_acts_of_other_channels_are_refused(tmp_path: Path):
    async with connected(tmp_path) as one:
        with pytest.raises(SendFailedError, match="no such act"):
            await one.channel.act(Act.ACCEPT_FRIENDSHIP, "f1")
        await one.channel.act(Act.LOOK_AT_ROOM, ROOM)
        assert one.service.sent == []


async def test_rooms_are_out_of_mind_once_somebody_is_erased(tmp_path: Path):
    """A room alone with the bot is called as the person is (R14)."""
    async with connected(tmp_path) as one:
        await one.service.text("在", chattype="single")
        await one.heard()
        memory.forget()
        assert not one.channel._kinds
        await one.channel.send(saying("在的", room=HUA))
        assert [body.get("chat_type") for body in one.service.sent] == [None]
