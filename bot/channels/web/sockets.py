"""WebSockets: /ws/rooms/{room} streams one room, /ws/rooms all of them."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

from aiohttp import WSCloseCode, web

from bot.channels.web.api import row_after, the_room
from bot.channels.web.context import CONTEXT, HUB, PLAYER, SOCKETS, WebContext
from bot.channels.web.lines import said
from bot.channels.web.live import Listener
from bot.channels.web.refusals import Refused
from handlers.model.people import Room, RoomId
from store import timeline

HEARTBEAT = 20.0  # seconds; phones drop silent connections
PAGE = 500


async def stream_room(request: web.Request) -> web.WebSocketResponse:
    """What is said from now on, or all that was said after the message `after`."""
    room, context = await the_room(request), request.app[CONTEXT]
    after = request.query.get("after")
    seen = await row_after(context, room, after)
    listener = Listener(room.id, seen)
    async with _listening(request, listener, [room.id]) as ws:
        if after is not None:
            await _catch_up(ws, context, room, listener)
        await _stream(ws, listener)
    return ws


async def stream_all(request: web.Request) -> web.WebSocketResponse:
    """What is said from now on in any room; each line names its room."""
    listener, rooms = Listener(None), list(request.app[CONTEXT].directory.rooms)
    async with _listening(request, listener, rooms) as ws:
        if request.app[CONTEXT].demo:  # a page that comes back after a restart must know
            await ws.send_json({"playing": request.app[PLAYER].playing})
        await _stream(ws, listener)
    return ws


async def close_all(app: web.Application) -> None:
    """Open connections would keep the program from ending."""
    sockets = app[SOCKETS]
    for ws in list(sockets):
        await ws.close(code=WSCloseCode.GOING_AWAY, message=b"restarting")


@asynccontextmanager
async def _listening(
    request: web.Request, listener: Listener, rooms: Iterable[RoomId]
) -> AsyncIterator[web.WebSocketResponse]:
    """Whatever is stored after the client sees its connection open is streamed."""
    ws = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=4096)
    if not ws.can_prepare(request).ok:
        raise Refused(400, "this address is for WebSockets; connect with ws:// or wss://")
    hub, sockets = request.app[HUB], request.app[SOCKETS]
    try:
        await hub.join(listener, rooms)
        await ws.prepare(request)
        sockets.add(ws)
        yield ws
    except ConnectionError:  # it went while we spoke; it comes back with after=
        await ws.close()
    finally:
        hub.leave(listener)
        sockets.discard(ws)


async def _catch_up(
    ws: web.WebSocketResponse, context: WebContext, room: Room, listener: Listener
) -> None:
    lines = None
    while lines is None or len(lines) == PAGE:
        async with context.database.read() as conn:
            lines = await timeline.page(conn, room.id, listener.seen(room.id), PAGE)
        for line in lines:
            await ws.send_json(said(line, room.id, context.zone))
            listener.has_seen(room.id, line.row)


async def _stream(ws: web.WebSocketResponse, listener: Listener) -> None:
    speaking = asyncio.create_task(_speak(ws, listener))
    try:
        async for _ in ws:  # clients only listen; this notices when they go
            pass
    finally:
        speaking.cancel()
        with suppress(asyncio.CancelledError, ConnectionError):
            await speaking


async def _speak(ws: web.WebSocketResponse, listener: Listener) -> None:
    while not listener.lagging:
        await ws.send_str(await listener.next())
    await ws.close(code=WSCloseCode.TRY_AGAIN_LATER, message=b"too slow; start over")
