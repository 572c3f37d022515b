"""Server-sent events for pages that are open; they carry nothing but “look again”."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from aiohttp import web

from bot.console import sessions
from bot.console.pulse import PULSE
from store.console.accounts import AccountId

CHANGED = b"event: changed\ndata:\n\n"
STILL_THERE = b":\n\n"
ALIVE = timedelta(seconds=20)  # proxies close what is silent
MOST = 20  # pages that one account has open; each costs a look at its session now and then
LISTENING = web.AppKey("LISTENING", Counter[AccountId])
NEVER_MIND = 204  # upon this a browser does not ask again, and pages are read as without it


async def stream(request: web.Request) -> web.StreamResponse:
    """GET /live: until the page is closed or the session ends."""
    account, listening = sessions.signed(request).account.id, request.app[LISTENING]
    if listening[account] >= MOST:
        return web.Response(status=NEVER_MIND)
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/event-stream; charset=utf-8",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        }
    )
    with _counted(listening, account), suppress(ConnectionError):  # the page was closed
        await response.prepare(request)
        await _tell(request, response)
    return response


@contextmanager
def _counted(listening: Counter[AccountId], account: AccountId) -> Iterator[None]:
    listening[account] += 1
    try:
        yield
    finally:
        listening[account] -= 1


async def _tell(request: web.Request, response: web.StreamResponse) -> None:
    pulse = request.app[PULSE]
    seen = pulse.count
    while not pulse.ended and await sessions.find(request) is not None:
        count = await pulse.wait(seen, ALIVE)
        await response.write(CHANGED if count != seen else STILL_THERE)
        seen = count
