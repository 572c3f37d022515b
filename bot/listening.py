"""What a channel of the outside hears becomes rows of the inbox, a batch a transaction (R9)."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

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
PATIENCE_S = 1.0  # between two tries while the store is unavailable


@dataclass(frozen=True, slots=True)
class Listener:
    """One channel.  places: where what it hears belongs.

    heard: told after each batch; news: of which rooms.
    """

    database: Database
    channel: Channel
    places: Places
    heard: Callable[[], None]
    news: Callable[[Iterable[Inbound]], None]

    async def run(self) -> None:
        """Until it is cancelled.  What was heard is stored before anything else happens."""
        waiting: asyncio.Queue[Inbound] = asyncio.Queue(BEHIND)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._pump(waiting))
            while True:
                await self._keep(await _batch(waiting))

    async def _pump(self, waiting: asyncio.Queue[Inbound]) -> None:
        """For ever: a channel that breaks is listened to again, and loses nothing it told."""
        while True:
            try:
                async for inbound in self.channel.listen():
                    await waiting.put(inbound)
            except Exception as error:  # noqa: BLE001 -- whatever it is, we go on (R18)
                fields = {"channel": self.channel.name, "error": describe(error)}
                log.error("channel broke", extra=fields)  # noqa: TRY400 -- no members' words
            await asyncio.sleep(BROKEN_S)

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
