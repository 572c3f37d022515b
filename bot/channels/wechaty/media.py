"""Pictures, voices and files that come with messages: bytes first, then a row (R9)."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from bot.channels.web.sounds import sound_of
from bot.channels.web.uploads import HEAD, mime_of
from bot.channels.wechaty import rows
from bot.channels.wechaty.asking import ask
from bot.channels.wechaty.failures import LinkError, TooLarge
from bot.channels.wechaty.link import Link
from bot.channels.wechaty.rows import CHANNEL, Kept
from bot.channels.wechaty.settings import WechatySettings
from bot.channels.wechaty.wire import Gateway, Kind, WireFile, WireMessage, storable
from bot.patience import patiently
from store import media, rooms
from store.db import Database
from store.errors import StoreUnavailable
from store.media import MediaInfo, MediaStatus, MediaStore

log = logging.getLogger(__name__)

AT_ONCE = 2  # each is wholly in memory while it is fetched
STORE_PAUSE = 5  # seconds until a full disk or a stopped database is tried again
WITH_BYTES = {Kind.IMAGE, Kind.AUDIO, Kind.VIDEO, Kind.ATTACHMENT}
UNREACHABLE = "unreachable"
NOT_OURS = "not_ours"


class Attachments:
    """What comes with a message, fetched and kept; what cannot be had is written down so."""

    def __init__(
        self,
        link: Link,
        settings: WechatySettings,
        database: Database,
        store: MediaStore,
        now: Callable[[], datetime],
    ) -> None:
        self._link = link
        self._settings = settings
        self._database = database
        self._store = store
        self._now = now
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def of(self, message: WireMessage) -> Kept:
        """Waits until it is kept: a message whose picture is to come is not yet told.

        Of a room that nobody has bound, and of strangers, nothing is fetched (R14); where
        the room is bound in this moment, the message says at least that there was something.
        """
        if message.kind not in WITH_BYTES:
            return Kept()
        if not await self._is_ours(message):
            return _kept(message.kind, self._missing(message), NOT_OURS)
        async with self._turn:
            fetched = await self._fetch(message)
            if isinstance(fetched, str):
                info, missing = self._missing(message), fetched
            else:
                info, missing = await self._keep(message, fetched), ""
                del fetched
        await self._write_down(info)
        return _kept(message.kind, info, missing)

    async def _is_ours(self, message: WireMessage) -> bool:
        alone = None if message.room else message.talker

        async def ask() -> bool:
            async with self._database.read() as conn:
                return await rooms.is_ours(conn, rows.room_of(message), alone)

        return await patiently(ask, STORE_PAUSE)

    async def _fetch(self, message: WireMessage) -> WireFile | str:
        """The file, or why it cannot be had."""

        def call(gateway: Gateway, declined: int) -> Awaitable[WireFile]:
            as_picture = message.kind is Kind.IMAGE and declined != 1
            fetch = gateway.picture if as_picture else gateway.file  # as some know pictures
            return fetch(message.id, self._settings.limit)

        try:
            return await ask(self._link, self._settings.timings, call)
        except TooLarge as error:
            return str(error)
        except LinkError:
            return UNREACHABLE

    async def _keep(self, message: WireMessage, file: WireFile) -> MediaInfo:
        name = _name(file.name or message.filename, message.kind)
        mime = _mime(message.kind, file.data[:HEAD])
        while True:
            try:
                return await self._store.keep(file.data, name, mime, self._now())
            except (StoreUnavailable, OSError):  # whatever it is, somebody must mend it
                log.error("no room for a picture")  # noqa: TRY400 -- no need to say where
                await asyncio.sleep(STORE_PAUSE)

    def _missing(self, message: WireMessage) -> MediaInfo:
        sha = hashlib.sha256(f"{CHANNEL}/{message.id}".encode()).hexdigest()
        name = _name(message.filename, message.kind)
        return MediaInfo(sha, 0, "", name, MediaStatus.MISSING, self._now())

    async def _write_down(self, info: MediaInfo) -> None:
        async def put() -> None:
            async with self._database.begin() as conn:
                await media.put(conn, [info])

        await patiently(put, STORE_PAUSE)


def _name(given: str, kind: Kind) -> str:
    return Path(storable(given) or kind.name.lower()).name[:200]


def _mime(kind: Kind, head: bytes) -> str:
    """By the first bytes; empty for what none of our readers knows."""
    found = sound_of(head) if kind is Kind.AUDIO else mime_of(head)
    return found or ""


def _kept(kind: Kind, info: MediaInfo, missing: str) -> Kept:
    reasons = {info.sha: missing} if missing else {}
    known = bool(info.mime or missing)
    if kind is Kind.IMAGE and known:
        return Kept(pictures=(info.sha,), missing=reasons)
    if kind is Kind.AUDIO and known:
        return Kept(voices=(info.sha,), missing=reasons)
    return Kept(files=(info.sha,), missing=reasons)
