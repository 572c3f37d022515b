"""A console on a free port over a real store, and browsers without windows that use it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession, CookieJar, web
from argon2 import PasswordHasher

from bot import config
from bot.channels.web import Directory, WebContext, make_app
from bot.console import Desk, mount
from bot.console.passwords import Passwords
from bot.pipeline import Pipeline
from handlers.model.people import OrganisationId, PersonId
from store import directory
from store.console import accounts
from store.console.accounts import Account, AccountId, Rank
from store.db import Database, open_database
from store.media import MediaStore
from tests.channels.chat_server import BEIJING, KEY, SETTING, TOKEN
from tests.console.browser import PASSWORD, Browser
from tests.peers.serving import serving

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TWO: Mapping[str, object] = {
    "organisations": [
        *SETTING["organisations"],
        {"id": "song", "name": "合唱队", "community": "西桥社区"},
    ],
    "rooms": [
        *SETTING["rooms"],
        {
            "id": "song",
            "name": "合唱队大群",
            "purpose": "organisation",
            "organisation": "song",
        },
    ],
    "people": [
        *SETTING["people"],
        {"id": "lan", "name": "兰姐", "role": "leader", "rooms": ["song"]},
    ],
    "knowledge": [],
}


@dataclass
class Clock:
    """Stands still until it is put forward."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class Console:
    """One running console.  now: its clock.  step: one turn of the pipeline."""

    database: Database
    desk: Desk
    now: Clock
    url: str = ""
    opened: list[ClientSession] = field(default_factory=list)

    def browser(self, agent: str = "a test", url: str = "", **headers: str) -> Browser:
        """url: where else it looks than at this console."""
        client = ClientSession(
            cookie_jar=CookieJar(unsafe=True), headers={"User-Agent": agent, **headers}
        )
        self.opened.append(client)
        return Browser(url or self.url, client)

    async def signed_in(
        self, rank: Rank = Rank.ADMINISTRATOR, sees: Sequence[str] | None = None
    ) -> Browser:
        """A browser in which an account of that rank is signed in; it is named after it."""
        name = f"{rank.value}{'' if sees is None else '-'.join(sees)}"
        await self.add(name, rank, sees)
        browser = self.browser()
        assert (await browser.sign_in(name))[0] == 303
        return browser

    async def add(
        self,
        name: str,
        rank: Rank = Rank.ADMINISTRATOR,
        sees: Sequence[str] | None = None,
        person: str | None = None,
    ) -> Account:
        """An account whose password is PASSWORD."""
        account = Account(
            id=AccountId(name),
            name=name,
            rank=rank,
            made_at=self.now(),
            organisations=None if sees is None else frozenset(map(OrganisationId, sees)),
            password=await self.desk.passwords.hash(PASSWORD),
            person=PersonId(person) if person else None,
        )
        async with self.database.begin() as conn:
            await accounts.add(conn, account)
        return account

    async def account(self, name: str) -> Account:
        async with self.database.read() as conn:
            found = await accounts.by_name(conn, name)
        assert found is not None
        return found


@asynccontextmanager
async def console_server(
    folder: Path,
    *,
    url: str = "sqlite+aiosqlite:///:memory:",
    setting: Mapping[str, object] = TWO,
    behind_proxy: bool = False,
    now: Callable[[], datetime] | None = None,
) -> AsyncIterator[Console]:
    """Serves until the block ends; the pipeline runs whenever it is woken."""
    database = await open_database(url)
    try:
        async with database.begin() as conn:
            await directory.load_setting(conn, setting)
        async with _serving(database, folder, now or Clock(), behind_proxy) as console:
            yield console
    finally:
        await database.close()


@asynccontextmanager
async def _serving(
    database: Database, folder: Path, now: Clock, behind_proxy: bool
) -> AsyncIterator[Console]:
    settings = config.load(None, {})
    pipeline = Pipeline(database, settings, now)
    woken = asyncio.Event()

    async def work() -> None:
        while True:
            await woken.wait()
            woken.clear()
            while await pipeline.step():
                pass

    async def health() -> Mapping[str, object]:
        return {"status": "ok"}

    media = MediaStore(folder)
    chat = make_app(
        WebContext(
            database=database,
            media=media,
            directory=Directory(database),
            token=TOKEN,
            now=now,
            wake=woken.set,
            health=health,
            metrics=lambda: b"",
            bot_name="陪伴",
            enter_key=KEY,
            zone=BEIJING,
        )
    )
    desk = Desk(
        database=database,
        media=media,
        config=replace(settings, behind_proxy=behind_proxy),
        data=folder,
        now=now,
        wake=woken.set,
        health=health,
        behind_proxy=behind_proxy,
        passwords=Passwords(QUICK),
    )
    mount(chat, desk)
    async with serving(chat, grace_s=1) as url:
        working = asyncio.create_task(work())
        console = Console(database, desk, now, url)
        try:
            yield console
        finally:
            for client in console.opened:
                await client.close()
            working.cancel()


@asynccontextmanager
async def beside(desk: Desk) -> AsyncIterator[str]:
    """A console more, over the same store; its address."""
    app = web.Application()
    mount(app, desk)
    async with serving(app, grace_s=1) as url:
        yield url
