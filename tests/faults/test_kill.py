"""`kill -9` at random moments loses nothing, doubles nothing and asks nothing twice (R8, R9).

`make faults` kills fifty times; the same with five kills belongs to `make test`.  FAULTS_SEED
repeats a run with the same words and the same moments.
"""

import asyncio
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, time
from zoneinfo import ZoneInfo

import pytest

from tests.faults import findings, killing, neighbourhood
from tests.faults.book import Book, session
from tests.faults.bot_process import BotProcess, finished
from tests.faults.killing import Moment
from tests.faults.neighbourhood import LEADERS, Story

SETTINGS = {
    "coach.settle": "1s",
    "coach.chatter": "0s",
    "coach.quiet_hours": "[]",
    "coach.again_after": "7d",  # one round of questions: midnight may come during the test
    "room.max_unsolicited_per_day": "10000",
    "sender.per_minute": "1000000",
    "sender.jitter": "0s",
    "sender.breaker": "off",
}
LONG, SHORT = (50, 2_000), (5, 250)
LIMIT_S = 1_800


@pytest.mark.slow
async def test_five_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    await _run(tmp_path / "data", *SHORT)


@pytest.mark.faults_long
async def test_fifty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    await _run(tmp_path / "data", *LONG)


async def _run(data: Path, kills: int, messages: int) -> None:
    seed = int(os.environ.get("FAULTS_SEED") or time())
    today = datetime.fromtimestamp(time(), UTC).astimezone(ZoneInfo("Asia/Shanghai")).date()
    told = neighbourhood.stories(seed, messages, today)
    moments = killing.moments(seed, kills, messages)
    print(f"\nFAULTS_SEED={seed}; killed after {', '.join(map(str, moments))}")  # noqa: T201
    await _load(data)
    bot, began = BotProcess(data, data.with_name("errors"), SETTINGS), monotonic()
    await bot.start()
    try:
        async with session() as client, asyncio.timeout(LIMIT_S):
            book = Book(bot, client)
            await _play(book, told, moments)
            heard = {room: await book.lines(room) for room in (*told, LEADERS)}
    finally:
        status = await bot.stop()
    stories = [story for room in told.values() for story in room]
    assert status == 0
    _judge(book, stories, heard, kills, monotonic() - began)


async def _load(data: Path) -> None:
    file = data.with_name("setting.json")
    file.write_text(json.dumps(neighbourhood.setting()), encoding="utf-8")
    loaded = await finished("load", str(file), "--data", str(data))
    assert loaded.status == 0, loaded.err


async def _play(book: Book, told: dict[str, list[Story]], moments: list[Moment]) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(killing.kill(book, moments))
        for stories in told.values():
            tasks.create_task(_tell(book, stories))
    records = sum(bool(story.record) for stories in told.values() for story in stories)
    await book.until_quiet(records)


async def _tell(book: Book, stories: list[Story]) -> None:
    for story in stories:
        await book.tell(story)


def _judge(
    book: Book,
    stories: list[Story],
    heard: dict[str, list[dict[str, str]]],
    kills: int,
    seconds: float,
) -> None:
    stored = findings.read(book.bot.data)
    figures = {
        "kills": kills,
        "messages": sum(len(story.lines()) for story in stories),
        "acknowledged": len(book.acknowledged),
        "posted again": sum(book.tries.values()) - len(book.tries),
        "of these there already": book.known,
        "reports": sum(bool(story.record) for story in stories),
        "filed": len(stored.activities),
        "asks": stored.said("ask").total(),
        "bulletins": stored.said("bulletin").total(),
        "thanks": stored.said("thanks").total(),
        "unknown sends": ", ".join(stored.unknown()) or "none",
        "slowest start, s": round(max(book.bot.starts), 1),
        "seconds": round(seconds),
    }
    print("\n".join(f"{name:>24} {value}" for name, value in figures.items()))  # noqa: T201
    assert len(book.acknowledged) == figures["messages"]
    assert findings.wrong_messages(stored, book.acknowledged) == []
    assert findings.wrong_records(stored, stories) == []
    assert findings.wrong_words(stored, stories) == []
    assert findings.wrong_rooms(stored, book.acknowledged, heard) == []
