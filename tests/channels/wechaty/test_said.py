"""What the bot says, as WeChat gets it."""

import asyncio
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.wechaty import saying
from bot.errors import SendFailedError, SendUnknownError
from handlers.model.admission import Act
from store import media
from tests.channels.wechaty.bench import QUICK, ROOM, Bench, garden, to_say
from tests.peers.waiting import until
from tests.peers.wechat import Sent

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 900
LARGE = JPEG[:4] + bytes(4 << 20)  # takes longer than the test to give its next order


async def sent(made: Bench) -> list[Sent]:
    return await made.wechat.sent()


async def keep(made: Bench, data: bytes, mime: str = "image/jpeg", name: str = "x") -> str:
    info = await made.media.keep(data, name, mime)
    async with made.database.begin() as conn:
        await media.put(conn, [info])
    return info.sha


async def test_words_go_out_and_their_id_comes_back(bench: Bench) -> None:
    id_ = await bench.channel.send(to_say("都齐了"))
    assert await sent(bench) == [Sent("text", id_, ROOM, "都齐了")]


async def test_a_name_in_the_words_becomes_a_mention(bench: Bench) -> None:
    await bench.channel.send(to_say("@玫瑰 还差人数", to=("rose",)))
    (one,) = await sent(bench)
    assert (one.text, one.mentions) == ("@玫瑰\u2005还差人数", ("rose",))


async def test_whom_the_words_do_not_name_comes_first(bench: Bench) -> None:
    await bench.row("room")
    await bench.wechat.alias(ROOM, "rose", "园长")
    await bench.wechat.emit("dirty", {"payloadType": 4, "payloadId": "rose"})
    await asyncio.sleep(0.1)
    await bench.channel.send(to_say("还差人数", to=("rose", "reed")))
    (one,) = await sent(bench)
    assert (one.text, one.mentions) == (
        "@园长\u2005@芦苇\u2005还差人数",
        ("rose", "reed"),
    )


async def test_alone_with_somebody_nobody_is_mentioned(bench: Bench) -> None:
    await bench.channel.send(to_say("你好", room="rose", to=("rose",)))
    (one,) = await sent(bench)
    assert (one.to, one.text, one.mentions) == ("rose", "你好", ())


async def test_pictures_follow_the_words(bench: Bench) -> None:
    photos = (
        await keep(bench, LARGE),
        await keep(bench, b"%PDF", "application/pdf", "a.pdf"),
    )
    id_ = await bench.channel.send(to_say("看", photos=photos))
    text, picture, paper = await sent(bench)
    assert (text.kind, text.id) == ("text", id_)
    assert (picture.kind, picture.name, picture.size) == ("file", "1.jpg", len(LARGE))
    assert picture.sha256 == hashlib.sha256(LARGE).hexdigest()
    assert (paper.name, paper.size) == ("2.pdf", 4)


async def test_a_picture_alone_gives_its_own_id(bench: Bench) -> None:
    id_ = await bench.channel.send(to_say("", photos=(await keep(bench, JPEG),)))
    assert [one.id for one in await sent(bench)] == [id_]


async def test_a_picture_that_is_gone_does_not_silence_the_words(bench: Bench) -> None:
    lost = await keep(bench, JPEG)
    bench.media.path(lost).unlink()
    await bench.channel.send(to_say("看", photos=(lost, "0" * 64)))
    assert [one.kind for one in await sent(bench)] == ["text"]


async def test_where_all_pictures_are_gone_and_no_words_nothing_went_out(
    bench: Bench,
) -> None:
    with pytest.raises(SendFailedError, match="nothing to say"):
        await bench.channel.send(to_say("", photos=("0" * 64,)))
    assert await sent(bench) == []


async def test_what_cannot_be_read_now_did_not_go_out(bench: Bench) -> None:
    photo = await keep(bench, JPEG)
    path = bench.media.path(photo)
    path.unlink()
    path.mkdir()
    with pytest.raises(SendFailedError, match="cannot be read"):
        await bench.channel.send(to_say("看", photos=(photo,)))
    assert await sent(bench) == []


async def test_what_the_gateway_declines_did_not_go_out(bench: Bench) -> None:
    await bench.wechat.fail_next_send()
    with pytest.raises(SendFailedError):
        await bench.channel.send(to_say("第一次"))
    await bench.channel.send(to_say("第二次"))
    assert [one.text for one in await sent(bench)] == ["第二次"]


async def test_what_is_never_answered_is_unknown(tmp_path: Path) -> None:
    async with garden(tmp_path, replace(QUICK, deadline=1)) as bench:
        await bench.row("room")
        await bench.wechat.hang_next_send()
        with pytest.raises(SendUnknownError):
            await bench.channel.send(to_say("可能说了"))
        assert [one.text for one in await sent(bench)] == ["可能说了"]


async def test_a_link_that_breaks_in_mid_send_leaves_it_unknown(bench: Bench) -> None:
    await bench.wechat.hang_next_send()
    going = asyncio.create_task(bench.channel.send(to_say("可能说了")))
    await words_are_out(bench)
    await bench.wechat.drop()
    with pytest.raises(SendUnknownError):
        await going


async def words_are_out(made: Bench) -> None:
    world = made.python().world
    await until(lambda: bool(world.sent), lambda: world.sent)


async def test_a_picture_is_tried_again_without_its_words(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saying, "PAUSE", 0.01)
    photo = await keep(bench, LARGE)
    going = asyncio.create_task(bench.channel.send(to_say("看", photos=(photo,))))
    await words_are_out(bench)
    await bench.wechat.fail_next_send()
    await going
    assert [one.kind for one in await sent(bench)] == ["text", "file"]


async def test_a_message_of_which_a_part_went_out_is_unknown(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saying, "PAUSE", 0.01)
    photo = await keep(bench, LARGE)
    going = asyncio.create_task(bench.channel.send(to_say("看", photos=(photo,))))
    await words_are_out(bench)
    await bench.wechat.fail_next_send(99)
    with pytest.raises(SendUnknownError):
        await going


async def test_a_picture_that_is_never_answered_leaves_it_unknown(tmp_path: Path) -> None:
    async with garden(tmp_path, replace(QUICK, transfer=1)) as bench:
        photo = await keep(bench, LARGE)
        going = asyncio.create_task(bench.channel.send(to_say("看", photos=(photo,))))
        await words_are_out(bench)
        await bench.wechat.hang_next_send()
        with pytest.raises(SendUnknownError):
            await going


async def test_what_the_bot_said_can_be_taken_back(bench: Bench) -> None:
    id_ = await bench.channel.send(to_say("说错了"))
    await bench.channel.act(Act.RECALL, id_)
    assert [one.kind for one in await sent(bench)] == ["text", "recall"]
