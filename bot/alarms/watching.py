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
    async with kept, told:  # apart, so that a store that hangs hides nothing
        yield


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
