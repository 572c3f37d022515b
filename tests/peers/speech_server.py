"""A transcription server on loopback: hears what it is told to, and keeps what it was sent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.peers.serving import Behaviour, endless, sends, serving


@dataclass
class SpeechServer:
    """One server.  answers: what it does with each request, the last one for ever.

    forms: the fields of each request, the recording as (name, type, bytes).
    """

    answers: list[Behaviour]
    url: str = ""
    forms: list[dict[str, object]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        form: dict[str, object] = {}
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                with value.file as file:
                    form[name] = (value.filename, value.content_type, file.read())
            else:
                form[name] = value
        self.forms.append(form)
        self.keys.append(request.headers.get("Authorization", ""))
        behaviour = self.answers[min(len(self.forms), len(self.answers)) - 1]
        return await behaviour(request)


def hears(words: object) -> Behaviour:
    """Answers with these words."""
    return sends({"text": words})


async def goes_on(request: web.Request) -> web.StreamResponse:
    """Hears words without end."""
    return await endless(request, b'{"text": "', "还有".encode() * 8_000)


@asynccontextmanager
async def speech_server(*answers: Behaviour) -> AsyncIterator[SpeechServer]:
    """Serves until the block ends."""
    server = SpeechServer([*answers])
    app = web.Application(client_max_size=64 << 20)
    app.router.add_post("/v1/audio/transcriptions", server.answer)
    async with serving(app) as url:
        server.url = f"{url}/v1"
        yield server
