"""Putting the parts together: one process, one folder, the web chat in front."""

import asyncio
import fcntl
import os
import secrets
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

import prompts
from bot import backup, clock, logs, retaining
from bot.channels.web import HUB, Directory, WebContext, make_app
from bot.config import Config
from bot.console import Desk, mount
from bot.demo import Demo
from bot.engine import Engine
from bot.errors import PeibanError
from bot.figures import Figures
from bot.knowledge.starter import wanting
from bot.printing.press import open_press
from bot.runners import open_runners
from bot.where import store_url
from handlers.model.people import RoomId
from store import directory, enrol, knowledge
from store.db import Database, open_database
from store.inbox import Inbound
from store.media import MediaStore

TOKEN = "PEIBAN_TOKEN"  # noqa: S105 -- the name of the variable, not a token
UNFINISHED = "tmp"  # in the data folder: what is gone with the next start


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 picks a free one."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that listens.  url: its address.  heard: tells open pages that the bot spoke;
    told: what came back from outside.
    """

    url: str
    context: WebContext
    engine: Engine
    heard: Callable[[RoomId], None]
    told: Callable[[Inbound], None]


async def serve(config: Config, data: Path, address: Address, demo: Demo | None) -> None:
    """Run until SIGTERM or Ctrl-C.  Raises: StoreError, PeibanError when it cannot start."""
    async with started(config, data, address, demo) as running:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, running.engine.stop)
        announce(running, demo=demo is not None)
        await running.engine.run(running.heard, running.told)


@asynccontextmanager
async def started(
    config: Config, data: Path, address: Address, demo: Demo | None
) -> AsyncIterator[Running]:
    """Everything up and listening; the engine still to be run."""
    async with AsyncExitStack() as stack:
        stack.enter_context(_own(data))
        logs.start(data / "logs")
        database = await open_database(store_url(config, data))
        stack.push_async_callback(database.close)
        shown = demo if demo and await _settle_in(database, demo) else None
        figures = Figures(database)
        media = MediaStore(data / "media", keep_position=config.keep_position)
        runners = await stack.enter_async_context(
            open_runners(config, database, media, clock.now, figures.outside)
        )
        press = open_press(database, media, clock.now, data / UNFINISHED)
        engine = Engine(
            database,
            config,
            figures,
            runners,
            await stack.enter_async_context(press) if config.prints else None,
        )
        token = _token(config, data)
        app, context = _parts(config, token, media, shown, engine, figures)
        mount(app, _desk(config, data, context))
        await stack.enter_async_context(backup.daily(config, data, clock.now))
        forgets = retaining.nightly(config, database, media, clock.now)
        await stack.enter_async_context(forgets)
        url = await _listen(stack, app, address)
        yield Running(url, context, engine, app[HUB].notify, app[HUB].told)


def announce(running: Running, *, demo: bool) -> None:
    """Say where it is; scripts wait for the first line."""
    page = f"{running.url}/enter?key={running.context.enter_key}"
    lines = [f"listening on {running.url}", prompts.render("run/ready", {"url": page})]
    if demo:  # elsewhere it lies in the data folder, and terminals are logged
        lines.append(f"token: {running.context.token}")
    os.write(1, ("\n".join(lines) + "\n").encode())


def _parts(
    config: Config,
    token: str,
    media: MediaStore,
    demo: Demo | None,
    engine: Engine,
    figures: Figures,
) -> tuple[web.Application, WebContext]:
    database = figures.database
    context = WebContext(
        database=database,
        media=media,
        directory=Directory(database),
        token=token,
        now=clock.now,
        wake=engine.wake,
        health=figures.health,
        metrics=figures.metrics,
        bot_name=config.bot_name,
        demo=demo,
        enter_key=secrets.token_urlsafe(24),
        zone=config.zone,
    )
    return make_app(context), context


def _desk(config: Config, data: Path, context: WebContext) -> Desk:
    return Desk(
        database=context.database,
        media=context.media,
        config=config,
        data=data,
        now=context.now,
        wake=context.wake,
        health=context.health,
        behind_proxy=config.behind_proxy,
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
            f"cannot listen on {address.host}:{address.port} ({why});"
            " choose another with --port, or 0 for any"
        ) from error
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}"


async def _settle_in(database: Database, demo: Demo) -> bool:
    """Whether this is the demo's store: an empty one becomes it, one with others' does not."""
    async with database.begin() as conn:
        if await directory.is_empty(conn):
            await enrol.load_setting(conn, demo.setting)
            await knowledge.keep(conn, wanting(await knowledge.entries(conn)))
            return True
        rooms = await directory.rooms(conn)
    return RoomId(demo.start) in rooms


def _token(config: Config, data: Path) -> str:
    """The environment's, the configured, or one made at the first start and kept."""
    if given := os.environ.get(TOKEN) or config.web_token:
        return given
    file = data / "token"
    if not file.exists() or not file.read_text(encoding="utf-8").strip():
        unfinished = data / "token.new"  # an empty token would open the door to everybody
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(24), encoding="utf-8")
        unfinished.replace(file)
    return file.read_text(encoding="utf-8").strip()


@contextmanager
def _own(data: Path) -> Iterator[None]:
    """One bot a folder, nothing half done in it.

    Raises: PeibanError when it cannot be written or is taken.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        file = (data / "lock").open("w")
    except OSError as error:
        raise _unwritable(data, error) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise PeibanError(
                f"another bot runs on {data}; stop it, or use --data"
            ) from error
        _empty(data)
        yield


def _empty(data: Path) -> None:
    """Throw away what a bot that was killed had in hand; members' words are among it."""
    folder = data / UNFINISHED
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise _unwritable(data, error) from error


def _unwritable(data: Path, error: OSError) -> PeibanError:
    return PeibanError(
        f"the data folder {data} cannot be written ({error.strerror});"
        " name another with --data, or mend its permissions"
    )
