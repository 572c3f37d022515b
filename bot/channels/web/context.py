"""What the web chat is given, and where its handlers find it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from aiohttp import web

from bot.channels.web.directory import Directory
from bot.channels.web.doors import Doors
from bot.channels.web.intake import Intake
from bot.channels.web.live import Hub
from bot.demo import Demo
from bot.demo.play import Player
from store.db import Database
from store.media import MediaStore

CHANNEL = "web"


@dataclass(frozen=True, slots=True)
class WebContext:
    """The parts the web chat works with.

    wake: tells the pipeline that something waits.  health: "status" is "ok", or a part is
    down.  metrics: Prometheus text.  enter_key: opens the page once.  zone: people's clock.
    """

    database: Database
    media: MediaStore
    directory: Directory
    token: str
    now: Callable[[], datetime]
    wake: Callable[[], None]
    health: Callable[[], Awaitable[Mapping[str, object]]]
    metrics: Callable[[], bytes]
    bot_name: str
    demo: Demo | None = None
    enter_key: str | None = None
    zone: tzinfo = UTC


Socket = web.WebSocketResponse
CONTEXT = web.AppKey("CONTEXT", WebContext)
DOORS = web.AppKey("DOORS", Doors)
HUB = web.AppKey("HUB", Hub)
INTAKE = web.AppKey("INTAKE", Intake)
PLAYER = web.AppKey("PLAYER", Player)
SOCKETS = web.AppKey("SOCKETS", set[Socket])
