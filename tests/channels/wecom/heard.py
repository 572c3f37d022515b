"""A channel that listens to a real service on loopback, over a real store."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.channels.account import Accounts, AccountState
from bot.channels.wecom import Timings, WecomChannel, WecomSettings
from bot.channels.wecom.ids import ours
from handlers.model.admission import BindRoom
from handlers.model.people import Person, PersonId, Purpose, Room, RoomId
from store import membership, rooms
from store.db import open_database
from store.inbox import Inbound
from store.media import MediaStore
from store.outbox import Outgoing
from tests.channels.listening import Listening, listening, words
from tests.peers.waiting import until
from tests.peers.wecom import BOT_ID, GROUP, SECRET, WecomService, wecom_service

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ROOM, HUA = ours(GROUP), ours("hua")  # as the bot knows them
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


@dataclass(kw_only=True)
class Bot(Listening):
    """A channel of ours beside a service.  time: its clock goes by the last."""

    channel: WecomChannel
    service: WecomService
    time: list[datetime]
    _open: asyncio.Event = field(default_factory=asyncio.Event)

    async def takes(self, row: Inbound) -> None:
        await self._open.wait()
        await super().takes(row)

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

    async def links(self, count: int) -> None:
        """Connected for the so-many-th time."""
        await until(lambda: self.account.counters.get("links", 0) >= count)

    def later(self, **span: int) -> None:
        self.time.append(self.time[-1] + timedelta(**span))


@asynccontextmanager
async def bot(
    tmp_path: Path, service: WecomService, timings: Timings = QUICK, **changed: object
) -> AsyncIterator[Bot]:
    """It listens until the block ends.  ROOM is bound, and HUA is known."""
    settings = WecomSettings(BOT_ID, SECRET, "小陪", service.url, timings=timings)
    settings = replace(settings, **changed)  # type: ignore[arg-type]
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/peiban.db")
    async with database.begin() as conn:
        await membership.know(conn, [Person(PersonId(HUA), "花姐")])
        bound = Room(RoomId(ROOM), "茶友会大群", Purpose.STAFF, channel="wecom")
        await rooms.bind(conn, BindRoom(bound))
    media, accounts, time = MediaStore(tmp_path / "media"), Accounts(), [NOW]
    channel = WecomChannel(settings, database, media, accounts, lambda: time[-1])
    made = Bot(
        channel=channel,
        service=service,
        accounts=accounts,
        database=database,
        media=media,
        time=time,
    )
    made.go_on()
    async with listening(made):
        yield made


@asynccontextmanager
async def connected(
    tmp_path: Path, timings: Timings = QUICK, **changed: object
) -> AsyncIterator[Bot]:
    """Beside a service of its own."""
    async with (
        wecom_service() as service,
        bot(tmp_path, service, timings, **changed) as made,
    ):
        await made.stands(AccountState.CONNECTED)
        yield made


def saying(text: str, *photos: str, room: str = ROOM) -> Outgoing:
    return words("wecom", room, text, photos=photos, not_before=NOW, created_at=NOW)
