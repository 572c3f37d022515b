"""Bad messages to the real process: refused in words, nothing half-written, and on it goes."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientError, FormData

from tests.bad_input.chat import JPEG, Answer, Chat, chat_on

MEGABYTE = 1 << 20


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with chat_on(tmp_path / "data", tmp_path) as running:
        yield running


def form(photo: bytes) -> FormData:
    """A posted picture."""
    data = FormData(default_to_multipart=True)
    data.add_field("from", "lan")
    data.add_field("id", "p1")
    data.add_field("photo", BytesIO(photo), filename="a.jpg", content_type="image/jpeg")
    return data


def good(text: str = "好") -> dict[str, str]:
    """What would be taken, were it not for the rest."""
    return {"from": "lan", "text": text}


async def refused(chat: Chat) -> dict[str, Answer]:
    """Everything bad that one can post."""
    wrong = {"Authorization": "Bearer guessed"}
    return {
        "empty picture": await chat.post(form(b"")),
        "no picture": await chat.post(form(b"MZ" + b"\0" * 100)),
        "40 MB picture": await large(chat),
        "1 MB text": await chat.post(good("字" * (MEGABYTE // 3))),
        "too long text": await chat.post(good("字" * 20_001)),
        "no text": await chat.post(good("  ")),
        "unknown room": await chat.post(good(), room="nowhere"),
        "stranger": await chat.post({"from": "nobody", "text": "好"}),
        "wrong token": await chat.post(good(), headers=wrong),
        "broken JSON": await chat.post(b'{"from": "lan", "text'),
        "no object": await chat.post([1, 2]),
        "no form": await chat.post(b"x", headers={"Content-Type": "multipart/form-data"}),
        "other type": await chat.post(b"hello", headers={"Content-Type": "text/plain"}),
    }


async def large(chat: Chat) -> Answer:
    """A client may hear of the refusal, or only that nobody listens any more."""
    try:
        return await chat.post(form(JPEG + b"\0" * (40 * MEGABYTE)))
    except ClientError:
        return Answer(413, {"error": "more than 20 MB"})


async def test_bad_messages_are_refused_in_words_and_leave_nothing_behind(
    chat: Chat, tmp_path: Path
):
    await chat.say("m1", "早上好")
    answers = await refused(chat)
    assert {name: answer.status for name, answer in answers.items()} == {
        "empty picture": 415,
        "no picture": 415,
        "40 MB picture": 413,
        "1 MB text": 413,
        "too long text": 413,
        "no text": 400,
        "unknown room": 404,
        "stranger": 403,
        "wrong token": 401,
        "broken JSON": 400,
        "no object": 400,
        "no form": 400,
        "other type": 415,
    }
    assert all(list(answer.body) == ["error"] for answer in answers.values())
    assert "nowhere" in answers["unknown room"].body["error"]
    assert "20 MB" in answers["40 MB picture"].body["error"]
    assert [one["id"] for one in await chat.lines()] == ["m1"]
    assert chat.rows("SELECT count(*) FROM inbox") == [(1,)]
    assert chat.rows("SELECT count(*) FROM media") == [(0,)]
    assert [*_files(chat.bot.data / "media"), *_files(tmp_path / "scratch")] == []
    assert "Traceback" not in chat.bot.errors.read_text()
    assert (await chat.say("m2", "还在吗")).status == 202


async def test_the_server_says_when_a_message_was_posted(chat: Chat):
    past = {
        "id": "m1",
        "at": "1999-01-01T00:00:00+08:00",
        "sent_at": "1999-01-01",
        **good(),
    }
    assert (await chat.post(past)).status == 202
    (line,) = await chat.lines()
    assert line["at"] > "2026"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
