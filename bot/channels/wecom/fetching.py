"""Pictures that members post: fetched while their address holds, cut off when too large."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from bot.channels.standing import Standing
from bot.channels.web.uploads import mime_of
from bot.channels.wecom.cipher import PADDED, decrypt
from bot.channels.wecom.failures import Unreadable
from bot.channels.wecom.frames import Picture
from bot.channels.wecom.settings import WecomSettings
from bot.patience import patiently
from store.media import MediaInfo, MediaStatus, MediaStore

log = logging.getLogger(__name__)

TRIES = 3  # the messages after it wait as long
AT_ONCE = 3  # pictures, each of which may be large
CHUNK = 256 * 1024
NAME = "picture"  # the service tells none
GONE = 500  # an HTTP status from here on may be another one the next time


class Fetching:
    """Keeps pictures; one that cannot be had is known as missing."""

    def __init__(
        self,
        settings: WecomSettings,
        media: MediaStore,
        standing: Standing,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._media = media
        self._standing = standing
        self._now = now
        self._few = asyncio.Semaphore(AT_ONCE)

    async def keep_all(
        self, session: ClientSession, message: str, pictures: Sequence[Picture]
    ) -> list[MediaInfo]:
        """In their order.  message: the id of the one that they belong to."""
        kept = (
            self._keep(session, sha_of(message, place), picture)
            for place, picture in enumerate(pictures)
        )
        return await asyncio.gather(*kept)

    async def _keep(
        self, session: ClientSession, missing: str, picture: Picture
    ) -> MediaInfo:
        try:
            async with self._few:
                data, mime = await self._read(session, picture)
        except Unreadable as error:
            self._standing.count("pictures_missing")
            log.warning("picture missing", extra={"reason": str(error)})
            return MediaInfo(missing, 0, "", NAME, MediaStatus.MISSING, self._now())
        self._standing.count("pictures")
        return await patiently(
            lambda: self._media.keep(data, NAME, mime, self._now()),
            self._settings.timings.retry,
        )

    async def _read(self, session: ClientSession, picture: Picture) -> tuple[bytes, str]:
        data = await self._fetch(session, picture.url)
        if picture.key:
            data = await asyncio.to_thread(decrypt, data, picture.key)
        mime = mime_of(data)
        if mime is None:
            raise Unreadable("no_picture")
        return data, mime

    async def _fetch(self, session: ClientSession, url: str) -> bytes:
        for last in (*[False] * (TRIES - 1), True):
            try:
                return await self._fetch_once(session, url)
            except Unreadable as error:
                if last or not error.again:
                    raise
            await asyncio.sleep(self._settings.timings.retry)
        raise AssertionError("the last try returns or raises")

    async def _fetch_once(self, session: ClientSession, url: str) -> bytes:
        address = self._address(url)
        timeout = ClientTimeout(total=self._settings.timings.fetch)
        try:
            async with session.get(address, timeout=timeout) as response:
                if response.status != 200:  # noqa: PLR2004 -- that it is there
                    raise Unreadable("unavailable", again=response.status >= GONE)
                return await _body(response, self._settings.limit)
        except (ClientError, OSError, TimeoutError):
            raise Unreadable("unavailable", again=True) from None

    def _address(self, url: str) -> URL:
        try:
            address = URL(url)
        except ValueError:
            raise Unreadable("address") from None
        allowed = {"https"} if self._settings.encrypted else {"http", "https"}
        if address.scheme not in allowed or not address.host:
            raise Unreadable("address")
        return address


def sha_of(message: str, place: int) -> str:
    """What a picture of this message is known by that nobody has."""
    return hashlib.sha256(f"wecom/{message}/{place}".encode()).hexdigest()


async def _body(response: ClientResponse, limit: int) -> bytes:
    """Not a byte more is read than may be kept."""
    if (response.content_length or 0) > limit + PADDED:
        raise Unreadable("too_large")
    data = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        data += chunk
        if len(data) > limit + PADDED:
            raise Unreadable("too_large")
    return bytes(data)
