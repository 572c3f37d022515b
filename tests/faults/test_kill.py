"""`kill -9` at random moments loses nothing, doubles nothing and asks nothing twice (R8, R9).

`make faults` kills fifty times; the same with five kills belongs to `make test`.  FAULTS_SEED
repeats a run with the same words and the same moments.
"""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, time
from zoneinfo import ZoneInfo

import pytest

from tests.faults import findings, killing, neighbourhood
from tests.faults.book import Book
from tests.faults.killing import Moment
from tests.faults.neighbourhood import LEADERS, Story
from tests.faults.run import announce, run, show

LONG, SHORT = (50, 2_000), (5, 250)


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
    announce(seed, moments)
    began = monotonic()
    async with run(data, neighbourhood.setting()) as book:
        await _play(book, told, moments)
        heard = {room: await book.lines(room) for room in (*told, LEADERS)}
    stories = [story for room in told.values() for story in room]
    _judge(book, stories, heard, kills, monotonic() - began)


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
    messages = sum(len(story.lines()) for story in stories)
    figures = {
        "kills": kills,
        "messages": messages,
        "reports": sum(bool(story.record) for story in stories),
        "filed": len(stored.activities),
        "asks": stored.said("ask").total(),
        "bulletins": stored.said("bulletin").total(),
        "thanks": stored.said("thanks").total(),
        "seconds": round(seconds),
    }
    show(book, stored, figures)
    assert len(book.acknowledged) == messages
    assert findings.wrong_messages(stored, book.acknowledged) == []
    assert findings.wrong_records(stored, stories) == []
    assert findings.wrong_words(stored, stories) == []
    assert findings.wrong_rooms(stored, book.acknowledged, heard) == []
