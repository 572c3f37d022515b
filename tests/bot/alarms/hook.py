"""A server on loopback that takes alarms by POST: well, badly, slowly or not at all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.peers.serving import Behaviour, sends, serving


@dataclass
class Hook:
    """answers: what it does with each request, the last one for ever.  taken: their JSON."""

    answers: list[Behaviour]
    url: str = ""
    taken: list[dict[str, object]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.taken.append(await request.json())
        return await self.answers[min(len(self.taken), len(self.answers)) - 1](request)

    @property
    def texts(self) -> list[str]:
        return [str(one["text"]) for one in self.taken]

    @property
    def titles(self) -> list[str]:
        return [str(one["title"]) for one in self.taken]


async def silent(_: web.Request) -> web.StreamResponse:
    """Takes it and never answers."""
    await asyncio.Event().wait()
    raise AssertionError


async def elsewhere(_: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/other")


@asynccontextmanager
async def hook(*answers: Behaviour) -> AsyncIterator[Hook]:
    """A running one; without answers it takes everything."""
    server = Hook(list(answers) or [sends(b"{}")])
    app = web.Application()
    app.router.add_post("/take", server.take)
    async with serving(app) as url:
        server.url = f"{url}/take"
        yield server


@asynccontextmanager
async def blunt(reply: bytes | None) -> AsyncIterator[int]:
    """A server of bytes: says them to whoever comes and hangs up, or (None) says nothing.

    Gives its port.
    """
    gone = asyncio.Event()

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if reply is None:
            await gone.wait()
        else:
            writer.write(reply)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        gone.set()
        server.close()
        await server.wait_closed()
