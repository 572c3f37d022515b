"""HTTP servers on loopback, and how they answer: well, badly, slowly or without end."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(
    app: web.Application, port: int = 0, *, grace_s: float = 0.1
) -> AsyncIterator[str]:
    """Its address, until the block ends.  grace_s: for answers that are not finished then."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=grace_s)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def sends(body: object, status: int = 200) -> Behaviour:
    """Answers with any JSON, or with bytes as they are."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def behaviour(_: web.Request) -> web.StreamResponse:
        return web.Response(body=raw, status=status, content_type="application/json")

    return behaviour


def fails(status: int) -> Behaviour:
    """An HTTP error as such servers write it."""
    return sends({"error": {"message": "no", "type": "error", "code": None}}, status)


def waits(seconds: float, then: Behaviour) -> Behaviour:
    """Slow."""

    async def behaviour(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await then(request)

    return behaviour


async def endless(
    request: web.Request, first: bytes = b" ", more: bytes = b" " * 65_536
) -> web.StreamResponse:
    """Never stops talking."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    try:
        await response.write(first)
        while True:
            await response.write(more)
    except ConnectionError:
        return response
