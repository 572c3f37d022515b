"""The real process with a language model: asked over HTTP, killed, stopped, left alone."""

import asyncio
import json
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from time import monotonic

import pytest

from tests.bad_input.chat import QUICK, Chat, chat_on
from tests.faults.bot_process import PATIENCE_S
from tests.peers.model_server import model_server, says
from tests.peers.serving import waits

KEY = "sk-of-the-operator"
NOTE = "昨天下午兰姐领着大家在堤上放风筝"
REPORT: dict[str, object] = {
    "kind": "report",
    "activities": [
        {
            "time_words": "昨天下午",
            "place": "堤上",
            "headcount": None,
            "headcount_words": None,
            "feedback": [],
            "attendees": ["〔人1〕"],
            "content": "领着大家在堤上放风筝",
            "theme": None,
        }
    ],
}
UNSURE = {**QUICK, "intake.confidence": "1", "language_model.model": "tiny"}


def asking(url: str, tmp_path: Path) -> AbstractAsyncContextManager[Chat]:
    """A bot that is unsure of everything and asks this server."""
    keys = {"PEIBAN_MODEL_KEY": KEY, "NO_PROXY": "*"}
    settings = {**UNSURE, "language_model.url": url}
    return chat_on(tmp_path / "data", tmp_path, settings, keys)


async def metrics(chat: Chat, line: str) -> str:
    """All figures, once this line is among them."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            async with chat.session.get(f"{chat.bot.url}/metrics") as response:
                figures = await response.text()
            if line in figures:
                return figures
            await asyncio.sleep(0.1)


def open_cases(chat: Chat) -> list[tuple[object, ...]]:
    return chat.rows("select subject from cases where closed_at is null")


@pytest.mark.slow
async def test_an_unsure_note_becomes_a_record_that_is_asked_about(tmp_path: Path):
    async with model_server(says(REPORT)) as server, asking(server.url, tmp_path) as chat:
        await chat.say("m1", NOTE)

        [asked] = await chat.hears("wind")

        assert "多少人" in asked or "几位" in asked or "几个人" in asked
        assert open_cases(chat) == []
        assert server.words == ["昨天下午〔人1〕领着大家在堤上放风筝"]
        figures = await metrics(chat, 'outcome="answered"} 1.0')
        assert 'peiban_outside_requests_total{service="language_model"} 1.0' in figures
        assert 'peiban_outside_tokens_total{service="language_model"} 300.0' in figures
        log = (chat.bot.data / "logs" / "peiban.log").read_text(encoding="utf-8")
        assert "errand run errand=1 kind=reading outcome=answered" in log
        for secret in (KEY, "兰姐", "风筝"):
            assert secret not in log


@pytest.mark.slow
async def test_without_its_server_the_bot_is_silent_and_staff_have_the_case(tmp_path: Path):
    async with model_server(says(REPORT)) as gone:
        pass
    async with asking(gone.url, tmp_path) as chat:
        await chat.say("m1", NOTE)

        await metrics(chat, 'outcome="again: no connection"} 1.0')
        await asyncio.sleep(2)

        assert [line["from"] for line in await chat.lines()] == ["lan"]
        assert open_cases(chat) == [("wind/m1",)]
        assert (await chat.health()).status == 200


@pytest.mark.slow
async def test_killed_while_the_model_thinks_it_asks_again_and_says_it_once(tmp_path: Path):
    slow, quick = waits(60, says(REPORT)), says(REPORT)
    async with (
        model_server(slow, quick) as server,
        asking(server.url, tmp_path) as chat,
    ):
        await chat.say("m1", NOTE)
        async with asyncio.timeout(PATIENCE_S):
            while not server.bodies:  # noqa: ASYNC110 -- a real server on the same loop
                await asyncio.sleep(0.05)
        await chat.bot.kill()
        await chat.bot.start()

        await chat.hears("wind")
        await asyncio.sleep(2)

        assert len(await chat.hears("wind")) == 1
        assert chat.rows("select count(*) from drafts") == [(1,)]
        assert chat.rows("select count(*) from inbox where kind = 'told'") == [(1,)]
        assert chat.rows("select requests from spending") == [(2,)]


@pytest.mark.slow
async def test_stopping_does_not_wait_for_the_model(tmp_path: Path):
    async with model_server(waits(60, says(REPORT))) as server:
        async with asking(server.url, tmp_path) as chat:
            await chat.say("m1", NOTE)
            async with asyncio.timeout(PATIENCE_S):
                while not server.bodies:  # noqa: ASYNC110 -- as above
                    await asyncio.sleep(0.05)
            began = monotonic()
        assert monotonic() - began < 10
        assert json.loads(server.bodies[0])["model"] == "tiny"
