"""What was posted becomes inbox rows; posts that come together share one transaction."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.channels.web.refusals import RETRY_AFTER, Refused
from handlers.model.people import RoomId
from store import inbox, media
from store.db import Database
from store.errors import StoreUnavailable
from store.inbox import Inbound
from store.media import MediaInfo

log = logging.getLogger(__name__)

BATCH = 256  # rows of one transaction: more no longer makes a row cheaper
GATHER_S = 0.02  # after a commit: it costs the same for one post as for twenty
LAST_CALL = 5  # seconds to store what was taken in before the end
BACKLOG = 10_000  # beyond this the poster waits outside, not in our memory


@dataclass(frozen=True, slots=True)
class Posted:
    """One post on its way.  media: kept already, still to be written down.

    row: what its poster waits for; None if it was there before.
    """

    inbound: Inbound
    media: Sequence[MediaInfo]
    row: asyncio.Future[int | None]


class Intake:
    """Stores posts in the order they came and answers each after its commit (R9)."""

    def __init__(self, database: Database, stored: Callable[[RoomId], None]) -> None:
        self._database = database
        self._stored = stored
        self._posted: asyncio.Queue[Posted] = asyncio.Queue(BACKLOG)
        self._task: asyncio.Task[None] | None = None

    async def put(self, inbound: Inbound, kept: Sequence[MediaInfo] = ()) -> bool:
        """True when it was stored now, False when it was stored before.

        Raises: StoreUnavailable; Refused when too much is waiting.
        """
        row: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
        try:
            self._posted.put_nowait(Posted(inbound, kept, row))
        except asyncio.QueueFull:
            why = "too many messages are waiting; send the same id again in a moment"
            raise Refused(503, why, RETRY_AFTER) from None
        return await row is not None

    def start(self) -> None:
        self._task = asyncio.create_task(self._store_all(), name="web intake")

    async def stop(self) -> None:
        """What was taken in is stored first."""
        if self._task is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_CALL):
                await self._posted.join()
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _store_all(self) -> None:
        while True:
            batch = await self._gather()
            try:
                await self._store(batch)
            except Exception:  # a defect in one batch must not stop the next ones
                log.exception("posts not settled", extra={"posts": len(batch)})
            for _ in batch:
                self._posted.task_done()
            await asyncio.sleep(GATHER_S)

    async def _gather(self) -> list[Posted]:
        """All that is waiting.  While one batch commits, and a moment after it, the next one
        grows by itself; a post that comes alone waits for nothing.
        """
        batch = [await self._posted.get()]
        await asyncio.sleep(0)  # requests that were read in the same tick join
        while len(batch) < BATCH and not self._posted.empty():
            batch.append(self._posted.get_nowait())
        return batch

    async def _store(self, batch: Sequence[Posted]) -> None:
        try:
            rows = await self._commit(batch)
        except StoreUnavailable as error:
            _fail(batch, error)
        except Exception as error:  # noqa: BLE001  # handed to whoever waits, who logs it
            await self._isolate(batch, error)
        else:
            self._tell(batch, rows)

    async def _commit(self, batch: Sequence[Posted]) -> list[int | None]:
        async with self._database.begin() as conn:
            await media.put(conn, [info for each in batch for info in each.media])
            return await inbox.put(conn, [each.inbound for each in batch])

    async def _isolate(self, batch: Sequence[Posted], error: Exception) -> None:
        """One post that cannot be stored must not take the others with it."""
        if len(batch) == 1:
            _fail(batch, error)
            return
        for each in batch:
            await self._store([each])

    def _tell(self, batch: Sequence[Posted], rows: Sequence[int | None]) -> None:
        for each, row in zip(batch, rows, strict=True):
            if not each.row.done():  # its client may have hung up
                each.row.set_result(row)
        new = zip(batch, rows, strict=True)
        for room in {each.inbound.room: None for each, row in new if row is not None}:
            self._stored(RoomId(room))


def _fail(batch: Sequence[Posted], error: Exception) -> None:
    for each in batch:
        if not each.row.done():
            each.row.set_exception(error)
