"""Putting the parts together: one process, one folder, the web chat in front."""

import errno
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import metadata
from pathlib import Path

from aiohttp import web

import prompts
from bot import clock, logs
from bot.around import Surroundings, enter
from bot.channels.account import Accounts
from bot.channels.opened import Opened, open_channels
from bot.channels.web import HUB, Directory, WebContext, make_app
from bot.channels.whole import LIVELY, Whole
from bot.config import Config
from bot.console import Desk, mount
from bot.demo import Demo
from bot.engine import Engine
from bot.errors import PeibanError
from bot.figures import Figures
from bot.folder import (
    UNFINISHED,
    own_folder,
    secret_of,
    settle_in,
    token_file,
    token_of,
)
from bot.parts import Parts
from bot.printing.press import open_press
from bot.runners import open_runners
from bot.stopping import on_signals
from bot.vouching import word
from bot.where import store_url
from handlers.model.people import RoomId
from store import alarms, heard
from store.db import Database, open_database
from store.inbox import Inbound
from store.media import MediaStore

log = logging.getLogger(__name__)

ELSEWHERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)  # an address of another machine


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 picks a free one."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that listens.  url: its address.  token_file: where the token lies, None where
    the operator gave it.  heard: tells open pages that the bot spoke; told: what came back
    from outside.
    """

    url: str
    token_file: Path | None
    context: WebContext
    engine: Engine
    heard: Callable[[RoomId], None]
    told: Callable[[Inbound], None]


async def serve(config: Config, data: Path, address: Address, demo: Demo | None) -> None:
    """Run until SIGTERM or Ctrl-C.  Raises: StoreError, PeibanError when it cannot start."""
    async with started(config, data, address, demo) as running:
        on_signals(running.engine.stop)
        announce(running, demo=demo is not None)
        log.info("bot started", extra={"version": _version(), "url": running.url})
        await running.engine.run(running.heard, running.told)
    log.info("bot stopped")


@asynccontextmanager
async def started(
    config: Config, data: Path, address: Address, demo: Demo | None
) -> AsyncIterator[Running]:
    """Everything up and listening; the engine still to be run."""
    async with AsyncExitStack() as stack:
        stack.enter_context(own_folder(data))
        logs.start(data / "logs")
        database = await open_database(store_url(config, data))
        stack.push_async_callback(database.close)
        shown = demo if demo and await settle_in(database, demo) else None
        media = MediaStore(data / "media", keep_position=config.keep_position)
        accounts = Accounts(await _before(database))
        parts = Parts(config, data, database, media, accounts, clock.now)
        opened = open_channels(parts)
        async with database.begin() as conn:
            await alarms.forget_signs(conn, [one.channel.name for one in opened])
        figures = Figures(database, parts.accounts)
        engine = await _engine(stack, parts, figures, opened)
        token = token_of(config, data)
        app, context = _web(parts, token, shown, engine, figures)
        vouches = partial(_word, secret_of(data), config)
        mount(app, _desk(parts, context, opened, vouches))
        news = app[HUB].arrived
        await enter(stack, Surroundings(parts, vouches, engine.wake, news), opened)
        url = await _listen(stack, app, address)
        place = token_file(config, data)
        yield Running(url, place, context, engine, app[HUB].notify, app[HUB].told)


async def _before(database: Database) -> Whole:
    """What the process before this one heard, before anything here is heard."""
    async with database.read() as conn:
        before = await alarms.whole_until(conn)
        if not before:
            return Whole()
        since = min(before.values()) - LIVELY
        first = await heard.first_since(conn, since)
        talk = await heard.latest(conn, first - 1, await heard.newest(conn))
        lively = {
            one.channel
            for one in talk
            if one.at >= before.get(one.channel, one.at) - LIVELY
        }
        return Whole(before, lively)


async def _engine(
    stack: AsyncExitStack, parts: Parts, figures: Figures, opened: Sequence[Opened]
) -> Engine:
    config, database, media = parts.config, parts.database, parts.media
    runners = await stack.enter_async_context(
        open_runners(config, database, media, parts.now, figures.outside)
    )
    press = None
    if config.prints:
        printing = open_press(database, media, parts.now, parts.data / UNFINISHED)
        press = await stack.enter_async_context(printing)
    outside = [one.outside(database) for one in opened]
    able = {one.channel.name: one.channel.can for one in opened}
    config = replace(config, settings=replace(config.settings, channels=able))
    return Engine(database, config, figures, runners, press, outside)


def _word(secret: str, config: Config) -> str:
    return word(secret, clock.now(), config.zone)


def announce(running: Running, *, demo: bool) -> None:
    """Say where it is; scripts wait for the first line."""
    page = f"{running.url}/enter?key={running.context.enter_key}"
    console = prompts.render("run/console", {"url": f"{running.url}/console/"})
    ready = prompts.render("run/ready", {"url": page})
    lines = [f"listening on {running.url}", ready, console]
    if demo:  # elsewhere only where it lies: terminals are logged
        lines.append(f"token: {running.context.token}")
    elif running.token_file:
        lines.append(prompts.render("run/token", {"file": str(running.token_file)}))
    os.write(1, ("\n".join(lines) + "\n").encode())


def _web(
    parts: Parts, token: str, demo: Demo | None, engine: Engine, figures: Figures
) -> tuple[web.Application, WebContext]:
    context = WebContext(
        database=parts.database,
        media=parts.media,
        directory=Directory(parts.database),
        token=token,
        now=parts.now,
        wake=engine.wake,
        health=figures.health,
        metrics=figures.metrics,
        bot_name=parts.config.bot_name,
        demo=demo,
        enter_key=secrets.token_urlsafe(24),
        zone=parts.config.zone,
    )
    return make_app(context), context


def _desk(
    parts: Parts, context: WebContext, opened: Sequence[Opened], vouches: Callable[[], str]
) -> Desk:
    return Desk(
        database=parts.database,
        media=parts.media,
        config=parts.config,
        data=parts.data,
        now=parts.now,
        wake=context.wake,
        health=context.health,
        behind_proxy=parts.config.behind_proxy,
        accounts=parts.accounts,
        gentle={one.channel.name: one.gentle for one in opened},
        word=vouches,
    )


async def _listen(stack: AsyncExitStack, app: web.Application, address: Address) -> str:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, address.host, address.port)
    try:
        await site.start()
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise PeibanError(
            f"cannot listen on {address.host}:{address.port} ({why}); {_instead(error)}"
        ) from error
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}"


def _instead(error: OSError | OverflowError) -> str:
    """What to do where nobody can listen there."""
    number = getattr(error, "errno", None)
    if isinstance(error, socket.gaierror) or number in ELSEWHERE:
        return "choose an address of this machine with --host, such as 127.0.0.1"
    return "choose another with --port, or 0 for any"


def _version() -> str:
    try:
        return metadata.version("peiban")
    except metadata.PackageNotFoundError:  # a checkout that nobody installed
        return "unknown"
