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
        timings: Timings,
        tell: Callable[[Inbound], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        self._link = link
        self._names = names
        self._timings = timings
        self._tell = tell
        self._now = now
        self._told: dict[str, str] = {}
        self._tellings = count(1)
        self._pending: dict[str, None] = {}
        self._all = False
        self._asked = asyncio.Event()

    def look_at_all(self) -> None:
        """What was missed while we were away shows in who is there now."""
        self._all = True
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
        while True:
            await self._asked.wait()
            try:
                await self._step()
            except LinkError:
                await self._link.online(self._timings.patience)
                await asyncio.sleep(self._timings.retry)
            except Exception as error:  # noqa: BLE001 -- it must never die quietly (R18)
                log.error("rooms not looked at", extra={"error": describe(error)})  # noqa: TRY400
            await asyncio.sleep(PACE)

    async def _step(self) -> None:
        """Raises: LinkError, and what was to be done is still to be done, after all others.

        With a defect of ours it is not: it would meet us again, until the next login.
        """
        if self._all:
            self._all = False
            with _still_to_do(self.look_at_all):
                self._pending |= dict.fromkeys(await self._link.gateway.rooms())
        if not self._pending:
            self._asked.clear()
            return
        room = next(iter(self._pending))
        del self._pending[room]
        with _still_to_do(partial(self.look_at, room)):
            await self._look(room)

    async def _look(self, id_: str) -> None:
        try:
            room = await self._link.gateway.room(id_)
        except Declined:
            return  # it is no longer there, or never was a room
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
