"""The gateway is killed, frozen and opened anew while people talk (R8, R9).

What is said while nobody listens is lost at the gateway; it must lie in a gap that is told.
Everything else is kept once, filed once, and said once unless it must arrive.
"""

import asyncio
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientError

from bot import clock
from bot.precedence import MUST_ARRIVE
from tests.peers.wechat import Settings
from tests.wechat.town import CHEN, CHOIR, GARDEN, LI, WANG, Town, town, until

pytestmark = pytest.mark.gateway

SLACK = timedelta(seconds=3)  # between what was said and when the link broke
FROZEN_S = (0.5, 3.0, 24.0)  # the last is longer than the watchdog's patience
DEEDS = (
    *("教大家扦插绿萝", "排练大合唱", "给老人理发", "修雨伞", "包粽子", "写春联"),
    *("学用手机挂号", "捡楼道里的垃圾", "练八段锦", "做香包", "讲胡同的故事"),
)
PLACES = ("南里活动室", "社区礼堂", "养老驿站", "小广场", "居委会二楼", "文化站", "凉亭")
WORDS = ("张大爷说学会了", "大家都说下回还来", "李奶奶说心里亮堂", "孩子们说真有意思")
SPEAKERS = ((GARDEN, WANG), (CHOIR, LI))


@dataclass
class Diary:
    """What was said, by the gateway's id, and when."""

    said: dict[str, datetime] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)

    async def say(self, saying: Awaitable[str], *, note: bool = False) -> None:
        """Nobody says anything to a gateway that is away."""
        with suppress(ClientError, TimeoutError, RuntimeError, AssertionError):
            id_ = await asyncio.wait_for(saying, 2)
            self.said[id_] = clock.now()
            if note:
                self.notes.add(id_)


def note(number: int) -> str:
    """An activity like no other, on a day of its own."""
    day = f"{10 - number // 10}月{27 - 2 * (number % 10)}日"
    deed = DEEDS[number % len(DEEDS)]
    place, word = PLACES[number % len(PLACES)], WORDS[number % len(WORDS)]
    return f"{day}上午九点在{place}{deed}，来了{10 + number}个人，{word}。"


async def chatter(here: Town, diary: Diary, number: int) -> None:
    """A note of a day of its own, a question, and talk."""
    room, who = SPEAKERS[number % 2]
    await diary.say(here.wechat.say(who, room, note(number)), note=True)
    for talk in range(4):
        words = f"第{number}天的第{talk}句闲话"
        await diary.say(here.wechat.say(who, room, words))
        await asyncio.sleep(random.random() / 4)
    await diary.say(here.call(CHEN, GARDEN, f"第{number}号活动室的钥匙找谁拿？"))


async def killed(here: Town) -> None:
    await here.wechat.kill()
    await asyncio.sleep(random.random() * 2)
    await here.wechat.start()


async def dropped(here: Town) -> None:
    await here.wechat.drop()


def frozen(seconds: float) -> Callable[[Town], Awaitable[None]]:
    async def freeze(here: Town) -> None:
        await here.wechat.freeze()
        await asyncio.sleep(seconds)
        await here.wechat.thaw()

    return freeze


TROUBLES = (killed, frozen(FROZEN_S[0]), dropped, killed, frozen(FROZEN_S[1]))


async def play(here: Town, rounds: int) -> Diary:
    """Talk and trouble at the same time, then quiet until nothing is left to do."""
    diary = Diary()
    for number in range(rounds):
        trouble = TROUBLES[number % len(TROUBLES)]
        if number % 10 == 9:
            trouble = frozen(FROZEN_S[2])

        async def strike(trouble: Callable[[Town], Awaitable[None]] = trouble) -> None:
            await asyncio.sleep(random.random() * 1.5)
            await trouble(here)

        await asyncio.gather(strike(), chatter(here, diary, number))
        await until(here.wechat.health, lambda health: health.listening)
    await asyncio.sleep(3)
    await until(lambda: asyncio.to_thread(waiting, here), lambda left: left == 0)
    return diary


def query(here: Town, words: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(here.bot.data / "peiban.sqlite")) as store:
        return store.execute(words).fetchall()


def waiting(here: Town) -> int:
    [[rows]] = query(
        here,
        "SELECT (SELECT count(*) FROM inbox WHERE status = 0)"
        " + (SELECT count(*) FROM outbox WHERE status IN (0, 1, 6))",
    )
    assert isinstance(rows, int)
    return rows


def kept(here: Town) -> set[str]:
    """Ids of messages that are stored, those too that nobody can read any more."""
    rows = query(
        here, "SELECT external_id FROM inbox WHERE kind IN ('message', 'unreadable')"
    )
    return {str(row[0]) for row in rows}


def gaps(here: Town) -> list[tuple[datetime, datetime]]:
    rows = query(here, "SELECT body FROM inbox WHERE kind = 'outage'")
    bodies = [json.loads(str(row[0])) for row in rows]
    return [
        (datetime.fromisoformat(one["since"]), datetime.fromisoformat(one["until"]))
        for one in bodies
    ]


def lost(here: Town, diary: Diary) -> set[str]:
    return diary.said.keys() - kept(here)


def check(here: Town, diary: Diary, journal: Path) -> None:
    """Kept once, filed once, said once; what is lost lies in a gap."""
    told = gaps(here)
    for message in lost(here, diary):
        at = diary.said[message]
        assert any(since - SLACK <= at <= until + SLACK for since, until in told), at
    heard = len(diary.notes & kept(here))
    [[filed]] = query(here, "SELECT count(*) FROM activities")
    unread = query(here, "SELECT count(*) FROM inbox WHERE kind = 'unreadable'")
    assert filed <= heard <= filed + int(str(unread[0][0])), (filed, heard, unread)
    said_once(here, journal)


def said_once(here: Town, journal: Path) -> None:
    lines = map(json.loads, journal.read_text().splitlines())
    arrived = Counter((one["to"], one["text"]) for one in lines if one["kind"] == "text")
    rows = query(here, "SELECT room, text, purpose FROM outbox WHERE act = ''")
    meant: Counter[tuple[str, str]] = Counter()
    for room, text, purpose in rows:
        [words] = [
            key for key in arrived if key[0] == room and key[1].endswith(_end(text))
        ] or [(str(room), str(text))]
        meant[words] += 2 if purpose in MUST_ARRIVE else 1
    too_often = {words: count for words, count in arrived.items() if count > meant[words]}
    assert too_often == {}


def _end(text: object) -> str:
    """The channel writes the name before it anew."""
    return str(text).partition(" ")[2] if str(text).startswith("@") else str(text)


async def survive(tmp_path: Path, rounds: int) -> None:
    journal = tmp_path / "journal"
    journal.touch()
    settings = Settings(journal=journal)
    async with town(tmp_path, {"recognise.enabled": "false"}, settings) as here:
        await here.move_in()
        diary = await play(here, rounds)
        check(here, diary, journal)
        print(  # noqa: T201 -- shown with -s, for whoever wants the figures
            f"\n{rounds} outages: {len(diary.said)} said, {len(lost(here, diary))} of them"
            f" lost in {len(gaps(here))} gaps that were told, {len(diary.notes)} notes"
        )


async def test_a_gateway_that_breaks_five_times(node: None, tmp_path: Path):
    random.seed(7)
    await survive(tmp_path, 5)


@pytest.mark.faults_long
async def test_a_gateway_that_breaks_thirty_times(node: None, tmp_path: Path):
    await survive(tmp_path, 30)
