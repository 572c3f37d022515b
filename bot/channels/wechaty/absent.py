"""Bound rooms in which the account is no more, though nobody said so: put out while it was away.

After an outage a gateway may list some rooms only.  So a room counts as left when the list
lacks it twice, minutes apart, and the gateway, asked for it, does not name us among its members.
"""

from collections.abc import Collection, Sequence

from bot.channels.wechaty.failures import Declined
from bot.channels.wechaty.link import Link
from bot.patience import patiently
from store import rooms
from store.db import Database

STORE_PAUSE = 1.0  # seconds until a store that is away is tried again


class Absent:
    """again: seconds from one list to the next that count."""

    def __init__(self, link: Link, database: Database, channel: str, again: float) -> None:
        self._link = link
        self._database = database
        self._channel = channel
        self._again = again
        self._since: dict[str, float] = {}

    @property
    def doubtful(self) -> bool:
        """Whether another list is wanted, `again` seconds from now."""
        return bool(self._since)

    async def among(self, listed: Collection[str], at: float) -> Sequence[str]:
        """Those that are left for sure, each told once.  at: seconds of any clock.

        An empty list tells nothing: the gateway has only just begun.  Raises: LinkError.
        """
        if not listed:
            return []
        bound = await patiently(self._bound, STORE_PAUSE)
        lacking = bound - {*listed}
        since = {room: self._since.get(room, at) for room in sorted(lacking)}
        twice = [room for room, first in since.items() if at - first >= self._again]
        left = [room for room in twice if not await self._is_in(room)]
        self._since = {room: first for room, first in since.items() if room not in twice}
        return left

    async def _bound(self) -> set[str]:
        async with self._database.read() as conn:
            return await rooms.groups(conn, self._channel)

    async def _is_in(self, id_: str) -> bool:
        try:
            room = await self._link.gateway.room(id_)
        except Declined:
            return False
        return self._link.me in room.members
