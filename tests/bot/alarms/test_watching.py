"""The watch beside a running bot: it tells, it ends when told to, and nothing ends it before."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest

from bot import clock
from bot.alarms import watching
from bot.channels.account import Account, Accounts, AccountState
from bot.errors import PeibanError
from store import alarms
from store.db import Database
from tests.bot.alarms.hook import Hook, hook, silent
from tests.bot.alarms.placed import DAY, configured


def away(*channels: str) -> Accounts:
    accounts = Accounts()
    for channel in channels or ("wechaty",):
        since = clock.now() - DAY
        accounts.note(Account(channel, "bot", AccountState.DISCONNECTED, since))
    return accounts


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    while not await condition():  # noqa: ASYNC110 -- nobody tells
        await asyncio.sleep(0.01)


def told(database: Database, count: int) -> Callable[[], Awaitable[bool]]:
    """Whether it is stored that so many alarms were told."""

    async def is_so() -> bool:
        async with database.read() as conn:
            return sum(not one.to_tell for one in await alarms.all_(conn)) == count

    return is_so


def asked(server: Hook) -> Callable[[], Awaitable[bool]]:
    async def is_so() -> bool:
        return bool(server.taken)

    return is_so


async def test_it_tells_at_once_what_lasts_and_a_restart_does_not_repeat_it(
    database: Database,
):
    async with hook() as server:
        config = configured(server.url)
        async with watching(config, away(), database, clock.now):
            await until(told(database, 1))
        both = away("wechaty", "wecom")
        async with watching(config, both, database, clock.now):
            await until(told(database, 2))

    lists = [one["alarms"] for one in server.taken]
    channels = [
        [one["channel"] for one in each] for each in lists if isinstance(each, list)
    ]
    assert channels == [["wechaty"], ["wecom"]]


async def test_it_ends_at_once_while_a_server_keeps_it_waiting(database: Database):
    async with hook(silent) as server:
        config = configured(server.url)
        async with watching(config, away(), database, clock.now):
            await until(asked(server))


async def test_a_step_that_fails_does_not_end_it(
    database: Database, caplog: pytest.LogCaptureFixture
):
    calls = 0

    def now() -> datetime:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise ZeroDivisionError
        return clock.now()

    async def failed() -> bool:
        return "watch failed" in caplog.text

    async with watching(configured(""), away(), database, now):
        await until(failed)


async def test_a_store_that_is_gone_ends_nothing(
    tmp_path: Path, database: Database, caplog: pytest.LogCaptureFixture
):
    await database.close()
    (tmp_path / "store.sqlite").unlink()
    (tmp_path / "store.sqlite").mkdir()

    async with watching(configured(""), away(), database, clock.now):
        await asyncio.sleep(0.2)
    assert "watch failed" not in caplog.text


async def test_a_way_configured_by_halves_is_refused_at_the_start(database: Database):
    config = configured("", mail_host="localhost")
    with pytest.raises(PeibanError, match=r"alarms\.mail_from is empty"):
        async with watching(config, away(), database, clock.now):
            pass
