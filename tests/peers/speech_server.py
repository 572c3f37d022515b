"""A transcription server on loopback: hears what it is told to, and keeps what it was sent."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]


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


def sends(body: object) -> Behaviour:
    """Answers with any JSON, or with bytes as they are."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def behaviour(_: web.Request) -> web.StreamResponse:
        return web.Response(body=raw, content_type="application/json")

    return behaviour


def fails(status: int) -> Behaviour:
    """An HTTP error as such servers write it."""

    async def behaviour(_: web.Request) -> web.StreamResponse:
        return web.json_response({"error": {"message": "no"}}, status=status)

    return behaviour


def waits(seconds: float, then: Behaviour) -> Behaviour:
    """Slow."""

    async def behaviour(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await then(request)

    return behaviour


async def endless(request: web.Request) -> web.StreamResponse:
    """Never stops talking."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    try:
        await response.write(b'{"text": "')
        while True:
            await response.write("还有".encode() * 8_000)
    except ConnectionError:
        return response


@asynccontextmanager
async def speech_server(*answers: Behaviour) -> AsyncIterator[SpeechServer]:
    """Serves until the block ends."""
    server = SpeechServer([*answers])
    app = web.Application(client_max_size=64 << 20)
    app.router.add_post("/v1/audio/transcriptions", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        yield server
    finally:
        await runner.cleanup()
