"""Pictures and voices, the state of the program, and the description of the API."""

import re
from pathlib import Path

from aiohttp import web

from bot.channels.web.context import CONTEXT
from bot.channels.web.refusals import Refused, answer

SHA = re.compile(r"[0-9a-f]{64}")
FOREVER = "private, max-age=31536000, immutable"  # the address is the content
OPENAPI = Path(__file__).parent / "static" / "openapi.json"


async def media(request: web.Request) -> web.StreamResponse:
    """GET /api/media/{sha}."""
    context, sha = request.app[CONTEXT], request.match_info["sha"]
    info = None
    if SHA.fullmatch(sha):
        async with context.database.read() as conn:
            info = await context.media.info(conn, sha)
    if info is None or not context.media.path(sha).is_file():
        raise Refused(404, "there is no such file; addresses come with the messages")
    headers = {
        "Content-Type": info.mime,
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": FOREVER,
    }
    leaving = await context.media.leaving(sha)
    if isinstance(leaving, bytes):
        return web.Response(body=leaving, headers=headers)
    return web.FileResponse(leaving, headers=headers)


async def health(request: web.Request) -> web.Response:
    """GET /health: 503 when a part is down."""
    state = await request.app[CONTEXT].health()
    return answer(dict(state), 200 if state.get("status") == "ok" else 503)


async def metrics(request: web.Request) -> web.Response:
    """GET /metrics, for Prometheus."""
    return web.Response(
        body=request.app[CONTEXT].metrics(),
        headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
    )


async def openapi(_request: web.Request) -> web.StreamResponse:
    """GET /api/openapi.json."""
    return web.FileResponse(OPENAPI, headers={"Content-Type": "application/json"})
