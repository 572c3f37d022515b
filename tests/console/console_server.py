"""A console on a free port over a real store, and browsers without windows that use it."""

import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientResponse, ClientSession, CookieJar, web
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

PASSWORD = "a word nobody guesses"
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
class Browser:
    """Somebody's browser: keeps its cookies, follows nothing by itself."""

    url: str
    client: ClientSession

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and page of an address under /console; “303 /there” for a redirect."""
        async with self.client.get(
            f"{self.url}/console{path}", allow_redirects=False, headers=headers
        ) as answer:
            return await _told(answer)

    async def post(self, path: str, **form: str | Sequence[str]) -> tuple[int, str]:
        """Sends a form as a page holds it: its csrf and a mark of its own are filled in."""
        return await self.send(path, {**await self.hidden(), **form})

    async def send(
        self, path: str, form: Mapping[str, str | Sequence[str]], **headers: str
    ) -> tuple[int, str]:
        """Exactly this form."""
        pairs = [
            (name, one)
            for name, value in form.items()
            for one in ([value] if isinstance(value, str) else value)
        ]
        async with self.client.post(
            f"{self.url}/console{path}", data=pairs, allow_redirects=False, headers=headers
        ) as answer:
            return await _told(answer)

    async def hidden(self, page: str = "/me") -> dict[str, str]:
        """The hidden fields of a form on a page; of the sign-in form outside."""
        status, text = await self.get(page)
        if status == 303:
            _, text = await self.get("/sign-in")
        return {name: hidden_in(text, name) for name in ("csrf", "once")}

    async def sign_in(self, name: str = "ada", password: str = PASSWORD) -> tuple[int, str]:
        return await self.post("/sign-in", name=name, password=password)

    def cookie(self, name: str = "peiban_console") -> str | None:
        found = [one for one in self.client.cookie_jar if one.key == name]
        return found[0].value if found else None

    async def is_inside(self) -> bool:
        return (await self.get("/me"))[0] == 200


@dataclass
class Console:
    """One running console.  now: its clock.  step: one turn of the pipeline."""

    database: Database
    desk: Desk
    now: Clock
    url: str = ""
    opened: list[ClientSession] = field(default_factory=list)

    def browser(self, agent: str = "a test") -> Browser:
        client = ClientSession(
            cookie_jar=CookieJar(unsafe=True), headers={"User-Agent": agent}
        )
        self.opened.append(client)
        return Browser(self.url, client)

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


def hidden_in(text: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, f"no {name} in {text[:300]}"
    return found[1]


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
    import asyncio  # noqa: PLC0415

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
    runner = web.AppRunner(chat, shutdown_timeout=1)
    await runner.setup()
    working = asyncio.create_task(work())
    console = Console(database, desk, now)
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        console.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield console
    finally:
        for client in console.opened:
            await client.close()
        working.cancel()
        await runner.cleanup()


async def _told(answer: ClientResponse) -> tuple[int, str]:
    if answer.status == 303:
        return 303, answer.headers["Location"]
    return answer.status, await answer.text()
