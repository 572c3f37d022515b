"""The real process with a speech service: heard over HTTP, killed, left alone, switched off."""

import asyncio
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from aiohttp import FormData

from tests.bad_input.chat import QUICK, Answer, Chat, chat_on
from tests.faults.bot_process import BEARER, PATIENCE_S
from tests.peers.serving import fails, waits
from tests.peers.speech_server import SpeechServer, hears, speech_server

KEY = "of-the-operator"
NOTE = "昨天下午兰姐领着大家在堤上放风筝，都说比上班累"
AMR = b"#!AMR\n" + b"\x3c" * 600


def listening(url: str, tmp_path: Path) -> AbstractAsyncContextManager[Chat]:
    """A bot that has this service listen; an empty address for none."""
    settings = {**QUICK, "speech.url": url, "speech.model": "ear"}
    keys = {"PEIBAN_SPEECH_KEY": KEY, "NO_PROXY": "*"}
    return chat_on(tmp_path / "data", tmp_path, settings, keys)


async def speak(chat: Chat, name: str) -> Answer:
    """兰姐 speaks."""
    data = FormData(default_to_multipart=True)
    data.add_field("from", "lan")
    data.add_field("id", name)
    data.add_field("voice", AMR, filename="v.amr")
    return await chat.post(data)


async def asked(server: SpeechServer) -> None:
    """Once the service has a recording."""
    async with asyncio.timeout(PATIENCE_S):
        while not server.forms:  # noqa: ASYNC110 -- a real server on the same loop
            await asyncio.sleep(0.05)


async def rows(chat: Chat, query: str) -> list[tuple[object, ...]]:
    """What the store holds, once it holds something of it."""
    async with asyncio.timeout(PATIENCE_S):
        while not (found := chat.rows(query)):  # noqa: ASYNC110 -- another process stores it
            await asyncio.sleep(0.1)
    return found


def cases(chat: Chat) -> list[tuple[object, ...]]:
    return chat.rows("select kind, subject from cases where closed_at is null")


@pytest.mark.slow
async def test_a_report_that_was_spoken_is_asked_about_and_shown(tmp_path: Path):
    async with (
        speech_server(hears(NOTE)) as server,
        listening(server.url, tmp_path) as chat,
    ):
        assert (await speak(chat, "v1")).status == 202

        [words] = await chat.hears("wind")

        assert "多少人" in words or "几位" in words or "几个人" in words
        [voice, _] = await chat.lines()
        assert (voice["text"], voice["transcript"]) == ("", NOTE)
        await chat.say("m2", "一共来了9个人")
        [bulletin] = await chat.hears("leaders")
        assert "堤上" in bulletin
        assert cases(chat) == []
        log = (chat.bot.data / "logs" / "peiban.log").read_text(encoding="utf-8")
        assert "kind=speech outcome=answered" in log
        for secret in (KEY, "兰姐", "风筝"):
            assert secret not in log


@pytest.mark.slow
async def test_nobody_is_asked_for_what_is_just_being_heard(tmp_path: Path):
    slow = waits(6, hears("一共来了9个人"))
    async with speech_server(slow) as server, listening(server.url, tmp_path) as chat:
        await chat.say("m1", NOTE)
        await speak(chat, "v1")

        [thanks] = await chat.hears("wind")

        assert "多少人" not in thanks
        assert chat.rows("select status from drafts") == [("filed",)]
        assert cases(chat) == []


@pytest.mark.slow
async def test_killed_while_the_service_listens_it_is_heard_once(tmp_path: Path):
    async with (
        speech_server(waits(60, hears(NOTE)), hears(NOTE)) as server,
        listening(server.url, tmp_path) as chat,
    ):
        await speak(chat, "v1")
        await asked(server)
        await chat.bot.kill()
        await chat.bot.start()

        await chat.hears("wind")
        await asyncio.sleep(2)

        assert len(await chat.hears("wind")) == 1
        assert chat.rows("select count(*) from drafts") == [(1,)]
        assert chat.rows("select count(*) from inbox where kind = 'told'") == [(1,)]


@pytest.mark.slow
async def test_taken_back_while_the_service_listens_it_says_nothing(tmp_path: Path):
    async with (
        speech_server(waits(1, hears(NOTE))) as server,
        listening(server.url, tmp_path) as chat,
    ):
        await speak(chat, "v1")
        await asked(server)
        url = f"{chat.bot.url}/api/rooms/wind/messages/v1"
        async with chat.session.delete(url, headers=BEARER) as response:
            assert response.status == 202
        await asyncio.sleep(4)

        [line] = await chat.lines()
        assert (line["voice"], line["transcript"], line["recalled"]) == (None, None, True)
        assert chat.rows("select count(*) from drafts") == [(0,)]


@pytest.mark.slow
async def test_when_the_service_refuses_staff_have_the_record_and_nobody_is_asked(
    tmp_path: Path,
):
    async with speech_server(fails(401)) as server, listening(server.url, tmp_path) as chat:
        await chat.say("m1", NOTE)
        await speak(chat, "v1")

        assert await rows(chat, "select kind from cases") == [("voice",)]
        await asyncio.sleep(2)

        assert [line["from"] for line in await chat.lines()] == ["lan", "lan"]
        assert chat.rows("select status from drafts") == [("handed_over",)]


@pytest.mark.slow
async def test_what_waited_when_the_service_was_switched_off_is_for_staff(tmp_path: Path):
    async with (
        speech_server(waits(60, hears(NOTE))) as server,
        listening(server.url, tmp_path) as chat,
    ):
        await chat.say("m1", NOTE)
        await speak(chat, "v1")
        await asked(server)
        await chat.bot.kill()
        chat.bot.settings = {**chat.bot.settings, "speech.url": ""}
        await chat.bot.start()

        assert await rows(chat, "select kind from cases") == [("voice",)]
        assert [line["from"] for line in await chat.lines()] == ["lan", "lan"]
