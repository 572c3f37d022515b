"""What the bot says, over the wire: words that name people, then pictures."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from bot.channels.wechaty import words
from bot.channels.wechaty.failures import Declined, LinkError, LinkLost, Unanswered
from bot.channels.wechaty.link import Link
from bot.channels.wechaty.names import Names
from bot.channels.wechaty.remembered import Remembered
from bot.channels.wechaty.wire import WireFile
from bot.errors import SendFailedError, SendUnknownError, describe
from store.db import Database
from store.errors import StoreUnavailable
from store.media import MediaStatus, MediaStore
from store.outbox import Outgoing

log = logging.getLogger(__name__)

TRIES = 3  # of a picture that was declined after the words went out
PAUSE = 1.0  # seconds before each of them
SUFFIXES = {  # WeChat shows as pictures what is called like one
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/heic": ".heic",
}
Answer = TypeVar("Answer")


class Speaker:
    """One message after the other; a message is its words and its pictures together."""

    def __init__(
        self,
        link: Link,
        names: Names,
        remembered: Remembered,
        database: Database,
        store: MediaStore,
    ) -> None:
        self._link = link
        self._names = names
        self._remembered = remembered
        self._database = database
        self._store = store
        self._turn = asyncio.Lock()

    async def send(self, message: Outgoing) -> str:
        """The id of its words, or of its first picture when it has none.

        Raises: SendFailedError when nothing of it went out; SendUnknownError when a part
        did, or may have.
        """
        files = await self._files(message)
        async with self._turn:
            ids: list[str | None] = []
            if message.text:
                ids.append(await _certain(self._say(message)))
            for file in files:
                hand = self._hand(message.room, file)
                ids.append(await (self._rest(hand) if ids else _certain(hand())))
        if not ids:
            raise SendFailedError("there is nothing to say", again=False)
        return next(filter(None, ids), None) or f"sent:{message.key}"

    async def take_back(self, id_: str) -> bool:
        """Whether it was taken back.  Raises: SendFailedError, SendUnknownError."""
        return await _certain(self._take_back(id_))

    async def _take_back(self, id_: str) -> bool:
        return await self._link.gateway.take_back(id_)

    async def _say(self, message: Outgoing) -> str | None:
        """Only when the account is online: before, a gateway takes words and loses them."""
        gateway = self._link.gateway
        to = [person for person in message.to if person != message.room]
        named = [await self._names.member(message.room, person) for person in to]
        text = words.addressed(message.text, [name for name in named if name])
        id_ = await gateway.say(message.room, text, to)
        if id_ is not None:
            self._remembered.keep(message.room, text.replace(words.SEPARATOR, " "), id_)
        return id_

    def _hand(self, room: str, file: WireFile) -> Callable[[], Awaitable[str | None]]:
        async def hand() -> str | None:
            return await self._link.gateway.hand(room, file)

        return hand

    async def _rest(self, hand: Callable[[], Awaitable[str | None]]) -> str | None:
        """Another try is for the picture alone: the words must not be said twice."""
        for _ in range(TRIES - 1):
            try:
                return await hand()
            except (Declined, LinkLost):
                await asyncio.sleep(PAUSE)
            except LinkError as error:
                raise SendUnknownError(str(error)) from error
        try:
            return await hand()
        except LinkError as error:
            raise SendUnknownError("part of it went out") from error

    async def _files(self, message: Outgoing) -> list[WireFile]:
        """A picture that we do not have any more must not silence the words.

        Raises: SendFailedError while nobody can say whether we have it.
        """
        try:
            found = [await self._file(sha, at) for at, sha in enumerate(message.photos, 1)]
        except (StoreUnavailable, OSError) as error:
            raise SendFailedError(f"a picture cannot be read: {describe(error)}") from None
        return [file for file in found if file is not None]

    async def _file(self, sha: str, number: int) -> WireFile | None:
        async with self._database.read() as conn:
            info = await self._store.info(conn, sha)
        if info is None or info.status is not MediaStatus.OK:
            log.warning("a picture to be sent is missing")
            return None
        data = await self._bytes(sha)
        suffix = SUFFIXES.get(info.mime) or Path(info.name).suffix or ".dat"
        return None if data is None else WireFile(f"{number}{suffix}", data)

    async def _bytes(self, sha: str) -> bytes | None:
        place = await self._store.leaving(sha)
        if isinstance(place, bytes):
            return place
        try:
            return await asyncio.to_thread(place.read_bytes)
        except FileNotFoundError:
            log.warning("a picture to be sent is missing")
            return None


async def _certain(sending: Awaitable[Answer]) -> Answer:
    """Raises: SendFailedError, SendUnknownError."""
    try:
        return await sending
    except Unanswered as error:
        raise SendUnknownError(str(error)) from error
    except LinkError as error:
        raise SendFailedError(str(error)) from error
