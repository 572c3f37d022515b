"""A store, a listener and the pipeline behind it: what a channel of the outside tells."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import config
from bot.background import running
from bot.listening import Listener
from bot.pipeline import Pipeline
from bot.placing import Places
from bot.vouching import Vouching
from store import outbox, rooms
from store.db import Database
from store.inbox import Inbound
from tests.bot.loudspeaker import Loudspeaker
from tests.store.made import NOW

STAFF, AUNT, ROOM = "wxid_zhou", "wxid_chen", "88@chatroom"
WORD = "40718223"
STILL = 5  # looks in a row without news
SETTING = {
    "organisations": [{"id": "garden", "name": "花友会"}],
    "rooms": [{"id": "S", "name": "社造团队", "purpose": "staff"}],
    "people": [{"id": STAFF, "name": "小周", "role": "staff", "rooms": ["S"]}],
}


def heard(
    kind: str, room: str = ROOM, sender: str | None = None, **body: object
) -> Inbound:
    name = f"{kind}/{room}/{sender}/{sorted(body.items())}"
    return Inbound("loudspeaker", room, name, kind, room, sender, NOW, NOW, body)


def says(
    text: str, sender: str = AUNT, room: str = ROOM, *, to_us: bool = False
) -> Inbound:
    mentions = ["bot"] if to_us else []
    return heard("message", room, sender, text=text, name="陈姨", mentions=mentions)


@dataclass
class Ear(Loudspeaker):
    """A channel that hears what it is given."""

    coming: asyncio.Queue[Inbound | None] = field(default_factory=asyncio.Queue)

    async def listen(self) -> AsyncGenerator[Inbound, None]:
        while (one := await self.coming.get()) is not None:
            yield one

    def hush(self) -> None:
        self.coming.put_nowait(None)


@dataclass
class World:
    """A store, a listener, and the pipeline behind it."""

    database: Database
    ear: Ear
    stored: list[Inbound]

    async def hear(self, *inbounds: Inbound) -> None:
        """All of it is handled when this returns."""
        await self.store(*inbounds)
        await self.handle()

    async def store(self, *inbounds: Inbound) -> None:
        """It waits to be handled."""
        async with running(self._listener().run(), "listener"):
            for one in inbounds:
                self.ear.coming.put_nowait(one)
            await self._quiet()

    async def handle(self, now: datetime = NOW) -> None:
        pipeline = Pipeline(self.database, config.load(None, {}), lambda: now)
        while await pipeline.step():
            pass

    async def _quiet(self) -> None:
        """Until nothing waits and nothing more is stored."""
        calm, before = 0, -1
        while calm < STILL:
            await asyncio.sleep(0.01)
            same = self.ear.coming.empty() and len(self.stored) == before
            calm, before = (calm + 1 if same else 0), len(self.stored)

    def _listener(self) -> Listener:
        places = Places(self.ear.name, Vouching(lambda: WORD, lambda: NOW))
        return Listener(self.database, self.ear, places, lambda: None, self._news)

    def _news(self, placed: Iterable[Inbound]) -> None:
        self.stored += placed

    async def said(self) -> list[tuple[str, str, str]]:
        async with self.database.read() as conn:
            due = await outbox.due(conn, NOW + timedelta(days=2), 99, (), "loudspeaker")
        return [(q.outgoing.room, q.outgoing.prompt, q.outgoing.act) for q in due]

    async def lanes(self) -> Sequence[str]:
        async with self.database.read() as conn:
            return list((await rooms.lanes(conn, [ROOM])).values())


async def bind(world: World, heard: Callable[..., Inbound] = heard) -> None:
    """The room is 花友会's, and 陈姨 is in it."""
    call = heard("message", sender=STAFF, text="@陪伴 绑定 花友会", mentions=["bot"])
    here = heard("room", topic="阳台种花群", members=[{"id": AUNT, "name": "陈姨"}])
    await world.hear(call)
    await world.hear(here)
