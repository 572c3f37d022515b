"""The bot is stopped while everybody talks: nothing that reached it goes lost untold (R9)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import clock
from bot.alarms import watching
from bot.app import _before
from bot.background import running
from bot.channels.account import Accounts
from bot.channels.wechaty import WechatyChannel
from bot.listening import Listener
from bot.placing import Places
from bot.vouching import Vouching
from store import enrol
from store.db import open_database
from store.inbox import Inbound
from store.media import MediaStore
from store.tables import InboxRow
from tests.bot.alarms.placed import configured
from tests.channels.wechaty.bench import BOUND, ROOM, settings_for
from tests.peers.waiting import until
from tests.peers.wechat import WeChat
from tests.peers.wechat_gateway import wechat_gateway

ON_THE_WIRE = timedelta(seconds=2)  # between what was said and when it was heard


@asynccontextmanager
async def life(folder: Path, wechat: WeChat, stored: list[Inbound]) -> AsyncIterator[None]:
    """One process of the bot, on the same store; it is told to end when the block does."""
    database = await open_database(f"sqlite+aiosqlite:///{folder}/peiban.sqlite")
    try:
        async with database.begin() as conn:
            await enrol.load_setting(conn, {"rooms": [BOUND], "people": []})
        accounts, media = Accounts(await _before(database)), MediaStore(folder)
        settings = settings_for(wechat)
        channel = WechatyChannel(settings, accounts, database, media, clock.now)
        places = Places(channel.name, Vouching(lambda: "1", clock.now))
        listener = Listener(database, channel, places, lambda: None, stored.extend)
        async with (
            watching(configured(""), accounts, database, clock.now),
            running(listener.run(), "listening"),
        ):
            await until(lambda: channel.ready)
            yield
        assert listener.oldest() is None
    finally:
        await database.close()


async def talk(wechat: WeChat, begin: asyncio.Event, said: dict[str, datetime]) -> None:
    """Without a break, until somebody stops it."""
    await begin.wait()
    while True:
        said[await wechat.say("rose", ROOM, f"第{len(said)}句")] = clock.now()
        await asyncio.sleep(0.005)


async def in_store(folder: Path) -> set[str]:
    database = await open_database(f"sqlite+aiosqlite:///{folder}/peiban.sqlite")
    try:
        async with database.read() as conn:
            found = select(InboxRow.external_id).where(InboxRow.kind == "message")
            return set((await conn.execute(found)).scalars())
    finally:
        await database.close()


def of_kind(rows: list[Inbound], kind: str) -> list[Inbound]:
    return [row for row in rows if row.kind == kind]


@pytest.mark.parametrize("heard", [1, 300])
async def test_what_is_not_stored_at_a_stop_lies_in_the_gap_that_is_told(
    tmp_path: Path, heard: int
) -> None:
    said: dict[str, datetime] = {}
    before: list[Inbound] = []
    after: list[Inbound] = []
    begin = asyncio.Event()
    async with wechat_gateway() as wechat:
        await wechat.contact("rose", "玫瑰")
        await wechat.room(ROOM, "东园", ["bot", "rose"])
        async with running(talk(wechat, begin, said), "talk"):
            async with life(tmp_path, wechat, before):
                begin.set()
                await until(lambda: len(of_kind(before, "message")) >= heard)
            kept = await in_store(tmp_path)
            await until(lambda: len(said) > len(kept) + 100)
            async with life(tmp_path, wechat, after):
                await until(lambda: bool(of_kind(after, "message")))
    names = [*said]
    assert kept == set(names[: len(kept)]), "something in between was dropped"
    [gap] = of_kind(after, "outage")
    first = names.index(of_kind(after, "message")[0].external_id)
    lost = [said[name] for name in names[len(kept) : first]]
    assert datetime.fromisoformat(str(gap.body["since"])) - ON_THE_WIRE <= min(lost)
    assert max(lost) <= datetime.fromisoformat(str(gap.body["until"])) + ON_THE_WIRE
