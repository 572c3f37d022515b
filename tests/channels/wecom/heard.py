"""A channel that listens to a real service on loopback, over a real store."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.channels.account import Account, Accounts, AccountState
from bot.channels.wecom import Timings, WecomChannel, WecomSettings
from handlers.model.admission import BindRoom
from handlers.model.people import Person, PersonId, Purpose, Room, RoomId
from store import rooms
from store.db import Database, open_database
from store.inbox import Inbound
from store.media import MediaStore
from store.outbox import Outgoing
from tests.peers.wecom import BOT_ID, GROUP, SECRET, WecomService, until, wecom_service

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
QUICK = Timings(
    first_pause=0.01,
    longest_pause=0.05,
    refused=0.05,
    polite=0.3,
    longest_polite=0.6,
    beat=0.05,
    answer=1,
    quiet=60,
    fetch=2,
    retry=0.01,
    gap=10,
)


@dataclass
class Bot:
    """Everything around one channel.  rows: what it heard so far."""

    service: WecomService
    database: Database
    media: MediaStore
    accounts: Accounts
    channel: WecomChannel
    time: list[datetime]
    rows: list[Inbound] = field(default_factory=list)
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _listening: asyncio.Task[None] | None = None

    def listens(self) -> None:
        """As after a failure: on the same channel, and never twice at once."""
        self._listening = asyncio.create_task(_listen(self))

    async def stops_listening(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    def hold(self) -> None:
        """The store takes nothing for a while."""
        self._open.clear()

    def go_on(self) -> None:
        self._open.set()

    async def heard(self, count: int = 1) -> Inbound:
        """The newest, once so many came."""
        await until(lambda: len(self.rows) >= count)
        assert len(self.rows) == count
        return self.rows[-1]

    @property
    def account(self) -> Account:
        found = self.accounts.of("wecom")
        assert found is not None
        return found

    async def becomes(self, state: AccountState, detail: str | None = None) -> None:
        await until(
            lambda: self.account.state is state and detail in {None, self.account.detail}
        )

    async def links(self, count: int) -> None:
        """Connected for the so-many-th time."""
        await until(lambda: self.account.counters.get("links", 0) >= count)

    def later(self, **span: int) -> None:
        self.time.append(self.time[-1] + timedelta(**span))


@asynccontextmanager
async def bot(
    tmp_path: Path, service: WecomService, timings: Timings = QUICK, **changed: object
) -> AsyncIterator[Bot]:
    """It listens until the block ends.  GROUP is bound, and “hua” is known."""
    settings = WecomSettings(BOT_ID, SECRET, "小陪", service.url, timings=timings)
    settings = replace(settings, **changed)  # type: ignore[arg-type]
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/peiban.db")
    async with database.begin() as conn:
        await rooms.know(conn, [Person(PersonId("hua"), "花姐")])
        bound = Room(RoomId(GROUP), "茶友会大群", Purpose.STAFF, channel="wecom")
        await rooms.bind(conn, BindRoom(bound))
    media, accounts, time = MediaStore(tmp_path / "media"), Accounts(), [NOW]
    channel = WecomChannel(settings, database, media, accounts, lambda: time[-1])
    made = Bot(service, database, media, accounts, channel, time)
    made.go_on()
    made.listens()
    try:
        yield made
    finally:
        await made.stops_listening()
        await database.close()


@asynccontextmanager
async def connected(
    tmp_path: Path, timings: Timings = QUICK, **changed: object
) -> AsyncIterator[Bot]:
    """Beside a service of its own."""
    async with (
        wecom_service() as service,
        bot(tmp_path, service, timings, **changed) as made,
    ):
        await made.becomes(AccountState.CONNECTED)
        yield made


def saying(text: str, *photos: str, room: str = GROUP) -> Outgoing:
    return Outgoing(
        key="k",
        channel="wecom",
        room=room,
        purpose="ask",
        prompt="coach/ask",
        text=text,
        to=(),
        about=(),
        draft=None,
        question=None,
        photos=photos,
        not_before=NOW,
        created_at=NOW,
    )


async def _listen(made: Bot) -> None:
    async for row in made.channel.listen():
        await made._open.wait()
        made.rows.append(row)
