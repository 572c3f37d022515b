"""The web chat put together; every address on one screen."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.web import about, api, auth, page, sockets
from bot.channels.web.context import (
    CONTEXT,
    DOORS,
    HUB,
    INTAKE,
    PLAYER,
    SOCKETS,
    WebContext,
)
from bot.channels.web.doors import Doors
from bot.channels.web.intake import Intake
from bot.channels.web.live import Hub
from bot.channels.web.problem import show_problem
from bot.channels.web.refusals import say_what_is_wrong
from bot.demo.play import Player
from handlers.model.people import RoomId

STATIC = Path(__file__).parent / "static"
BODY_LIMIT = 512 * 1024  # bytes of JSON; 20,000 escaped characters and the rest fit
GUARDED = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def make_app(context: WebContext) -> web.Application:
    """The application; serve it with aiohttp's AppRunner."""
    app = web.Application(
        client_max_size=BODY_LIMIT,
        middlewares=[
            _guard,
            show_problem,
            say_what_is_wrong,
            auth.sessions(context.token),
            auth.check_door,
        ],
    )
    aiohttp_jinja2.setup(
        app, loader=jinja2.PackageLoader("prompts", "web"), undefined=jinja2.StrictUndefined
    )
    _put_parts(app, context)
    _add_routes(app)
    app.cleanup_ctx.append(_run_parts)
    app.on_shutdown.append(sockets.close_all)
    return app


def _put_parts(app: web.Application, context: WebContext) -> None:
    hub = Hub(context.database, context.zone)

    def stored(room: RoomId) -> None:
        hub.notify(room)
        context.wake()

    app[CONTEXT] = context
    app[HUB] = hub
    app[INTAKE] = Intake(context.database, stored)
    app[DOORS] = Doors(context.enter_key, context.now)
    app[SOCKETS] = set()
    app[PLAYER] = Player(context.demo)


def _add_routes(app: web.Application) -> None:
    add = app.router
    add.add_get("/", page.chat)
    add.add_get("/enter", page.enter_by_link, allow_head=False)
    add.add_post("/enter", page.enter_by_form)
    add.add_get("/favicon.ico", page.icon)
    add.add_static("/static", STATIC)
    add.add_post("/links", page.make_link)
    add.add_post("/demo/play", page.play)
    add.add_get("/api/rooms", api.list_rooms)
    add.add_get("/api/people", api.list_people)
    add.add_get("/api/rooms/{room}/messages", api.list_messages)
    add.add_post("/api/rooms/{room}/messages", api.post_message)
    add.add_delete("/api/rooms/{room}/messages/{message}", api.recall_message)
    add.add_get("/api/media/{sha}", about.media)
    add.add_get("/api/openapi.json", about.openapi)
    add.add_get("/ws/rooms", sockets.stream_all)
    add.add_get("/ws/rooms/{room}", sockets.stream_room)
    add.add_get("/health", about.health)
    add.add_get("/metrics", about.metrics)


async def _run_parts(app: web.Application) -> AsyncIterator[None]:
    await app[CONTEXT].directory.refresh()
    app[INTAKE].start()
    app[HUB].start()
    yield
    await app[PLAYER].stop()
    await app[INTAKE].stop()
    await app[HUB].stop()


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    response = await handler(request)
    if not response.prepared:
        for name, value in GUARDED.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-cache"  # ask, and mostly hear 304
    return response
