"""Pages of messages, printed in a worker process and kept beside the other pictures (R8)."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import PeibanError, WorkerError
from bot.printing import packages
from bot.printing.order import read_page, write_order
from bot.workers.errors import FileError
from bot.workers.packages import wanting
from bot.workers.pool import Pool, Terms, open_pool
from store import codec, media, outbox
from store.db import Database
from store.media import MediaInfo, MediaStore
from store.outbox import Queued

log = logging.getLogger(__name__)

TASK = "bot.printing.order:carry_out"
TERMS = Terms(workers=1, timeout=timedelta(seconds=20), memory_mb=700)
AT_ONCE = 20  # pages looked for together
PAUSE = timedelta(seconds=15)  # before a worker is tried again
PATIENCE = timedelta(minutes=5)  # of words whose page cannot be tried; then they go alone
KEY = "bulletin.picture"
NAME, MIME = "bulletin.jpg", "image/jpeg"


@asynccontextmanager
async def open_press(
    database: Database, pictures: MediaStore, now: Callable[[], datetime], folder: Path
) -> "AsyncIterator[Press]":
    """Its worker starts with the first page, and ends with the block.

    folder: where pages lie until they are kept.
    Raises: PeibanError when packages are missing.
    """
    if absent := packages.missing():
        raise PeibanError(wanting(KEY, absent))
    async with open_pool(TERMS, TASK) as pool:
        yield Press(database, pictures, now, folder, pool)


class Press:
    """Prints what the outbox has to print, each page once."""

    def __init__(
        self,
        database: Database,
        pictures: MediaStore,
        now: Callable[[], datetime],
        folder: Path,
        pool: Pool,
    ) -> None:
        self._database = database
        self._pictures = pictures
        self._now = now
        self._folder = folder
        self._pool = pool
        self._not_before: datetime | None = None  # after a try without a worker

    async def step(self) -> int:
        """Print what waits; how many messages have what they need now, page or none."""
        if self._not_before is not None and self._now() < self._not_before:
            return 0
        async with self._database.read() as conn:
            waiting = await outbox.unprinted(conn, AT_ONCE)
        settled = 0
        try:
            for queued in waiting:
                await self._settle(queued, await self._page(queued))
                settled += 1
        except WorkerError:
            self._not_before = self._now() + PAUSE
            settled += await self._give_up(waiting[settled:])
        return settled

    async def _give_up(self, waiting: Sequence[Queued]) -> int:
        """No worker for the moment: only words that have waited long go alone; how many."""
        oldest = self._now() - PATIENCE
        late = [queued for queued in waiting if queued.outgoing.created_at <= oldest]
        log.warning("no press", extra={"waiting": len(waiting), "given_up": len(late)})
        for queued in late:
            await self._settle(queued, None)
        return len(late)

    async def _page(self, queued: Queued) -> MediaInfo | None:
        """None for one that cannot be had.  Raises: WorkerError."""
        try:
            return await self._print(queued)
        except (FileError, OSError, json.JSONDecodeError) as error:
            reason = getattr(error, "reason", type(error).__name__)
            log.warning("page not printed", extra={"outbox": queued.id, "reason": reason})
            return None

    async def _settle(self, queued: Queued, printed: MediaInfo | None) -> None:
        """A page that cannot be had must not hold back the words."""
        async with self._database.begin() as conn:
            if printed is not None:
                await media.put(conn, [printed])
            await outbox.mark_printed(conn, queued.id, printed.sha if printed else None)

    async def _print(self, queued: Queued) -> MediaInfo:
        """Raises: what it was that failed; WorkerError, StoreUnavailable: try again."""
        out = queued.outgoing
        photos = [self._pictures.path(sha) for sha in out.photos]
        with TemporaryDirectory(prefix="page-", dir=self._folder) as folder:
            data = codec.load_mapping(out.page or "{}")
            order = await asyncio.to_thread(
                write_order, Path(folder), out.prompt, data, photos
            )
            await self._pool.run(order)
            page = await asyncio.to_thread(read_page, order)
        return await self._pictures.keep(page, NAME, MIME, self._now())
