"""A channel of ours beside a gateway in this process, and what came out of it so far."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from bot import clock
from bot.channels.account import Account, Accounts, AccountState
from bot.channels.wechaty import Timings, WechatyChannel, WechatySettings
from store import enrol
from store.db import Database, open_database
from store.inbox import Inbound
from store.media import MediaStore
from store.outbox import Outgoing
from tests.peers.wechat import TOKEN, Settings, WeChat
from tests.peers.wechat_gateway import PythonGateway, wechat_gateway

WITHIN = 20  # seconds: a hang is a failure, a slow machine is not
ROOM = "garden@chatroom"
BOUND = {"id": ROOM, "name": "种花", "purpose": "leaders"}
QUICK = Timings(
    first_pause=0.02,
    longest_pause=0.1,
    refused=0.3,
    polite=0.1,
    longest_polite=0.3,
    quiet=2,
    dong=3,
    greeting=2,
    deadline=10,
    transfer=30,
    patience=10,
    retry=0.02,
    gap=0.05,
)


@dataclass
class Bench:
    """rows: everything that the channel told, oldest first."""

    wechat: WeChat
    channel: WechatyChannel
    accounts: Accounts
    database: Database
    store: MediaStore
    rows: list[Inbound] = field(default_factory=list)
    listening: asyncio.Task[None] | None = None

    def listens(self) -> None:
        """As after a failure: on the same channel, and never twice at once."""
        self.listening = asyncio.create_task(_listen(self))

    async def stops_listening(self) -> None:
        if self.listening is not None:
            self.listening.cancel()
            await asyncio.gather(self.listening, return_exceptions=True)

    @property
    def account(self) -> Account:
        found = self.accounts.of("wechaty")
        assert found is not None
        return found

    def of_kind(self, kind: str) -> list[Inbound]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def texts(self) -> list[object]:
        return [row.body["text"] for row in self.of_kind("message")]

    async def row(self, kind: str, count: int = 1) -> Inbound:
        """The so manieth row of a kind, once it is there."""
        await until(lambda: len(self.of_kind(kind)) >= count, lambda: self.rows)
        return self.of_kind(kind)[count - 1]

    async def stands(self, state: AccountState, detail: str | None = None) -> Account:
        """Once it does."""

        def wanted() -> bool:
            return self.account.state is state and detail in {None, self.account.detail}

        await until(wanted, lambda: self.account)
        return self.account

    async def online(self) -> Account:
        return await self.stands(AccountState.CONNECTED)

    def python(self) -> PythonGateway:
        assert isinstance(self.wechat, PythonGateway)
        return self.wechat


async def until(found: Callable[[], bool], what: Callable[[], object]) -> None:
    """Looks again and again."""
    try:
        async with asyncio.timeout(WITHIN):
            while not found():  # noqa: ASYNC110 -- of many things, which tell nobody
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"it never came; there is {what()}") from None


def settings_for(wechat: WeChat, timings: Timings = QUICK) -> WechatySettings:
    return WechatySettings(wechat.endpoint, TOKEN, tls=False, timings=timings)


@asynccontextmanager
async def bench(
    folder: Path,
    wechat: WeChat,
    settings: WechatySettings | None = None,
    accounts: Accounts | None = None,
) -> AsyncIterator[Bench]:
    """A channel that listens until the block ends."""
    database = await open_database("sqlite+aiosqlite:///:memory:")
    async with database.begin() as conn:
        await enrol.load_setting(conn, {"rooms": [BOUND], "people": []})
    accounts, store = accounts or Accounts(), MediaStore(folder)
    given = settings or settings_for(wechat)
    channel = WechatyChannel(given, accounts, database, store, clock.now)
    made = Bench(wechat, channel, accounts, database, store)
    made.listens()
    try:
        yield made
    finally:
        await made.stops_listening()
        await database.close()


async def _listen(made: Bench) -> None:
    events = made.channel.listen()
    try:
        async for row in events:
            made.rows.append(row)
    finally:
        await events.aclose()


@asynccontextmanager
async def garden(
    folder: Path, timings: Timings = QUICK, settings: Settings | None = None
) -> AsyncIterator[Bench]:
    """The bot, Rose and Reed in a room, everybody on line."""
    async with wechat_gateway(settings) as wechat:
        await wechat.contact("rose", "玫瑰")
        await wechat.contact("reed", "芦苇")
        await wechat.room(ROOM, "东园", ["bot", "rose", "reed"])
        async with bench(folder, wechat, settings_for(wechat, timings)) as made:
            await made.online()
            yield made


def to_say(text: str, **rest: object) -> Outgoing:
    now = datetime(2026, 8, 24, tzinfo=UTC)
    plain = Outgoing(
        key="k1",
        channel="wechaty",
        room=ROOM,
        purpose="answer",
        prompt="answers/answer",
        text=text,
        to=(),
        about=(),
        draft=None,
        question=None,
        photos=(),
        not_before=now,
        created_at=now,
    )
    return replace(plain, **rest)  # type: ignore[arg-type]
