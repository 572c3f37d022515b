"""Messages of ours: pictures are handed in first, then everything is said in order."""

import asyncio
import base64
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.channels.standing import Standing
from bot.channels.web.uploads import mime_of
from bot.channels.wecom.failures import Declined, LinkError, LinkLost, Unanswered
from bot.channels.wecom.frames import Plain
from bot.channels.wecom.link import Link
from bot.channels.wecom.markdown import parts
from bot.channels.wecom.settings import MIB
from bot.errors import SendFailedError, SendUnknownError, describe
from store.media import MediaStore
from store.outbox import Outgoing

log = logging.getLogger(__name__)

SEND = "aibot_send_msg"
BEGIN = "aibot_upload_media_init"
CHUNK = "aibot_upload_media_chunk"
FINISH = "aibot_upload_media_finish"
CHUNK_SIZE = 512 * 1024  # bytes, as the service wants them
LARGEST_PICTURE = 10 * MIB
LARGEST_FILE = 20 * MIB
NAMES = {"image/jpeg": "picture.jpg", "image/png": "picture.png"}  # others go as files
OTHER_NAMES = {"image/gif": "picture.gif", "image/webp": "picture.webp"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A picture as the service takes it.  kind: "image", or "file" for all other files."""

    kind: str
    name: str
    data: bytes


class Sending:
    """Says one message at a time."""

    def __init__(self, media: MediaStore, standing: Standing) -> None:
        self._media = media
        self._standing = standing

    async def send(self, link: Link, message: Outgoing, where: Plain) -> str:
        """The id of its first part.  where: the room, as the service wants it.

        Raises: SendFailedError, SendUnknownError.
        """
        try:
            pictures = await self._hand_in(link, message.photos)
        except LinkError as error:
            raise SendFailedError(f"a picture was not handed in: {error}") from None
        except OSError as error:
            raise SendFailedError(f"a picture cannot be read: {describe(error)}") from None
        words = [_markdown(part) for part in parts(message.text)]
        return await self._say(link, [{**where, **body} for body in [*words, *pictures]])

    async def _say(self, link: Link, bodies: Sequence[Plain]) -> str:
        """What failed after its beginning went out must not be said from its beginning again."""
        first = None
        for body in bodies:
            try:
                id_, _ = await link.call(SEND, body)
            except Unanswered:
                raise SendUnknownError("nobody said whether it went out") from None
            except (LinkLost, Declined) as error:
                if first is not None:
                    raise SendUnknownError(f"only a part went out: {error}") from None
                raise SendFailedError(f"the service did not take it: {error}") from None
            first = first or id_
        if first is None:
            raise SendFailedError("there is nothing to say", again=False)
        self._standing.count("sent")
        return first

    # --- pictures

    async def _hand_in(self, link: Link, photos: Sequence[str]) -> list[Plain]:
        """Those that can go; one that never can keeps back none of the others, nor the words."""
        found: list[Plain] = []
        for sha in photos:
            leaf = await self._leaf(sha)
            media = leaf and await self._upload(link, leaf)
            if leaf and media:
                found.append({"msgtype": leaf.kind, leaf.kind: {"media_id": media}})
            else:
                self._standing.count("pictures_left_out")
                log.warning("picture left out")
        return found

    async def _leaf(self, sha: str) -> Leaf | None:
        leaving = await self._media.leaving(sha)
        data = (
            leaving
            if isinstance(leaving, bytes)
            else await asyncio.to_thread(_read, leaving)
        )
        mime = mime_of(data)
        if mime in NAMES and len(data) <= LARGEST_PICTURE:
            return Leaf("image", NAMES[mime], data)
        if data and len(data) <= LARGEST_FILE:
            return Leaf("file", OTHER_NAMES.get(mime or "", "picture"), data)
        return None

    async def _upload(self, link: Link, leaf: Leaf) -> str | None:
        """The service's id of it; None when it will never take it.  Raises: LinkError."""
        try:
            return await _uploaded(link, leaf)
        except Declined as declined:
            if declined.passing:
                raise
            return None


async def _uploaded(link: Link, leaf: Leaf) -> str:
    chunks = range(0, len(leaf.data), CHUNK_SIZE)
    _, begun = await link.call(
        BEGIN,
        {
            "type": leaf.kind,
            "filename": leaf.name,
            "total_size": len(leaf.data),
            "total_chunks": len(chunks),
            "md5": hashlib.md5(leaf.data, usedforsecurity=False).hexdigest(),
        },
    )
    upload = {"upload_id": begun.get("upload_id")}
    for place, start in enumerate(chunks):
        piece = base64.b64encode(leaf.data[start : start + CHUNK_SIZE]).decode()
        await link.call(CHUNK, {**upload, "chunk_index": place, "base64_data": piece})
    _, finished = await link.call(FINISH, upload)
    return str(finished.get("media_id") or "")


def _markdown(text: str) -> Plain:
    return {"msgtype": "markdown", "markdown": {"content": text}}


def _read(path: Path) -> bytes:
    """Empty when it is there no more."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
