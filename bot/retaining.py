"""Each night chat that is no report is forgotten, with what only it had posted (R14)."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from bot import erasing
from bot.background import running
from bot.config import Config
from bot.erasing import Receipts
from store import forgetting, resting
from store.db import Database
from store.errors import StoreUnavailable
from store.media import MediaStore

log = logging.getLogger(__name__)

AT = time(2)  # by the neighbourhood's clock; nobody talks, and the backup follows
LOOK_EVERY = timedelta(minutes=5)
FIRST_AFTER = timedelta(hours=1)  # a bot that runs by day alone forgets too
PAUSE = timedelta(milliseconds=50)  # between two slices others may write


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much: rows of chat, questions, files."""

    rows: int
    questions: int
    files: int


def next_at(config: Config, now: datetime) -> datetime | None:
    """When chat is forgotten next; None where it is kept for ever."""
    if config.settings.privacy.keep_chat is None:
        return None
    local = now.astimezone(config.zone)
    today = datetime.combine(local.date(), AT, config.zone)
    return today if local < today else today + timedelta(days=1)


def is_due(config: Config, now: datetime, since: datetime, last: datetime | None) -> bool:
    """since: when the bot was started.  last: when it was done last."""
    if config.settings.privacy.keep_chat is None or now - since < FIRST_AFTER:
        return False
    local = now.astimezone(config.zone)
    if last is not None and last.astimezone(config.zone).date() >= local.date():
        return False
    return local.time() >= AT


async def forget_old(
    database: Database, media: MediaStore, before: datetime, limit: int = forgetting.SLICE
) -> Forgotten:
    """All that was said before then and is part of no record, slice by slice."""
    rows, removed = 0, limit
    while removed >= limit:
        async with database.begin() as conn:
            removed = await forgetting.forget(conn, before, limit)
        rows += removed
        await asyncio.sleep(PAUSE.total_seconds())
    async with database.begin() as conn:
        questions = await forgetting.forget_questions(conn, before)
    async with database.begin() as conn:
        await resting.forget_bulletins(conn, before)
    async with database.read() as conn:
        unused, newest = await forgetting.unused(conn, before)
    async with database.begin() as conn:
        gone = await forgetting.drop_media(conn, unused, newest)
    await asyncio.to_thread(forgetting.drop_files, media, gone)
    return Forgotten(rows, questions, len(gone))


def nightly(
    config: Config,
    database: Database,
    media: MediaStore,
    data: Path,
    now: Callable[[], datetime],
) -> AbstractAsyncContextManager[None]:
    """Forgets each night as long as the block lasts; first finishes erasures cut short.

    data: the folder in which their receipts are kept.
    """
    receipts = Receipts(data, config.zone)
    return running(_nightly(config, database, media, receipts, now), "retaining")


async def _nightly(
    config: Config,
    database: Database,
    media: MediaStore,
    receipts: Receipts,
    now: Callable[[], datetime],
) -> None:
    since, last = now(), None
    while True:
        try:
            await erasing.finish(database, media, receipts, now)
            if is_due(config, at := now(), since, last):
                await _forget(config, database, media, at)
                last = at
        except (StoreUnavailable, OSError) as error:
            log.error("forgetting failed", extra={"error": type(error).__name__})  # noqa: TRY400
        await asyncio.sleep(LOOK_EVERY.total_seconds())


async def _forget(
    config: Config, database: Database, media: MediaStore, now: datetime
) -> None:
    keep = config.settings.privacy.keep_chat
    if keep is not None:
        done = await forget_old(database, media, now - keep)
        async with database.begin() as conn:
            await forgetting.forget_outside(conn, now)
        log.info("chat forgotten", extra={"rows": done.rows, "files": done.files})
