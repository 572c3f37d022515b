"""What people are called, in one room and everywhere; asked once and remembered for a while."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from bot.channels.wechaty.failures import LinkError
from bot.channels.wechaty.link import Link
from bot.channels.wechaty.rows import Member
from handlers import memory

KEPT = 20_000
AT_ONCE = 4  # messages come first


class Names:
    """Empty for whom the gateway cannot name."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._known: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._turn = asyncio.Semaphore(AT_ONCE)
        memory.also(self)

    async def contact(self, person: str) -> str:
        """As they call themselves."""
        return await self.member("", person)

    async def member(self, room: str, person: str) -> str:
        """As they are called in this room."""
        key, known = (room, person), self._known
        if key not in known:
            async with self._turn:
                name = await self._ask(room, person)
            if not name:
                return ""
            known[key] = name
        known.move_to_end(key)
        if len(known) > KEPT:
            known.popitem(last=False)
        return known[key]

    async def members(self, room: str, people: Sequence[str]) -> list[Member]:
        """All of them but the account itself."""
        others = [person for person in people if person != self._link.me]
        names = await asyncio.gather(*(self.member(room, person) for person in others))
        return [{"id": id_, "name": name} for id_, name in zip(others, names, strict=True)]

    def forget(self) -> None:
        """After an outage people may be called otherwise, and one who is erased by no name.

        Whoever was asked for before and is named after it is not remembered.
        """
        self._known = OrderedDict()

    async def _ask(self, room: str, person: str) -> str:
        try:
            gateway = self._link.gateway
            if room:
                return await gateway.member_name(room, person)
            return await gateway.contact_name(person)
        except LinkError:
            return ""
