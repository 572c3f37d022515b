"""Tells open pages that something changed: one look at the store, however many are open."""

import asyncio
from contextlib import suppress
from datetime import timedelta

from aiohttp import web

from bot.channels.account import Accounts
from store.console import pulse
from store.db import Database
from store.errors import StoreUnavailable

EVERY = timedelta(seconds=3)  # pages are read by people


class Pulse:
    """count: goes up with each change.  Nobody listens: nothing is looked at."""

    def __init__(
        self, database: Database, accounts: Accounts, every: timedelta = EVERY
    ) -> None:
        self.count = 0
        self.ended = False
        self._database = database
        self._accounts = accounts
        self._every = every
        self._listening = 0
        self._mark: object = None  # as it was last; None: not known
        self._changed = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._look(), name="console pulse")

    async def stop(self) -> None:
        """Whoever waits is told at once."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self.ended = True
        async with self._changed:
            self._changed.notify_all()

    async def wait(self, seen: int, patience: timedelta) -> int:
        """The count when it is another than `seen`, or after a while.

        The first who listens sees to it that what happens from now on is noticed.
        """
        self._listening += 1
        try:
            if self._mark is None:
                self._mark = await self._found()
            async with asyncio.timeout(patience.total_seconds()), self._changed:
                await self._changed.wait_for(lambda: self.ended or self.count != seen)
        except TimeoutError:
            pass
        finally:
            self._listening -= 1
        return self.count

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(self._every.total_seconds())
            before, found = self._mark, await self._found() if self._listening else None
            self._mark = found
            if before is not None and found not in (None, before):
                await self._tell()

    async def _found(self) -> object:
        try:
            async with self._database.read() as conn:
                return self._accounts.changes, await pulse.mark(conn)
        except StoreUnavailable:
            return None  # pages say so themselves; the next look is soon

    async def _tell(self) -> None:
        self.count += 1
        async with self._changed:
            self._changed.notify_all()


PULSE = web.AppKey("PULSE", Pulse)
