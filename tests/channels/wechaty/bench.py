"""A channel of ours beside a gateway in this process, and what came out of it so far."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot import clock
from bot.channels.account import Account, Accounts, AccountState
from bot.channels.wechaty import Timings, WechatyChannel, WechatySettings
from store import enrol
from store.db import open_database
from store.inbox import Inbound
from store.media import MediaStore
from store.outbox import Outgoing
from tests.channels.listening import Listening, listening, words
from tests.peers.waiting import until
from tests.peers.wechat import TOKEN, Settings, WeChat
from tests.peers.wechat_gateway import PythonGateway, wechat_gateway

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


@dataclass(kw_only=True)
class Bench(Listening):
    """A channel of ours beside a gateway."""

    channel: WechatyChannel
    wechat: WeChat

    def of_kind(self, kind: str) -> list[Inbound]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def texts(self) -> list[object]:
        return [row.body["text"] for row in self.of_kind("message")]

    async def row(self, kind: str, count: int = 1) -> Inbound:
        """The so manieth row of a kind, once it is there."""
        await until(lambda: len(self.of_kind(kind)) >= count, lambda: self.rows)
        return self.of_kind(kind)[count - 1]

    async def online(self) -> Account:
        return await self.stands(AccountState.CONNECTED)

    def python(self) -> PythonGateway:
        assert isinstance(self.wechat, PythonGateway)
        return self.wechat


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
    accounts, media = accounts or Accounts(), MediaStore(folder)
    given = settings or settings_for(wechat)
    channel = WechatyChannel(given, accounts, database, media, clock.now)
    made = Bench(
        channel=channel, wechat=wechat, accounts=accounts, database=database, media=media
    )
    async with listening(made):
        yield made


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


def to_say(text: str, *, room: str = ROOM, **rest: object) -> Outgoing:
    return words("wechaty", room, text, **rest)
