"""The bot at work: inbox to outbox, timers, outbox to channels, until it is told to stop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import clock, ticker
from bot.config import Config
from bot.errands import Errands, Runners
from bot.errors import describe
from bot.figures import Figures
from bot.handing import Outside
from bot.pipeline import Pipeline
from bot.printing.press import Press
from bot.sender import Sender
from handlers import moments
from handlers.model.people import RoomId
from store import errands, inbox, outbox
from store.db import Database
from store.errors import StoreUnavailable
from store.inbox import Inbound

log = logging.getLogger(__name__)

TICK_S = 1  # how late a timer may be
PATIENCE_S = 1.0  # between two tries while the store is unavailable
GATHER_S = 0.2  # after a batch: one row costs nearly as much by itself as fifty together


class Engine:
    """One a process; `run` it once.  runners: who answers which kind of errand.

    press: prints the pages of messages; None when they go out in words alone.
    outside: the channels beside the web chat.
    """

    def __init__(
        self,
        database: Database,
        config: Config,
        figures: Figures,
        runners: Runners,
        press: Press | None = None,
        outside: Sequence[Outside] = (),
    ) -> None:
        self._database = database
        self._figures = figures
        self._pipeline = Pipeline(database, config, clock.now)
        self._senders = [
            (_sender(database, config, one, prints=press is not None), asyncio.Event())
            for one in (None, *outside)
        ]
        self._press = press
        self._to_print = asyncio.Event()
        stale = config.settings.intake.stale
        noted = figures.errand
        self._errands = [
            (Errands(database, *one, clock.now, stale, noted, self._told), asyncio.Event())
            for one in runners.items()
        ]
        self._tell: Callable[[Inbound], None] | None = None
        self._arrived = asyncio.Event()
        self._stopping = asyncio.Event()
        self._given_back = False  # until then a batch may be leased that nobody handles

    def wake(self) -> None:
        """Something new waits in the inbox."""
        self._arrived.set()

    def stop(self) -> None:
        """Finish the batch in hand, then `run` returns."""
        self._stopping.set()
        self._arrived.set()
        self._to_print.set()
        self._say()

    def _say(self) -> None:
        for _, news in self._senders:
            news.set()

    async def run(
        self, heard: Callable[[RoomId], None], told: Callable[[Inbound], None]
    ) -> None:
        """Work until stopped.  heard: told of each room in which the bot has just spoken.

        told: gets what was asked outside and came back.
        Raises: StoreUnavailable when it cannot even begin.
        """
        self._tell = told
        for sender, _ in self._senders:
            await sender.start(clock.now())
        await self._give_back_errands()
        scheduler = AsyncIOScheduler()
        scheduler.add_job(
            self._tick, "interval", seconds=TICK_S, max_instances=1, coalesce=True
        )
        scheduler.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._loop(self._handle, self._arrived), name="pipeline")
                for sender, news in self._senders:
                    sending = self._loop(partial(self._send, sender, heard), news)
                    tasks.create_task(sending, name=f"sender {sender.channel}")
                slow = [tasks.create_task(one) for one in self._slow()]
                await self._stopping.wait()
                for task in slow:  # it is leased, or still in the outbox: run again
                    task.cancel()
        finally:
            scheduler.shutdown(wait=False)

    def _slow(self) -> Iterator[Coroutine[None, None, None]]:
        """What takes its time: errands, and printing."""
        for one, news in self._errands:
            yield self._loop(one.step, news)
        if self._press is not None:
            yield self._loop(partial(self._print, self._press), self._to_print)

    async def _give_back(self) -> None:
        """Leases of a process that is gone, or of a batch that could not be stored.

        With SQLite the folder is ours and nobody else holds one; elsewhere they run out.
        """
        if self._database.dialect == "sqlite":
            async with self._database.begin() as conn:
                await inbox.release_all(conn)
        self._given_back = True

    async def _give_back_errands(self) -> None:
        """At the start: a process that is gone runs none of them; elsewhere they run out."""
        if self._database.dialect == "sqlite":
            async with self._database.begin() as conn:
                await errands.release_all(conn, clock.now())

    async def _loop(self, step: Callable[[], Awaitable[int]], news: asyncio.Event) -> None:
        """Step while there is work, then wait for news or the next tick."""
        while not self._stopping.is_set():
            news.clear()
            try:
                busy = await step()
            except Exception as error:  # noqa: BLE001 -- one bad round must not end the bot (R18)
                self._note(error)
                busy = 0
                await asyncio.sleep(PATIENCE_S)
            if not busy:
                with suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), TICK_S)

    def _note(self, error: Exception) -> None:
        """What a store says is fit for the log; of anything else only what and where."""
        words = str(error) if isinstance(error, StoreUnavailable) else describe(error)
        self._figures.failures.inc()
        self._figures.stuck = True
        log.error("round failed", extra={"error": words})

    async def _handle(self) -> int:
        if not self._given_back:
            await self._give_back()
        self._given_back = False
        handled = await self._pipeline.step()
        self._given_back, self._figures.stuck = True, False
        if handled:
            self._figures.handled.inc(handled)
            errands_ = (news for _, news in self._errands)
            for news in (self._to_print, *errands_):
                news.set()
            self._say()
        if 0 < handled < self._pipeline.config.batch:
            await self._gather()
        return handled

    async def _gather(self) -> None:
        """While messages keep coming, some come together; the first never waits."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), GATHER_S)

    async def _print(self, press: Press) -> int:
        printed = await press.step()
        if printed:
            self._say()
        return printed

    def _told(self, answer: Inbound) -> None:
        self.wake()
        if self._tell is not None:
            self._tell(answer)

    async def _send(self, sender: Sender, heard: Callable[[RoomId], None]) -> int:
        now = clock.now()
        async with self._database.read() as conn:
            first = await outbox.next_due(conn, sender.channel)
        if not sender.owes and (first is None or first > now):
            return 0
        leaving = await sender.step(now)
        self._figures.sent.inc(len(leaving))
        for room in {one.queued.outgoing.room for one in leaving}:
            heard(RoomId(room))
        return len(leaving)

    async def _tick(self) -> None:
        try:
            reminds = self._pipeline.config.settings.staff.reminds
            if await ticker.post_due(self._database, clock.now(), reminders=reminds):
                self.wake()
            await self._figures.refresh()
        except StoreUnavailable:
            self._figures.failures.inc()
        except asyncio.CancelledError:
            pass  # the clock stops with the bot; what is due is found at the next start


def _sender(
    database: Database, config: Config, outside: Outside | None, *, prints: bool
) -> Sender:
    return Sender(
        database,
        config.sender,
        stamp=_not_before_now,
        outside=outside,
        allowed=partial(moments.allowed, settings=config.settings),
        prints=prints,
    )


def _not_before_now(departure: datetime) -> datetime:
    return max(departure, clock.now())
