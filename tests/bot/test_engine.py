"""The bot at work: the first message is handled at once, those after it together."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest

from bot import config, engine
from bot.engine import Engine
from bot.figures import Figures
from store import enrol, inbox
from store.db import Database, open_database
from tests.store.made import SETTING, message

FOR_EVER = 3600.0


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    async with opened.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    yield opened
    await opened.close()


@asynccontextmanager
async def at_work(
    database: Database, settings: Mapping[str, object] | None = None
) -> AsyncIterator[Engine]:
    """Stops at the end, whatever it is waiting for."""
    one = Engine(database, config.load(None, settings or {}), Figures(database), {})
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
