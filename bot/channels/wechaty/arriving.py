"""Events on their way to rows: looked up many at once, given out in the order of each room.

Memory is bounded: while too many are on their way, whoever brings the next one waits.  What
is on its way when it is stopped begins again with the next `go_on` (R9).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from bot import clock
from bot.channels.wechaty.stopping import stop
from bot.errors import describe
from store.inbox import Inbound

log = logging.getLogger(__name__)

Event = TypeVar("Event")
Rows = Sequence[Inbound]
ON_THEIR_WAY = 128
READY = 64  # rows that wait to be taken
NO_LANE = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What an event is about.  lane: what must keep one order; complete: pictures and all."""

    lane: str
    complete: Callable[[], Awaitable[Rows]]


@dataclass(frozen=True, slots=True)
class _Sent(Generic[Event]):
    """An event on its way.  since: what is lost with it if it never arrives."""

    event: Event
    since: datetime


@dataclass(frozen=True, slots=True)
class _Place:
    """In a lane: after whom, and who comes after."""

    lane: str
    before: asyncio.Event
    done: asyncio.Event


class Arriving(Generic[Event]):
    """Put events in, take rows out; nothing is dropped.

    given_up: the rows of an event with which we met a defect of ours.
    """

    def __init__(
        self,
        look: Callable[[Event], Awaitable[Looked]],
        given_up: Callable[[Event], Rows],
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._look = look
        self._given_up = given_up
        self._now = now
        self._rows: asyncio.Queue[tuple[Inbound, datetime] | None] = asyncio.Queue(READY)
        self._ready: list[datetime] = []
        self._tasks: dict[asyncio.Task[None], _Sent[Event]] = {}
        self._stopped: Sequence[_Sent[Event]] = ()
        self._begin()

    def _begin(self) -> None:
        """Whoever was cancelled will never say that those behind may go on."""
        self._space = asyncio.Semaphore(ON_THEIR_WAY - len(self._stopped))
        self._ends: dict[str, asyncio.Event] = {}
        self._last_looked = _set()

    async def put(self, event: Event, since: datetime | None = None) -> None:
        """Waits while there is no space; events come one after another.

        since: of what it tells, now unless given.
        """
        await self._space.acquire()
        self._send_off(_Sent(event, since or self._now()))

    def _send_off(self, sent: _Sent[Event]) -> None:
        before, self._last_looked = self._last_looked, asyncio.Event()
        task = asyncio.create_task(self._bring(sent, before, self._last_looked))
        self._tasks[task] = sent
        task.add_done_callback(self._tasks.pop)

    async def give(self, row: Inbound) -> None:
        """A row that came about otherwise; it keeps no order."""
        await self._hand_out(row, row.received_at)

    async def take(self) -> Inbound | None:
        """The next row; None when `finish` was called and no more will come."""
        taken = await self._rows.get()
        if taken is None:
            return None
        row, since = taken
        self._ready.remove(since)
        return row

    def oldest(self) -> datetime | None:
        """Since when anything is on its way; None for nothing."""
        sent = (*self._tasks.values(), *self._stopped)
        return min((*(one.since for one in sent), *self._ready), default=None)

    async def finish(self) -> None:
        """Once all that is on its way has arrived, `take` says so."""
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._rows.put(None)

    async def stop(self) -> None:
        """Nothing moves any more; what is on its way waits for `go_on`."""
        self._stopped = [
            *self._stopped,
            *(sent for task, sent in self._tasks.items() if not task.done()),
        ]
        await stop([*self._tasks])
        self._begin()

    def go_on(self) -> None:
        """What was stopped is looked up anew; a row of it may be given for the second time."""
        for _ in range(self._rows.qsize()):
            if (waits := self._rows.get_nowait()) is not None:  # an end that nobody took
                self._rows.put_nowait(waits)
        stopped, self._stopped = self._stopped, ()
        for sent in stopped:
            self._send_off(sent)

    async def _bring(
        self, sent: _Sent[Event], before: asyncio.Event, looked: asyncio.Event
    ) -> None:
        event = sent.event
        found = await self._looked(event)
        await before.wait()
        place = self._enter(found.lane)
        looked.set()
        rows = await self._completed(event, found)
        await place.before.wait()
        for row in rows:
            await self._hand_out(row, sent.since)
        self._leave(place)
        self._space.release()

    async def _hand_out(self, row: Inbound, since: datetime) -> None:
        await self._rows.put((row, since))
        self._ready.append(since)

    async def _looked(self, event: Event) -> Looked:
        try:
            return await self._look(event)
        except Exception as error:  # noqa: BLE001 -- one event must not stop the others
            rows = self._failed(event, error)
            return Looked(NO_LANE, partial(_at_once, rows))

    async def _completed(self, event: Event, found: Looked) -> Rows:
        try:
            return await found.complete()
        except Exception as error:  # noqa: BLE001 -- as above
            return self._failed(event, error)

    def _failed(self, event: Event, error: Exception) -> Rows:
        log.error("event not understood", extra={"error": describe(error)})
        return self._given_up(event)

    def _enter(self, lane: str) -> _Place:
        place = _Place(lane, self._ends.get(lane) or _set(), asyncio.Event())
        self._ends[lane] = place.done
        return place

    def _leave(self, place: _Place) -> None:
        place.done.set()
        if self._ends[place.lane] is place.done:
            del self._ends[place.lane]


async def _at_once(rows: Rows) -> Rows:
    return rows


def _set() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event
