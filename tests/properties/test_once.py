"""Every message counts once, however often and in whatever portions it is delivered (R8)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot import config, ticker
from bot.clock import Clock
from bot.deciding import decide_all
from bot.pipeline import Pipeline
from handlers.model.draft import Draft
from store import enrol, inbox, ledger, timers
from store.db import Database, open_database
from store.errors import AlreadyHandled
from store.inbox import Inbound
from store.outbox import OutboxStatus
from store.tables import OutboxRow
from tests.properties.chats import (
    CHATS,
    LANE,
    LEADER,
    MEMBERS,
    PATIENCE,
    PROMISE,
    ROOMS,
    SETTINGS,
    STAFF,
    START,
    Played,
    Turn,
    beginning,
)

WITH_A_STORE = settings(PROMISE, max_examples=max(1, PROMISE.max_examples // 10))
SIZES = st.integers(1, 300)
SETTING: dict[str, object] = {
    "organisations": [{"id": "garden", "name": "花友会", "community": "南里社区"}],
    "rooms": [
        *(
            {"id": r, "name": r, "purpose": "organisation", "organisation": "garden"}
            for r in ROOMS
        ),
        {"id": "leaders", "name": "能人群", "purpose": "leaders"},
        {"id": "staff", "name": "社工群", "purpose": "staff"},
    ],
    "people": [
        {"id": LEADER, "name": LEADER, "role": "leader", "rooms": [*ROOMS]},
        {"id": STAFF, "name": STAFF, "role": "staff", "rooms": [*ROOMS, "staff"]},
        *({"id": name, "name": name, "rooms": [*ROOMS]} for name in MEMBERS),
    ],
}


@PROMISE
@given(CHATS, SIZES)
def test_portions_of_any_size_end_in_the_same_state(chat: Sequence[Turn], size: int):
    played = Played(chat).play()

    state, effects = beginning(), []
    for start in range(0, len(played.happenings), size):
        batch = played.happenings[start : start + size]
        decisions = decide_all({LANE: state}, batch, SETTINGS)
        state = decisions.after[LANE]
        effects += [effect for _, effect in decisions.effects]

    assert state == played.state
    assert effects == [effect for _, _, effect in played.decided]


@dataclass
class Bot:
    """The bot on a store in memory.  delivered: everything that a gateway handed in.

    size: rows it takes at once.  window: how long messages wait for it to look.
    """

    database: Database
    size: int
    times: int
    window: timedelta
    clock: Clock = field(default_factory=lambda: Clock(START))
    delivered: list[Inbound] = field(default_factory=list)

    async def live(self, chat: Sequence[Turn]) -> "Bot":
        async with self.database.begin() as conn:
            await enrol.load_setting(conn, SETTING)
        at, began = START, START
        for number, turn in enumerate(chat):
            at += turn.gap
            if at - began > self.window or number == 0:
                await self.wait(at)
                began = at
            await self.hear(self.inbound(number, turn, at))
        await self.wait(at)
        await self.wait(at + PATIENCE)
        return self

    async def hear(self, inbound: Inbound) -> None:
        self.delivered.append(inbound)
        async with self.database.begin() as conn:
            for _ in range(self.times):
                await inbox.put(conn, [inbound])
        self.clock.move(inbound.at)
        if not self.window:
            await self.work()

    async def wait(self, until: datetime) -> None:
        await self.work()
        while (due := await self.next_timer()) is not None and due <= until:
            self.clock.move(due)
            await ticker.post_due(self.database, self.clock.now())
            await self.work()
        self.clock.move(until)

    async def next_timer(self) -> datetime | None:
        async with self.database.read() as conn:
            return await timers.next_due(conn)

    async def work(self) -> int:
        overrides = {"pipeline.batch": self.size, "recognise.enabled": False}
        pipeline = Pipeline(self.database, config.load(None, overrides), self.clock.now)
        handled = 0
        while done := await pipeline.step():
            handled += done
        return handled

    def inbound(self, number: int, turn: Turn, at: datetime) -> Inbound:
        before = [one for one in self.delivered if one.kind == "message"]
        here = [one.external_id for one in before if one.room == turn.room]
        of = here[-1 - turn.of] if turn.of is not None and turn.of < len(here) else None
        recall = turn.kind == "recalls"
        pictures = [f"{number:064x}"] if turn.kind == "shows" else []
        return Inbound(
            channel="web",
            room=turn.room,
            external_id=f"recall/{number}" if recall else f"m{number}",
            kind="recall" if recall else "message",
            lane=LANE,
            sender=turn.who,
            at=at,
            received_at=at,
            body={"message": of or "gone"}
            if recall
            else {"text": turn.text, "pictures": pictures, "quote": of, "mentions": []},
            fingerprint=inbox.fingerprint(turn.room, turn.who, turn.text, pictures),
        )

    async def outcome(self) -> tuple[list[Draft], list[tuple[object, ...]]]:
        """Every record, and every message that waits to be said."""
        wanted = select(OutboxRow.room, OutboxRow.text, OutboxRow.not_before).where(
            OutboxRow.status == OutboxStatus.WAITING
        )
        async with self.database.read() as conn:
            found = await conn.execute(wanted.order_by(OutboxRow.not_before, OutboxRow.id))
            return await ledger.all_drafts(conn), [tuple(row) for row in found]


async def bot(size: int = 256, times: int = 1, window: timedelta = timedelta()) -> Bot:
    return Bot(await open_database("sqlite+aiosqlite:///:memory:"), size, times, window)


@WITH_A_STORE
@given(CHATS, st.integers(1, 5))
async def test_a_bot_that_looks_once_a_minute_keeps_and_says_the_same(
    chat: Sequence[Turn], size: int
):
    one, other = await bot(), await bot(size, window=timedelta(minutes=1))

    assert (
        await (await one.live(chat)).outcome() == await (await other.live(chat)).outcome()
    )
    await one.database.close()
    await other.database.close()


@WITH_A_STORE
@given(CHATS)
async def test_what_is_delivered_several_times_counts_once(chat: Sequence[Turn]):
    once, thrice = await bot(), await bot(times=3)
    expected = await (await once.live(chat)).outcome()

    assert await (await thrice.live(chat)).outcome() == expected

    for inbound in once.delivered:  # a gateway starts anew and hands in all its history
        async with once.database.begin() as conn:
            assert await inbox.put(conn, [inbound]) == [None]
    assert await once.work() == 0
    assert await once.outcome() == expected
    await once.database.close()
    await thrice.database.close()


@WITH_A_STORE
@given(CHATS)
async def test_a_batch_that_is_handled_a_second_time_changes_nothing(
    chat: Sequence[Turn],
):
    one = await bot()
    async with one.database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
        at = START
        for number, turn in enumerate(chat):
            at += turn.gap
            one.delivered.append(one.inbound(number, turn, at))
            await inbox.put(conn, [one.delivered[-1]])
    one.clock.move(at)
    pipeline = Pipeline(
        one.database, config.load(None, {"recognise.enabled": False}), one.clock.now
    )
    async with one.database.begin() as conn:
        batch = await inbox.claim(conn, at, 256, timedelta(minutes=2))
    await pipeline._handle(batch)
    expected = await one.outcome()

    with pytest.raises(AlreadyHandled):
        await pipeline._handle(batch)
    await pipeline._handle_or_park(batch)

    assert await one.outcome() == expected
    async with one.database.read() as conn:
        assert await inbox.parked(conn) == []
    await one.database.close()
