"""The watch, as long as the bot runs."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from bot.alarms.watch import LOOK_EVERY, Watch
from bot.alarms.ways import missing, ways
from bot.background import running
from bot.channels.account import Accounts
from bot.config import Config
from bot.errors import PeibanError, describe
from store.db import Database
from store.errors import StoreUnavailable

log = logging.getLogger(__name__)

LAST_S = 2.0  # for one small write when the bot is stopped


@asynccontextmanager
async def watching(
    config: Config, accounts: Accounts, database: Database, now: Callable[[], datetime]
) -> AsyncIterator[None]:
    """Looks and tells while the block lasts; without any way it only writes into the log.

    Raises: PeibanError when a way is configured by halves.
    """
    if wrong := missing(config.alarms):
        raise PeibanError(wrong)
    watch = Watch(config, accounts, ways(config.alarms), now())
    known, news = asyncio.Event(), asyncio.Event()
    accounts.whole.news = news.set

    async def remember() -> None:
        news.clear()
        await watch.remember(database, now)
        known.set()

    async def look() -> None:
        with suppress(TimeoutError):  # at the start: what was told by a process before
            await asyncio.wait_for(known.wait(), LOOK_EVERY.total_seconds())
        await watch.look(now())
        if watch.unstored:
            news.set()

    kept = running(_again_and_again(remember, news), "alarms kept")
    told = running(_again_and_again(look, asyncio.Event()), "alarms")
    last = _last_sign(watch, database, now)
    async with last, kept, told:  # apart, so that a store that hangs hides nothing
        yield


@asynccontextmanager
async def _last_sign(
    watch: Watch, database: Database, now: Callable[[], datetime]
) -> AsyncIterator[None]:
    """At the end: where the next process finds out since when nobody listened."""
    try:
        yield
    finally:
        await _sign(watch, database, now)


async def _sign(watch: Watch, database: Database, now: Callable[[], datetime]) -> None:
    try:
        async with asyncio.timeout(LAST_S):
            await watch.remember(database, now)
    except (StoreUnavailable, TimeoutError):
        log.warning("no last sign of life")


async def _again_and_again(
    step: Callable[[], Awaitable[None]], news: asyncio.Event
) -> None:
    while True:
        try:
            await step()
        except StoreUnavailable:
            pass  # that is what the watch finds out
        except Exception as error:  # noqa: BLE001 -- nothing may end the watch (R18)
            log.error("watch failed", extra={"error": describe(error)})  # noqa: TRY400
        with suppress(TimeoutError):
            await asyncio.wait_for(news.wait(), LOOK_EVERY.total_seconds())
