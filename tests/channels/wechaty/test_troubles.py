"""A gateway that breaks again and again: all that reached us is told, once and in order."""

import asyncio
import random
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from bot.channels.account import AccountState
from bot.channels.wechaty.link import Heard
from bot.channels.wechaty.wire import WireEvent
from tests.channels.wechaty.bench import QUICK, ROOM, Bench, garden
from tests.peers.waiting import until

ROUNDS = 10
HASTY = replace(QUICK, quiet=0.3, dong=0.5, gap=0)


async def test_what_reached_us_is_told_whatever_happens_then(tmp_path: Path) -> None:
    chance = random.Random(20260824)
    async with garden(tmp_path, HASTY) as made:
        reached = _overhear(made)
        for _ in range(ROUNDS):
            await made.online()
            before = len(reached)
            await made.wechat.burst("rose", ROOM, 30)
            await until(lambda: len(reached) > before, lambda: reached)  # noqa: B023 -- at once
            await _trouble(made, chance)
        await made.online()
        await until(lambda: len(_told(made)) >= len(reached), lambda: _told(made)[-3:])
        assert _told(made) == reached
        assert made.of_kind("unreadable") == []
        assert len(made.of_kind("outage")) == ROUNDS
        assert (await made.wechat.health()).stops == 0


def _overhear(made: Bench) -> list[str]:
    """The ids of messages as they reach the channel."""
    reached: list[str] = []
    link = made.channel._link
    hear = link._hear

    async def overhear(heard: Heard) -> None:
        if isinstance(heard, WireEvent) and heard.name == "message":
            reached.append(heard.text("messageId"))
        await hear(heard)

    link._hear = overhear
    return reached


def _told(made: Bench) -> list[str]:
    return [row.external_id for row in made.of_kind("message")]


async def _trouble(made: Bench, chance: random.Random) -> None:
    if chance.random() < 0.5:
        await asyncio.sleep(chance.random() / 50)
        await made.wechat.drop()
        await until(lambda: not made.channel.ready, lambda: made.account)
        return
    await made.wechat.freeze()
    await until(lambda: not made.channel.ready, lambda: made.account)
    await made.wechat.thaw()


async def test_who_listens_again_hears_what_was_on_its_way_and_what_comes(
    tmp_path: Path,
) -> None:
    large = b"\xff\xd8\xff\xe0" + bytes(8 << 20)
    async with garden(tmp_path) as made:
        await made.row("room")
        await made.wechat.image("rose", ROOM, large)
        on_its_way = made.channel._arriving._tasks
        await until(lambda: bool(on_its_way), lambda: made.rows)
        await made.stops_listening()
        assert (made.account.state, made.channel.ready) == (AccountState.STARTING, False)
        await asyncio.sleep(QUICK.gap)
        made.listens()
        await made.online()
        await made.wechat.say("rose", ROOM, "后来的")
        await made.row("message", 2)
        first, second = made.of_kind("message")
        assert first.body["pictures"] == [sha256(large).hexdigest()]
        assert second.body["text"] == "后来的"
        assert (await made.row("outage")).body["reason"] == "stopped"
