"""The bot is stopped and started anew beside channels that go on (R9)."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import clock, listening
from bot.alarms import watching
from bot.app import _before
from bot.around import Surroundings, enter
from bot.background import running
from bot.channels.account import Accounts, AccountState
from bot.channels.opened import Opened
from bot.channels.standing import Standing
from bot.channels.whole import Whole
from bot.gentle import Gentle
from bot.listening import Listener
from bot.parts import Parts
from bot.placing import Places
from bot.vouching import Vouching
from store import alarms, enrol, inbox
from store.db import Database, open_database
from store.inbox import Inbound
from store.media import MediaStore
from store.tables import InboxRow
from tests.bot.alarms.placed import configured
from tests.bot.loudspeaker import Loudspeaker
from tests.bot.world import says
from tests.peers.waiting import until

HOUR, SECONDS = timedelta(hours=1), timedelta(seconds=10)
CHANNEL = "loudspeaker"


@dataclass
class Burst(Loudspeaker):
    """Everybody talks until it is told to hush."""

    taken: int = 0
    hushed: bool = False

    async def listen(self) -> AsyncGenerator[Inbound, None]:
        while not self.hushed:
            self.taken += 1
            now = clock.now()
            body = {"text": f"第{self.taken}句", "name": "甲", "mentions": []}
            name = f"m{self.taken}"
            yield Inbound(CHANNEL, "r", name, "message", "r", "p", now, now, body)

    def hush(self) -> None:
        self.hushed = True


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[Database, None]:
    made = await open_database(f"sqlite+aiosqlite:///{tmp_path}/peiban.sqlite")
    room = {"id": "r", "name": "x", "purpose": "leaders"}
    async with made.begin() as conn:
        await enrol.load_setting(conn, {"rooms": [room], "people": []})
    yield made
    await made.close()


async def test_what_was_heard_in_a_burst_is_stored_before_the_bot_is_gone(
    database: Database,
):
    burst = Burst()
    places = Places(CHANNEL, Vouching(lambda: "1", clock.now))
    stored: list[Inbound] = []
    listener = Listener(database, burst, places, lambda: None, stored.extend)
    async with running(listener.run(), "listening"):
        await until(lambda: len(stored) >= 400)

    async with database.read() as conn:
        rows = (await conn.execute(select(func.count()).select_from(InboxRow))).scalar()
    assert rows == burst.taken
    assert listener.oldest() is None


@dataclass
class Hanging(Loudspeaker):
    """Still waits for something outside when it is told to hush."""

    told: list[str] = field(default_factory=list)

    async def listen(self) -> AsyncGenerator[Inbound, None]:
        try:
            await asyncio.Event().wait()
        finally:
            self.told.append("given up")
        yield  # type: ignore[misc]  # it never comes so far

    def hush(self) -> None:
        self.told.append("hushed")


async def test_all_channels_hush_before_any_of_them_is_waited_for(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(listening, "LAST_S", 0.2)
    accounts, told = Accounts(), list[str]()
    parts = Parts(
        configured(""), tmp_path, database, MediaStore(tmp_path), accounts, clock.now
    )
    opened = [
        Opened(Hanging(name, told=told), Gentle(name, accounts, False, timedelta()))
        for name in ("first", "second")
    ]
    around = Surroundings(parts, lambda: "1", lambda: None, lambda _rows: None)
    async with AsyncExitStack() as stack:
        await enter(stack, around, opened)
        await asyncio.sleep(0)

    assert told == ["hushed", "hushed", "given up", "given up"]


async def test_a_channel_that_was_switched_off_on_purpose_has_missed_nothing(
    database: Database,
):
    before = await after_a_life(database)
    async with database.begin() as conn:
        await alarms.forget_signs(conn, [CHANNEL])
    kept = await _before(database)
    async with database.begin() as conn:
        await alarms.forget_signs(conn, ["another"])

    assert kept.before(CHANNEL) == before.before(CHANNEL) is not None
    assert (await _before(database)).before(CHANNEL) is None


async def after_a_life(database: Database) -> Whole:
    """A process was connected, and ended."""
    accounts = Accounts()
    standing = Standing(CHANNEL, "bot", accounts, clock.now)
    async with watching(configured(""), accounts, database, clock.now):
        standing.becomes(AccountState.CONNECTED)
    return await _before(database)


async def test_the_very_first_start_has_missed_nothing(database: Database):
    accounts = Accounts(await _before(database))
    standing = Standing(CHANNEL, "bot", accounts, clock.now)
    standing.becomes(AccountState.CONNECTED)
    assert standing.outage(0) is None


async def test_an_account_that_was_never_connected_has_missed_nothing(database: Database):
    accounts = Accounts()
    Standing(CHANNEL, "bot", accounts, clock.now).becomes(AccountState.SCAN)
    async with watching(configured(""), accounts, database, clock.now):
        pass
    assert (await _before(database)).before(CHANNEL) is None


async def test_time_off_is_an_outage_at_the_next_connection(database: Database):
    before = await after_a_life(database)
    accounts = Accounts(before)
    standing = Standing(CHANNEL, "bot", accounts, lambda: clock.now() + HOUR)
    standing.becomes(AccountState.CONNECTED)

    outage = standing.outage(0.5)
    assert outage is not None
    assert (outage.since, outage.reason) == (before.before(CHANNEL), "stopped")
    assert accounts.whole.until(clock.now())[CHANNEL] == outage.since  # not stored yet
    standing.outage_told()
    assert standing.outage(0.5) is None


@pytest.mark.parametrize("talked", [True, False])
async def test_a_restart_of_moments_is_told_where_somebody_talked(
    database: Database, talked: bool
):
    await after_a_life(database)
    if talked:
        now = clock.now()
        said = says("在吗", room="r")
        row = Inbound(
            *(CHANNEL, "r", "m", "message", "r", said.sender, now, now, said.body)
        )
        async with database.begin() as conn:
            await inbox.put(conn, [row])
    accounts = Accounts(await _before(database))
    standing = Standing(CHANNEL, "bot", accounts, lambda: clock.now() + SECONDS)
    standing.becomes(AccountState.CONNECTED)
    assert (standing.outage(0.5) is not None) is talked
