"""The channel: what was heard comes out of it in order, what is to be said goes in."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial

from bot.channels.account import Accounts
from bot.channels.base import Abilities
from bot.channels.standing import Outage, Standing
from bot.channels.wechaty import compat, rows
from bot.channels.wechaty.absent import Absent
from bot.channels.wechaty.arriving import Arriving
from bot.channels.wechaty.failures import LinkError
from bot.channels.wechaty.link import Heard, Link
from bot.channels.wechaty.media import Attachments
from bot.channels.wechaty.names import Names
from bot.channels.wechaty.reading import Reader
from bot.channels.wechaty.remembered import Remembered
from bot.channels.wechaty.rooms import Rooms
from bot.channels.wechaty.saying import Speaker
from bot.channels.wechaty.settings import WechatySettings
from bot.channels.wechaty.stopping import stop
from bot.channels.wechaty.wire import Gateway, WireEvent
from bot.errors import SendFailedError
from handlers.model.admission import Act
from store.db import Database
from store.inbox import Inbound
from store.media import MediaStore
from store.outbox import Outgoing

RECALLABLE = timedelta(minutes=2)  # as WeChat has it
DIRTY_ROOM = 3  # of the payloads that a gateway may call outdated


class WechatyChannel:
    """One account of WeChat.  It is on from `listen` to the end of that iteration."""

    name = rows.CHANNEL
    can = Abilities(
        read_all=True,
        write=True,
        recall=True,
        mention=True,
        pictures=True,
        takes_back=RECALLABLE,
    )

    def __init__(
        self,
        settings: WechatySettings,
        accounts: Accounts,
        database: Database,
        store: MediaStore,
        now: Callable[[], datetime],
    ) -> None:
        self._settings, timings = settings, settings.timings
        standing = self._standing = Standing(self.name, settings.account, accounts, now)
        known = partial(accounts.identify, self.name)
        self._link = Link(self._dial, timings, standing, self._hear, known)
        self._names = Names(self._link)
        remembered = Remembered(database)
        self._speaker = Speaker(self._link, self._names, remembered, database, store)
        absent = Absent(self._link, database, self.name, timings.again)
        self._rooms = Rooms(self._link, self._names, absent, timings, self._tell, now)
        reader = Reader(
            link=self._link,
            settings=settings,
            standing=standing,
            attachments=Attachments(self._link, settings, database, store, now),
            names=self._names,
            rooms=self._rooms,
            remembered=remembered,
            now=now,
        )
        self._arriving = Arriving(reader.look, reader.given_up, now)
        accounts.whole.holds(self.name, self._arriving.oldest)
        self._finishing: asyncio.Task[None] | None = None

    @property
    def ready(self) -> bool:
        """Whether the account is logged in: before, a gateway takes words and loses them."""
        return self._standing.online

    async def listen(self) -> AsyncGenerator[Inbound, None]:
        """Deliveries, at least once each, those of one room in the order they were said."""
        async with self._running():
            while (row := await self._arriving.take()) is not None:
                yield row

    def hush(self) -> None:
        """The link stays up: what was announced must still be asked for."""
        self._link.hush()
        self._finishing = asyncio.create_task(self._arriving.finish(), name="last events")

    async def send(self, message: Outgoing) -> str:
        """Raises: SendFailedError, SendUnknownError."""
        return await self._speaker.send(message)

    async def act(self, act: str, subject: str) -> None:
        """To accept twice does no harm, so what is unanswered may be tried again.

        Raises: SendFailedError, SendUnknownError.
        """
        try:
            gateway = self._link.gateway
            match act:
                case Act.ACCEPT_INVITATION:
                    await gateway.accept_invitation(subject)
                case Act.ACCEPT_FRIENDSHIP:
                    await gateway.accept_friendship(subject)
                case Act.LOOK_AT_ROOM:
                    self._rooms.look_anew_at(subject)
                case Act.RECALL:
                    await self._recall(subject)
                case _:
                    raise SendFailedError(f"no such act over wechaty as {act!r}")
        except LinkError as error:
            raise SendFailedError(str(error)) from error

    async def _recall(self, message: str) -> None:
        if not await self._speaker.take_back(message):
            raise SendFailedError("the gateway did not take it back")

    def _dial(self) -> Gateway:
        """The package is imported here, when the channel is on, and nowhere before."""
        compat.prepare()
        from bot.channels.wechaty.puppet import ResilientPuppet  # noqa: PLC0415

        return ResilientPuppet(self._settings)

    async def _hear(self, heard: Heard) -> None:
        """Waits while too much is on its way, and so does the gateway."""
        if isinstance(heard, WireEvent):
            if heard.name == "login":
                self._names.forget()
                self._rooms.look_at_all()
                return
            if heard.name == "dirty":
                self._on_dirty(heard)
                return
        await self._arriving.put(heard, heard.since if isinstance(heard, Outage) else None)

    def _on_dirty(self, event: WireEvent) -> None:
        """Something the gateway told before is no longer so."""
        if event.number("payloadType") == DIRTY_ROOM:
            self._rooms.look_at(event.text("payloadId"))
        else:
            self._names.forget()

    async def _tell(self, row: Inbound) -> None:
        await self._arriving.give(row)

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[None]:
        self._arriving.go_on()
        link = asyncio.create_task(self._link.run(), name="wechaty link")
        rooms = asyncio.create_task(self._rooms.run(), name="wechaty rooms")
        try:
            yield
        finally:
            await stop([rooms, *filter(None, [self._finishing])])
            await stop([link])
            await self._arriving.stop()
            self._standing.stopped()
