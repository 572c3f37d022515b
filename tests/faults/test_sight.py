"""The real process with worker processes that look at pictures: killed, and started again."""

import asyncio
import json
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import cv2
import numpy as np
import pytest
from aiohttp import FormData

from tests.bad_input.chat import QUICK, Chat, chat_on
from tests.faults.bot_process import PATIENCE_S

SEES = {**QUICK, "recognise.enabled": "true"}


def painted(seed: int) -> bytes:
    """A JPEG of soft spots of colour."""
    rough = np.random.default_rng(seed).integers(0, 255, (6, 8, 3), dtype=np.uint8)
    pixels = cv2.resize(rough, (640, 480), interpolation=cv2.INTER_CUBIC)
    return cv2.imencode(".jpg", pixels)[1].tobytes()


def seeing(tmp_path: Path) -> AbstractAsyncContextManager[Chat]:
    return chat_on(tmp_path / "data", tmp_path, SEES)


async def show(chat: Chat, name: str, picture: bytes) -> None:
    data = FormData(default_to_multipart=True)
    data.add_field("from", "lan")
    data.add_field("id", name)
    data.add_field("photo", picture, filename="a.jpg", content_type="image/jpeg")
    assert (await chat.post(data)).status == 202


async def rows(chat: Chat, query: str, wanted: int = 1) -> list[tuple[object, ...]]:
    """What the store holds, once it holds so much of it."""
    async with asyncio.timeout(PATIENCE_S):
        while len(found := chat.rows(query)) < wanted:  # noqa: ASYNC110 -- another process
            await asyncio.sleep(0.1)
    return found


def workers() -> set[int]:
    """The worker processes of this machine that look at pictures."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"bot.workers.worker" in words:
            found.add(int(folder.name))
    return found


@pytest.mark.slow
async def test_killed_while_it_looks_every_picture_is_told_once(tmp_path: Path):
    before = workers()
    async with seeing(tmp_path) as chat:
        for number in range(4):
            await show(chat, f"p{number}", painted(number))
        while not workers() - before:  # noqa: ASYNC110 -- another process
            await asyncio.sleep(0.02)
        await chat.bot.kill()
        await chat.bot.start()

        await rows(chat, "select 1 from inbox where kind = 'told' and status > 0", 4)
        told = chat.rows("select external_id, body from inbox where kind = 'told'")
        assert sorted(name for name, _ in told) == [f"sight:p{n}" for n in range(4)]
        answers = [json.loads(str(body))["answer"] for _, body in told]
        assert [len(one["seen"]) for one in answers] == [1] * 4
        assert chat.rows("select count(*) from seen") == [(4,)]
        log = (chat.bot.data / "logs" / "peiban.log").read_text(encoding="utf-8")
        assert "kind=sight outcome=answered" in log
    async with asyncio.timeout(PATIENCE_S):
        while workers() - before:  # noqa: ASYNC110 -- no orphan stays behind
            await asyncio.sleep(0.1)


@pytest.mark.slow
async def test_what_is_no_picture_is_for_staff(tmp_path: Path):
    async with seeing(tmp_path) as chat:
        await show(chat, "p1", painted(1)[:200])

        assert await rows(chat, "select kind from cases") == [("picture",)]
        assert chat.rows("select count(*) from seen") == [(0,)]
