"""The rooms that the account is in: looked at slowly in the background, told when they differ."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from hashlib import blake2b
from itertools import count

import orjson

from bot.channels.wechaty import rows
from bot.channels.wechaty.absent import Absent
from bot.channels.wechaty.failures import Declined, LinkError
from bot.channels.wechaty.link import Link
from bot.channels.wechaty.names import Names
from bot.channels.wechaty.rows import Member
from bot.channels.wechaty.settings import Timings
from bot.errors import describe
from store.inbox import Inbound

log = logging.getLogger(__name__)

PACE = 0.005  # seconds between rooms: ten thousand of them must not hold up the messages


class Rooms:
    """Asked for all rooms after a login, and for one when the gateway says that it changed."""

    def __init__(
        self,
        link: Link,
        names: Names,
        absent: Absent,
        timings: Timings,
        tell: Callable[[Inbound], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        self._link = link
        self._names = names
        self._absent = absent
        self._timings = timings
        self._tell = tell
        self._now = now
        self._told: dict[str, str] = {}
        self._tellings = count(1)
        self._pending: dict[str, None] = {}
        self._all = False
        self._list = False
        self._again: asyncio.TimerHandle | None = None
        self._asked = asyncio.Event()

    def look_at_all(self) -> None:
        """What was missed while we were away shows in who is there now."""
        self._all = True
        self._asked.set()

    def list_again(self) -> None:
        """Which there are, not how they are."""
        self._list = True
        self._asked.set()

    def look_at(self, room: str) -> None:
        """It is said to be otherwise than before."""
        self._pending[room] = None
        self._asked.set()

    def look_anew_at(self, room: str) -> None:
        """Whoever wants to know was not there when it was told last."""
        self._told.pop(room, None)
        self.look_at(room)

    def told(self, room: str, topic: str, members: Sequence[Member]) -> str | None:
        """Take note of a room as it was told; what is new about it, None for nothing."""
        content = orjson.dumps([topic, sorted((one["id"], one["name"]) for one in members)])
        digest = blake2b(content, digest_size=8).hexdigest()
        before = self._told.get(room)
        self._told[room] = digest
        return None if digest == before else f"{next(self._tellings)}:{digest}"

    def left(self, room: str) -> None:
        """We are no longer in it."""
        self._told.pop(room, None)
        self._pending.pop(room, None)

    async def run(self) -> None:
        """Until it is cancelled."""
        try:
            while True:
                await self._asked.wait()
                await self._try()
                await asyncio.sleep(PACE)
        finally:
            self._list_no_more()

    async def _try(self) -> None:
        try:
            await self._step()
        except LinkError:
            await self._link.online(self._timings.patience)
            await asyncio.sleep(self._timings.retry)
        except Exception as error:  # noqa: BLE001 -- it must never die quietly (R18)
            log.error("rooms not looked at", extra={"error": describe(error)})  # noqa: TRY400

    async def _step(self) -> None:
        """Raises: LinkError, and what was to be done is still to be done, after all others.

        With a defect of ours it is not: it would meet us again, until the next login.
        """
        if self._all or self._list:
            await self._go_through_list()
        if not self._pending:
            if not (self._all or self._list):  # asked for while the list was on its way
                self._asked.clear()
            return
        room = next(iter(self._pending))
        del self._pending[room]
        with _still_to_do(partial(self.look_at, room)):
            await self._look(room)

    async def _go_through_list(self) -> None:
        again = self.look_at_all if self._all else self.list_again
        every, self._all, self._list = self._all, False, False
        with _still_to_do(again):
            listed = await self._link.gateway.rooms()
            if every:
                self._pending |= dict.fromkeys(listed)
            await self._tell_left(listed)

    async def _tell_left(self, listed: Sequence[str]) -> None:
        """Rooms that are missing now and were before; others are looked for once more."""
        loop = asyncio.get_running_loop()
        for room in await self._absent.among(listed, loop.time()):
            self.left(room)
            await self._tell(rows.absent(room, self._now()))
        self._list_no_more()
        if self._absent.doubtful:
            wait = self._timings.again
            self._again = loop.call_later(wait, self.list_again)

    def _list_no_more(self) -> None:
        if self._again is not None:
            self._again.cancel()

    async def _look(self, id_: str) -> None:
        try:
            room = await self._link.gateway.room(id_)
        except Declined:
            return  # it is no longer there, or never was a room; lists tell which
        members = await self._names.members(id_, room.members)
        change = self.told(id_, room.topic, members)
        if change is not None:
            await self._tell(rows.room(id_, room.topic, members, change, self._now()))


@contextmanager
def _still_to_do(again: Callable[[], None]) -> Iterator[None]:
    """When the gateway does not answer, or we are stopped meanwhile."""
    try:
        yield
    except (LinkError, asyncio.CancelledError):
        again()
        raise
