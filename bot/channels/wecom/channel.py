"""The channel: what is said to the bot becomes inbox rows, and what it says goes out."""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Never

from aiohttp import ClientSession

from bot.channels.account import Accounts
from bot.channels.base import Abilities
from bot.channels.standing import Outage, Standing
from bot.channels.wecom import inbound
from bot.channels.wecom.connection import Connection, Heard
from bot.channels.wecom.failures import LinkLost
from bot.channels.wecom.fetching import Fetching, sha_of
from bot.channels.wecom.frames import Message, Picture
from bot.channels.wecom.ids import theirs
from bot.channels.wecom.quotes import quoted
from bot.channels.wecom.sending import Sending
from bot.channels.wecom.settings import WecomSettings
from bot.errors import SendFailedError, describe
from bot.patience import patiently
from handlers import memory
from handlers.model.admission import Act
from store import media, rooms
from store.db import Database
from store.inbox import Inbound
from store.media import MediaInfo, MediaStore
from store.outbox import Outgoing

log = logging.getLogger(__name__)

ALONE, GROUP = 1, 2  # kinds of rooms, as the service numbers them
KEPT = 10_000  # rooms whose kind is known: whoever writes to the bot alone is one

Pictures = asyncio.Task[list[str]] | None  # their sha256
Coming = tuple[Heard, Pictures]


class WecomChannel:
    """One bot of 企业微信.  It hears what mentions it, and everything that is said to it alone."""

    name = "wecom"
    can = Abilities(read_all=False, write=True, recall=False, mention=False, pictures=True)

    def __init__(
        self,
        settings: WecomSettings,
        database: Database,
        media_store: MediaStore,
        accounts: Accounts,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._standing = standing = Standing(
            self.name, settings.name or settings.bot_id, accounts, now
        )
        accounts.identify(self.name, settings.bot_id)
        self._database = database
        self._now = now
        self._fetching = Fetching(settings, media_store, standing, now)
        self._sending = Sending(media_store, standing)
        self._connection = Connection(settings, standing, self._hear)
        self._coming: asyncio.Queue[Coming | None] = asyncio.Queue(settings.backlog)
        self._since: deque[datetime] = deque()  # of each that comes, the oldest first
        accounts.whole.holds(self.name, self._oldest)
        self._running: asyncio.Task[Never] | None = None
        self._ending: asyncio.Task[None] | None = None
        self._session: ClientSession | None = None
        self._kinds: OrderedDict[str, int] = OrderedDict()
        memory.also(self)

    @property
    def ready(self) -> bool:
        """Whether the service takes what we say."""
        return self._standing.online

    async def listen(self) -> AsyncGenerator[Inbound, None]:
        """Connected as long as somebody listens."""
        async with self._listening():
            while (coming := await self._coming.get()) is not None:
                yield await self._row(*coming)
                self._since.popleft()

    def hush(self) -> None:
        """What was read is not sent again, so it is told before `listen` ends."""
        if self._running is not None:
            self._running.cancel()
            self._ending = asyncio.create_task(self._coming.put(None), name="wecom end")
        self._standing.stopped()

    async def send(self, message: Outgoing) -> str:
        """The service's ids are our own: it tells none.

        Raises: SendFailedError; SendUnknownError when it may have gone out, or a part of it.
        """
        try:
            link = self._connection.link
        except LinkLost:
            raise SendFailedError("wecom is not connected") from None
        return await self._sending.send(link, message, self._where(message.room))

    async def act(self, act: str, subject: str) -> None:
        """A robot asks nobody, and cannot see who is in a group.  Raises: SendFailedError."""
        if act == Act.LOOK_AT_ROOM:
            return
        raise SendFailedError(f"no such act over wecom as {act!r}")

    def forget(self) -> None:
        """A room alone with the bot is called as the person is, who may be erased now."""
        self._kinds.clear()

    def _where(self, room: str) -> dict[str, object]:
        """Of a room that was not heard lately the service finds out the kind."""
        kind, chat = self._kinds.get(room), theirs(room)
        return {"chatid": chat} if kind is None else {"chatid": chat, "chat_type": kind}

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        async with ClientSession() as session:
            self._session = session
            running = asyncio.create_task(self._connection.run(session), name="wecom")
            self._running = running
            try:
                yield
            finally:
                self._running = None
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
                self._standing.stopped(self._oldest())
                self._drop_what_comes()
                self._session = None

    def _oldest(self) -> datetime | None:
        """When the oldest was heard of what is still to be told."""
        return min(self._since, default=None)

    def _drop_what_comes(self) -> None:
        """Whoever listens again hears that something was missed."""
        while not self._coming.empty():
            coming = self._coming.get_nowait()
            if coming is not None and coming[1] is not None:
                coming[1].cancel()
        self._since.clear()

    async def _hear(self, heard: Heard) -> None:
        """Pictures are fetched while the messages before theirs are stored."""
        pictures = None
        if isinstance(heard, Message):
            self._remember(heard)
            pictures = self._fetched(heard)
        await self._put((heard, pictures))

    def _remember(self, message: Message) -> None:
        self._kinds[message.room] = ALONE if message.alone else GROUP
        self._kinds.move_to_end(message.room)
        if len(self._kinds) > KEPT:
            self._kinds.popitem(last=False)

    async def _put(self, coming: Coming) -> None:
        """Also when the link is given up meanwhile: what was read is not sent again."""
        heard, _ = coming
        self._since.append(heard.since if isinstance(heard, Outage) else self._now())
        try:
            self._coming.put_nowait(coming)
        except asyncio.QueueFull:
            await asyncio.shield(asyncio.create_task(self._coming.put(coming)))

    def _fetched(self, message: Message) -> Pictures:
        found = (
            *message.content.pictures,
            *(message.quote.pictures if message.quote else ()),
        )
        if not found or self._session is None:
            return None
        keeping = self._kept(self._session, message, found)
        return asyncio.create_task(keeping, name="wecom pictures")

    async def _kept(
        self, session: ClientSession, message: Message, pictures: Sequence[Picture]
    ) -> list[str]:
        """None of a room that nobody has bound, or of a stranger: they are not ours (R14).

        Where the room is bound in this moment, the message says at least that there were some.
        """
        pause = self._settings.timings.retry
        if not await patiently(lambda: self._belongs(message), pause):
            return [sha_of(message.id, place) for place in range(len(pictures))]
        kept = await self._fetching.keep_all(session, message.id, pictures)
        await patiently(lambda: self._write_down(kept), pause)
        return [info.sha for info in kept]

    async def _write_down(self, kept: Sequence[MediaInfo]) -> None:
        async with self._database.begin() as conn:
            await media.put(conn, kept)

    async def _belongs(self, message: Message) -> bool:
        async with self._database.read() as conn:
            alone = message.sender if message.alone else None
            return await rooms.is_ours(conn, message.room, alone)

    async def _row(self, heard: Heard, pictures: Pictures) -> Inbound:
        """Whatever is wrong with its pictures or its quote, the words are kept (R9)."""
        if isinstance(heard, Outage):
            return inbound.outage(self.name, heard)
        try:
            said = await self._said(heard, pictures)
        except Exception as error:  # noqa: BLE001 -- one message must not end the channel
            log.error("message not whole", extra={"error": describe(error)})  # noqa: TRY400
            said = inbound.Said(heard)
        return inbound.message(self.name, said, self._settings.name, self._now())

    async def _said(self, heard: Message, pictures: Pictures) -> inbound.Said:
        """What was heard is not heard again, so a store that is away is waited for."""
        kept = await pictures if pictures is not None else []
        pause = self._settings.timings.retry
        quote = await patiently(lambda: self._quoted(heard), pause)
        return inbound.Said(heard, tuple(kept), quote)

    async def _quoted(self, heard: Message) -> str | None:
        """The id of the message that is quoted."""
        if heard.quote is None:
            return None
        words, name = heard.quote.text, self._settings.name
        return await quoted(self._database, heard.room, words, name)
