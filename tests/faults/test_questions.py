"""`kill -9` at random moments loses no question and no answer, and says none twice (R8, R12).

FAULTS_KILLS says how often it is killed (`make faults`: fifty times), FAULTS_SEED repeats a run.
"""

import asyncio
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic, time

import pytest

from tests.faults import announcing, answered, asking, findings, killing
from tests.faults.announcing import Announcer
from tests.faults.asker import Asker
from tests.faults.asking import Asked, Then
from tests.faults.book import Book
from tests.faults.bot_process import PATIENCE_S
from tests.faults.desk import Desk
from tests.faults.killing import Moment
from tests.faults.neighbourhood import LEADERS, STAFF
from tests.faults.run import SETTINGS, announce, run, show

QUICK = {
    **SETTINGS,
    "recognise.enabled": "false",
    "knowledge.model": "false",  # a life is too short for loading it
}
A_KILL = 6  # questions
NOTICED = 5  # kills for each notice to all
LATER = [then for then in Then if then is not Then.NOTHING]
THINKING_S = 0.2  # at most, between two questions in a room


@pytest.mark.slow
async def test_a_few_kills_lose_no_question(tmp_path: Path) -> None:
    await killed(tmp_path / "data", int(os.environ.get("FAULTS_KILLS") or 6))


@pytest.mark.faults_long
async def test_fifty_kills_lose_no_question(tmp_path: Path) -> None:
    await killed(tmp_path / "data", int(os.environ.get("FAULTS_KILLS") or 50))


async def killed(data: Path, kills: int) -> None:
    """Ask, answer and kill, then look at what came of every question."""
    seed = int(os.environ.get("FAULTS_SEED") or time())
    asked = asking.questions(seed, A_KILL * kills)
    everything = [one for room in asked.values() for one in room]
    notices = -(-kills // NOTICED)
    posts = sum(one.posts for one in everything) + announcing.POSTS * notices
    moments = killing.moments(seed, kills, posts)
    announce(seed, moments)
    began = monotonic()
    async with run(data, asking.setting(len(everything)), QUICK) as book:
        desk = Desk(book, Random(seed), _spared(everything))
        announcer = Announcer(book, Random(seed))
        await _play(desk, announcer, asked, moments)
        rooms = (*asked, LEADERS, STAFF)
        heard = {room: await book.lines(room) for room in rooms}
    _print(book, everything, posts, monotonic() - began, kills)
    _judge(desk, announcer, everything, heard)
    assert len(announcer.told) == notices


async def _play(
    desk: Desk,
    announcer: Announcer,
    asked: Mapping[str, list[Asked]],
    moments: list[Moment],
) -> None:
    book, notices = desk.book, -(-len(moments) // NOTICED)
    to_staff = sum(one.answers for room in asked.values() for one in room)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(killing.kill(book, moments))
        tasks.create_task(desk.answer(to_staff))
        tasks.create_task(announcer.announce(notices))
        for room in asked.values():
            tasks.create_task(_ask(book, room, desk.random))
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            await book.until_calm()


def _spared(asked: list[Asked]) -> frozenset[str]:
    return frozenset(one.called for one in asked if one.then is Then.NEVER_MIND)


async def _ask(book: Book, room: list[Asked], random: Random) -> None:
    """One after the other; what the askers say later is said when it is time for it."""
    async with asyncio.TaskGroup() as later:
        for one in room:
            await book.post(one.line)
            for line in one.chatter:
                await book.post(line)
            later.create_task(Asker(book, one, random).more())
            await asyncio.sleep(random.random() * THINKING_S)


def _print(book: Book, asked: list[Asked], posts: int, seconds: float, kills: int) -> None:
    stored = findings.read(book.bot.data)
    figures = {
        "kills": kills,
        "messages": posts,
        "questions": len(asked),
        "of these covered": sum(bool(one.known) for one in asked),
        **{f"then: {then}": sum(one.then is then for one in asked) for then in LATER},
        **{
            f"said: {why}": sum(r["purpose"] == why for r in stored.outbox)
            for why in (*answered.OURS, "notice")
        },
        "seconds": round(seconds),
    }
    show(book, stored, figures)


def _judge(
    desk: Desk,
    announcer: Announcer,
    asked: list[Asked],
    heard: Mapping[str, list[dict[str, str]]],
) -> None:
    book, stored = desk.book, findings.read(desk.book.bot.data)
    assert answered.wrong_records(book.bot.data, asked) == []
    assert answered.wrong_replies(stored.outbox, asked) == []
    assert answered.wrong_words(stored.outbox, asked, desk.answers) == []
    assert announcing.wrong(stored.outbox, announcer.told) == []
    assert findings.wrong_messages(stored, book.acknowledged) == []
    assert findings.wrong_rooms(stored, book.acknowledged, heard) == []
