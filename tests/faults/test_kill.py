"""`kill -9` at random moments loses nothing, doubles nothing and asks nothing twice (R8, R9).

`make faults` kills fifty times; the same with five kills belongs to `make test`.  FAULTS_SEED
repeats a run with the same words and the same moments.
"""

import asyncio
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import monotonic, time
from zoneinfo import ZoneInfo

import pytest

from tests.faults import findings, neighbourhood
from tests.faults.book import Book, session
from tests.faults.bot_process import BotProcess, finished
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
STARTING = 0.2  # share of the kills that meet a bot which is only just starting
LIMIT_S = 1_800


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill.  after: acknowledged messages; delay: seconds from then, or from spawn."""

    after: int
    delay: float
    starting: bool

    def __str__(self) -> str:
        return f"{self.after}{'*' if self.starting else ''}+{self.delay:.2f}s"


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
    moments = _moments(seed, kills, messages)
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


def _moments(seed: int, kills: int, messages: int) -> list[Moment]:
    """Spread over the whole of the posting, most while posts are under way (small delays).

    A * marks a bot that is only just starting.
    """
    random = Random(seed)
    after = sorted(random.sample(range(messages), kills))
    return [Moment(n, random.random() ** 3 / 2, random.random() < STARTING) for n in after]


async def _load(data: Path) -> None:
    file = data.with_name("setting.json")
    file.write_text(json.dumps(neighbourhood.setting()), encoding="utf-8")
    loaded = await finished("load", str(file), "--data", str(data))
    assert loaded.status == 0, loaded.err


async def _play(book: Book, told: dict[str, list[Story]], moments: list[Moment]) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_kill(book, moments))
        for stories in told.values():
            tasks.create_task(_tell(book, stories))
    records = sum(bool(story.record) for stories in told.values() for story in stories)
    await book.until_quiet(records)


async def _tell(book: Book, stories: list[Story]) -> None:
    for story in stories:
        await book.tell(story)


async def _kill(book: Book, moments: list[Moment]) -> None:
    """Kill, start again, and so on, while the posting goes on."""
    for moment in moments:
        while len(book.acknowledged) < moment.after:  # noqa: ASYNC110 -- a few ms do not matter
            await asyncio.sleep(0.005)
        if moment.starting:
            await book.bot.kill()
            await book.bot.spawn()
        await asyncio.sleep(moment.delay)
        await book.bot.kill()
        await book.bot.start()


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
