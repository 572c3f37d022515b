"""The bot at work: the first message is handled at once, those after it together."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import config, engine
from bot.engine import Engine
from bot.figures import Figures
from bot.handing import Outside
from store import inbox, outbox
from store.db import Database, open_database
from store.outbox import OutboxStatus
from store.tables import OutboxRow
from tests.bot.loudspeaker import Loudspeaker, always
from tests.store.made import message, outgoing

pytestmark = pytest.mark.usefixtures("everybody")

FOR_EVER = 3600.0


@asynccontextmanager
async def at_work(
    database: Database,
    settings: Mapping[str, object] | None = None,
    outside: Sequence[Outside] = (),
) -> AsyncIterator[Engine]:
    """Stops at the end, whatever it is waiting for."""
    loaded, figures = config.load(None, settings or {}), Figures(database)
    one = Engine(database, loaded, figures, {}, outside=outside)
    working = asyncio.create_task(one.run(lambda _: None, lambda _: None))
    try:
        yield one
    finally:
        one.stop()
        await working


async def arrive(database: Database, bot: Engine, *names: str) -> None:
    for name in names:
        async with database.begin() as conn:
            await inbox.put(conn, [message(name)])
        bot.wake()


async def waiting(database: Database) -> int:
    async with database.read() as conn:
        return await inbox.waiting_count(conn)


async def until_handled(database: Database) -> None:
    while await waiting(database):  # noqa: ASYNC110 -- nobody tells
        await asyncio.sleep(0.01)


async def test_what_comes_after_a_batch_gathers(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engine, "GATHER_S", FOR_EVER)
    async with at_work(database) as bot:
        await arrive(database, bot, "m1")
        await until_handled(database)
        await arrive(database, bot, "m2", "m3")
        await asyncio.sleep(0.05)
        assert await waiting(database) == 2
    assert await waiting(database) == 2  # and it stopped although it was gathering


async def test_while_more_waits_than_a_batch_holds_nothing_is_gathered(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engine, "GATHER_S", FOR_EVER)
    async with at_work(database, {"pipeline.batch": 1}) as bot:
        await arrive(database, bot, "m1", "m2", "m3")
        await until_handled(database)


@dataclass
class Locking(Loudspeaker):
    """Another process keeps the store from the moment on in which this does something."""

    other: sqlite3.Connection | None = None

    async def act(self, act: str, subject: str) -> None:
        await super().act(act, subject)
        assert self.other
        self.other.execute("BEGIN IMMEDIATE")


async def test_what_came_of_a_message_is_stored_though_nothing_else_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engine, "PATIENCE_S", 0.01)
    monkeypatch.setattr(engine, "TICK_S", 0.01)
    store = await open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db")
    async with store.begin() as conn:
        await conn.exec_driver_sql("PRAGMA busy_timeout = 10")
        recall = replace(outgoing("k"), channel="loudspeaker", act="recall", photos=())
        await outbox.put(conn, [recall])
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        speaker = Locking(other=other)
        outside = Outside(store, speaker, always)
        async with at_work(store, outside=[outside]):
            while not outside.owes:  # noqa: ASYNC110 -- nobody tells
                await asyncio.sleep(0.01)
            other.execute("ROLLBACK")
            while outside.owes:  # noqa: ASYNC110 -- nobody tells
                await asyncio.sleep(0.01)
    async with store.read() as conn:
        assert await outbox.waiting_count(conn) == 0
        assert await conn.scalar(select(OutboxRow.status)) == OutboxStatus.SENT
    await store.close()
    assert len(speaker.done) == 1
