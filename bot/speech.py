"""A speech service behind any OpenAI-compatible address says what a voice message says.

It gets the recording as it was posted and the language, nothing else.
What it says goes through the inbox to `handlers/heard.py`, which takes it for the words of
whoever spoke.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot import outside
from bot.arrivals import LONGEST, texts
from bot.config_sections import SpeechSettings
from bot.errands import Asked
from bot.errors import ErrandFailedError
from bot.meter import Meter
from store.media import MediaStore

if TYPE_CHECKING:
    from openai import AsyncOpenAI

SECTION = "speech"
LANGUAGE = "zh"
AT_ONCE = 2
MOST_BYTES = 64_000  # of an answer; a minute of speech has a thousand
_MEGABYTE = 1024 * 1024
_SUFFIXES = {"audio/mpeg": "mp3", "audio/mp4": "m4a"}  # else as the type is called


@asynccontextmanager
async def open_speech(
    settings: SpeechSettings, media: MediaStore, meter: Meter
) -> "AsyncIterator[Speech]":
    """Somebody who listens.  Raises: PeibanError when something is missing."""
    async with outside.client(SECTION, settings) as client:
        yield Speech(client, settings, media, meter)


@dataclass(frozen=True, slots=True)
class Speech:
    """The runner of voice messages."""

    client: "AsyncOpenAI"
    settings: SpeechSettings
    media: MediaStore
    meter: Meter

    @property
    def timeout(self) -> timedelta:
        """As configured."""
        return self.settings.timeout

    @property
    def at_once(self) -> int:
        """Two that wait are heard together; what comes meanwhile waits for both."""
        return AT_ONCE

    async def run(self, asked: Asked) -> Mapping[str, object]:
        """The words under "text".  Raises: ErrandFailedError."""
        voices = texts(asked.message.body.get("voices"))
        said = [await self._words(sha) for sha in voices]
        return {"text": "\n".join(filter(None, said))[:LONGEST]}

    async def _words(self, sha: str) -> str:
        async with self.meter.database.read() as conn:
            info = await self.media.info(conn, sha)
        file = self.media.path(sha)
        if info is None or not file.is_file():
            raise ErrandFailedError("recording missing")
        if info.size > self.settings.largest_mb * _MEGABYTE:
            raise ErrandFailedError("recording too large")
        await self.meter.take()
        return read_words(await self._ask(file, info.mime))

    async def _ask(self, file: Path, mime: str) -> bytes:
        """The answer's bytes, at most MOST_BYTES; who sends more is not listened to."""
        name = f"voice.{_SUFFIXES.get(mime, mime.rpartition('/')[2])}"
        recording = await asyncio.to_thread(file.read_bytes)
        transcriptions = self.client.audio.transcriptions.with_streaming_response
        body = bytearray()
        with outside.failures():
            async with transcriptions.create(
                file=(name, recording, mime),
                model=self.settings.model,
                language=LANGUAGE,
                response_format="json",
            ) as response:
                async for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > MOST_BYTES:
                        raise ErrandFailedError("too long")
        return bytes(body)


class Nobody:
    """Listens to nothing: for what was waiting when the service was switched off."""

    timeout = timedelta(seconds=1)
    at_once = 256

    async def run(self, asked: Asked) -> Mapping[str, object]:
        """Raises: ErrandFailedError, so that staff see it."""
        raise ErrandFailedError("switched off")


def read_words(body: bytes) -> str:
    """Raises: ErrandFailedError for what is no answer of such a server."""
    try:
        text = json.loads(body)["text"]
    except (ValueError, RecursionError, KeyError, TypeError):
        raise ErrandFailedError("no transcript") from None
    if not isinstance(text, str):
        raise ErrandFailedError("no transcript")
    storable = text.encode(errors="ignore").decode()  # no half of a surrogate pair
    return storable.replace("\0", "").strip()
