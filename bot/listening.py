"""What a channel of the outside hears becomes rows of the inbox, a batch a transaction (R9)."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.channels.base import Channel
from bot.errors import describe
from bot.placing import Places
from store import inbox
from store.db import Database
from store.errors import StoreUnavailable
from store.inbox import Inbound

log = logging.getLogger(__name__)

AT_ONCE = 200  # rows a transaction
BEHIND = 1000  # rows that may wait here; more wait in the channel
BROKEN_S = 5.0  # before a channel that broke is listened to again
LAST_S = 10.0  # to store what was heard when the bot is stopped
PATIENCE_S = 1.0  # between two tries while the store is unavailable


@dataclass(slots=True)
class Listener:
    """One channel.  places: where what it hears belongs.

    heard: told after each batch; news: of which rooms.
    """

    database: Database
    channel: Channel
    places: Places
    heard: Callable[[], None]
    news: Callable[[Iterable[Inbound]], None]
    _waiting: asyncio.Queue[Inbound] = field(default_factory=lambda: asyncio.Queue(BEHIND))
    _since: deque[datetime] = field(default_factory=deque)  # of each that is not stored
    _ending: asyncio.Event = field(default_factory=asyncio.Event)
    _patience: float | None = (
        None  # until then, on the loop's clock, what was heard is stored
    )

    async def run(self) -> None:
        """Until it is cancelled.  What was heard is stored before anything else happens."""
        pump = asyncio.create_task(self._pump(), name=f"{self.channel.name} pump")
        keeps = asyncio.create_task(self._keep_all(), name=f"{self.channel.name} keeps")
        try:
            await asyncio.wait([pump, keeps], return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._store_the_last(pump)
            pump.cancel()
            keeps.cancel()
            await asyncio.gather(pump, keeps, return_exceptions=True)

    def end(self) -> None:
        """Hear nothing new; what was heard is stored until `run` is cancelled, and then."""
        if self._patience is None:
            self._patience = asyncio.get_running_loop().time() + LAST_S
            self._ending.set()
            self.channel.hush()

    def oldest(self) -> datetime | None:
        """When the oldest was heard of what is not stored yet."""
        return min(self._since, default=None)

    async def _store_the_last(self, pump: "asyncio.Task[None]") -> None:
        """What takes too long will be a gap."""
        self.end()
        try:
            async with asyncio.timeout_at(self._patience):
                await asyncio.wait([pump])
                await self._waiting.join()
        except TimeoutError:
            fields = {"channel": self.channel.name, "rows": len(self._since)}
            log.warning("heard and not stored in time", extra=fields)

    async def _pump(self) -> None:
        """For ever: a channel that breaks is listened to again, and loses nothing it told."""
        while not self._ending.is_set():
            try:
                async with aclosing(self.channel.listen()) as rows:
                    async for inbound in rows:
                        self._since.append(min(inbound.at, inbound.received_at))
                        await self._waiting.put(inbound)
            except Exception as error:  # noqa: BLE001 -- whatever it is, we go on (R18)
                fields = {"channel": self.channel.name, "error": describe(error)}
                log.error("channel broke", extra=fields)  # noqa: TRY400 -- no members' words
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), BROKEN_S)

    async def _keep_all(self) -> None:
        while True:
            batch = await _batch(self._waiting)
            await self._keep(batch)
            for _ in batch:
                self._since.popleft()
                self._waiting.task_done()

    async def _keep(self, batch: Sequence[Inbound]) -> None:
        """However long the store is away: the gateway would not say it again.

        A batch that cannot be stored is halved until the poisoned row stands alone.
        """
        try:
            placed = await self._store(batch)
        except Exception as error:  # noqa: BLE001 -- one row must not take the others with it
            if len(batch) == 1:
                fields = {"channel": self.channel.name, "error": describe(error)}
                log.error("heard and cannot be stored", extra=fields)  # noqa: TRY400
                return
            half = len(batch) // 2
            await self._keep(batch[:half])
            await self._keep(batch[half:])
            return
        if placed:
            self.heard()
            self.news(placed)

    async def _store(self, batch: Sequence[Inbound]) -> list[Inbound]:
        while True:
            try:
                async with self.database.begin() as conn:
                    placed = await self.places.of(conn, batch)
                    await inbox.put(conn, placed)
            except StoreUnavailable:
                log.warning("heard and not yet stored", extra={"rows": len(batch)})
                await asyncio.sleep(PATIENCE_S)
            else:
                return placed


async def _batch(waiting: asyncio.Queue[Inbound]) -> list[Inbound]:
    """The first that comes, and whatever else is there by then."""
    batch = [await waiting.get()]
    with suppress(asyncio.QueueEmpty):
        while len(batch) < AT_ONCE:
            batch.append(waiting.get_nowait())
    return batch
