"""What is asked outside comes back through the inbox, once, whatever goes wrong."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.arrivals import happening
from bot.clock import Clock
from bot.errands import MAX_TRIES, MOST_LEASES, WAIT, Asked, Errands
from bot.errors import ErrandFailedError
from bot.originals import load
from handlers.model.case import Case, CaseKind
from handlers.model.effects import CloseCase
from handlers.model.errand import Errand, ErrandKind
from handlers.model.events import ErrandReturned
from handlers.model.people import MessageId, RoomId
from store import enrol, errands, inbox, lanes
from store.changes import Changes
from store.db import Database, open_database
from store.errors import StoreUnavailable
from store.inbox import Inbound, Waiting
from tests.store.made import BEIJING, LANE, NOW, SETTING, message

READING = ErrandKind.READING
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@dataclass
class Oracle:
    """Knows everything, unless it fails."""

    fails: list[Exception] = field(default_factory=list)
    timeout: timedelta = 10 * SECOND
    at_once: int = 2
    asked: list[Asked] = field(default_factory=list)
    busy: int = 0
    most: int = 0
    pause_s: float = 0
    slow: str = ""
    goes: asyncio.Event = field(default_factory=asyncio.Event)
    says: Mapping[str, object] = field(default_factory=lambda: {"is": "so"})

    async def run(self, asked: Asked) -> Mapping[str, object]:
        self.asked.append(asked)
        self.busy += 1
        self.most = max(self.most, self.busy)
        await asyncio.sleep(self.pause_s)
        if asked.message.external_id == self.slow:
            await self.goes.wait()
        self.busy -= 1
        if self.fails:
            raise self.fails.pop(0)
        return self.says


@dataclass
class Bench:
    """A store with a message, and errands about it."""

    database: Database
    oracle: Oracle = field(default_factory=Oracle)
    clock: Clock = field(default_factory=lambda: Clock(NOW))
    outcomes: list[str] = field(default_factory=list)

    @property
    def errands(self) -> Errands:
        def noted(kind: ErrandKind, outcome: str) -> None:
            self.outcomes.append(outcome)

        return Errands(
            self.database, READING, self.oracle, self.clock.now, 12 * HOUR, noted
        )

    async def arrive(self, *inbounds: Inbound) -> None:
        async with self.database.begin() as conn:
            await inbox.put(conn, inbounds)
            about = [
                (LANE, Errand(READING, RoomId("r1"), MessageId(one.external_id)))
                for one in inbounds
            ]
            await errands.put(conn, about, NOW)

    async def step(self, after: timedelta = timedelta()) -> int:
        self.clock.move(NOW + after)
        return await self.errands.step()

    async def told(self) -> list[Waiting]:
        async with self.database.begin() as conn:
            waiting = await inbox.claim(conn, NOW, 99, timedelta())
        return [row for row in waiting if row.inbound.kind == "told"]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    async with opened.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    yield Bench(opened)
    await opened.close()


async def test_an_answer_comes_back_as_a_row_of_the_same_lane(bench: Bench):
    assert await bench.step() == 0
    await bench.arrive(message("m1", "扫院子"))

    assert await bench.step(SECOND) == 1
    assert await bench.step(2 * SECOND) == 0

    [row] = await bench.told()
    told = row.inbound
    assert told.external_id == "reading:m1"
    assert (told.room, told.lane, told.sender) == ("r1", LANE, "p1")
    assert (told.at, told.received_at) == (NOW, NOW + SECOND)
    assert told.body == {"kind": "reading", "message": "m1", "answer": {"is": "so"}}
    [asked] = bench.oracle.asked
    assert asked.message.body["text"] == "扫院子"
    assert set(asked.people) == {"赵姐", "钱叔", "小孙"}
    assert bench.outcomes == ["answered"]


async def test_so_many_run_side_by_side_and_no_more(bench: Bench):
    bench.oracle.pause_s = 0.2
    await bench.arrive(*(message(f"m{n}") for n in range(5)))

    assert [await bench.step(n * SECOND) for n in range(2)] == [5, 0]
    assert bench.oracle.most == 2
    assert [asked.message.external_id for asked in bench.oracle.asked] == [
        f"m{n}" for n in range(5)
    ]
    assert len(await bench.told()) == 5


async def test_one_that_takes_long_holds_up_no_other(bench: Bench):
    """Neither those that are due with it nor those that come meanwhile."""
    bench.oracle.slow = "m0"
    await bench.arrive(*(message(f"m{n}") for n in range(4)))
    step = asyncio.create_task(bench.step())
    async with asyncio.timeout(10):
        while len(bench.outcomes) < 3:  # noqa: ASYNC110 -- what is stored tells nobody
            await asyncio.sleep(0.01)
        await bench.arrive(message("m4"))
        while len(bench.outcomes) < 4:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert not step.done()
    bench.oracle.goes.set()

    assert await step == 5
    assert len(await bench.told()) == 5


async def test_stopped_it_stops_what_runs(bench: Bench):
    bench.oracle.slow = "m0"
    await bench.arrive(message("m0"))
    step = asyncio.create_task(bench.step())
    while not bench.oracle.asked:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    step.cancel()
    with pytest.raises(asyncio.CancelledError):
        await step

    assert (bench.outcomes, await bench.told()) == ([], [])


async def test_what_may_help_is_tried_again_later_and_has_an_end(bench: Bench):
    bench.oracle.fails = [ErrandFailedError("busy", again=True)] * MAX_TRIES
    await bench.arrive(message("m1"))

    assert await bench.step() == 0
    assert await bench.step(WAIT - SECOND) == 0
    assert await bench.step(WAIT) == 0
    assert await bench.step(5 * WAIT - SECOND) == 0
    assert await bench.step(5 * WAIT) == 1
    assert await bench.step(HOUR) == 0

    [row] = await bench.told()
    assert row.inbound.body["failed"] == "busy"
    assert len(bench.oracle.asked) == MAX_TRIES
    assert bench.outcomes == ["again: busy", "again: busy", "busy"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [(ErrandFailedError("no JSON"), "no JSON"), (KeyError("a defect"), "defect")],
)
async def test_what_no_other_try_can_help_is_given_up_at_once(
    bench: Bench, error: Exception, reason: str
):
    bench.oracle.fails = [error]
    await bench.arrive(message("m1"))

    assert await bench.step() == 1
    assert [row.inbound.body["failed"] for row in await bench.told()] == [reason]


async def test_a_run_that_takes_too_long_is_stopped(bench: Bench):
    bench.oracle.timeout, bench.oracle.pause_s = timedelta(milliseconds=20), 60
    await bench.arrive(message("m1"))

    assert await bench.step() == 0
    assert bench.outcomes == ["again: timeout"]


async def test_nothing_is_asked_about_what_is_gone_or_decided_or_old(bench: Bench):
    gone = Errand(READING, RoomId("r1"), MessageId("m0"))
    await bench.arrive(message("m1"), message("m2"), message("m3", at=NOW - 13 * HOUR))
    case = Case(CaseKind.UNSURE, "r1/m2", RoomId("r1"), NOW)
    async with bench.database.begin() as conn:
        await errands.put(conn, [(LANE, gone)], NOW)
        await inbox.mark_recalled(conn, "r1", "m1", NOW)
        await lanes.save(conn, Changes(cases=[(LANE, case)]))
        await lanes.save(conn, Changes(closed=[CloseCase("r1/m2", NOW + SECOND)]))

    while await bench.step(2 * SECOND):
        pass

    assert bench.oracle.asked == []
    assert [r.inbound.body["failed"] for r in await bench.told()] == ["too late"]
    assert sorted(bench.outcomes) == ["gone", "settled", "settled", "too late"]


async def test_killed_before_the_answer_was_stored_it_is_run_again_and_told_once(
    bench: Bench,
):
    await bench.arrive(message("m1"))
    async with bench.database.begin() as conn:  # the process dies with this in its hands
        await errands.claim(conn, READING, NOW, 1, HOUR)
    assert await bench.step() == 0
    async with bench.database.begin() as conn:
        await errands.release_all(conn, NOW)

    assert await bench.step() == 1
    assert len(await bench.told()) == 1


async def test_an_errand_that_kills_the_process_is_not_run_for_ever(bench: Bench):
    await bench.arrive(message("m1"))
    for _ in range(MOST_LEASES):
        async with bench.database.begin() as conn:
            await errands.claim(conn, READING, NOW, 1, HOUR)
            await errands.release_all(conn, NOW)

    assert await bench.step() == 1
    assert bench.oracle.asked == []
    assert [r.inbound.body["failed"] for r in await bench.told()] == ["too often"]


async def test_a_store_that_is_away_is_nobodys_failure(bench: Bench):
    bench.oracle.fails = [StoreUnavailable("the disk is full")]
    await bench.arrive(message("m1"))

    with pytest.raises(StoreUnavailable):
        await bench.step()
    assert bench.outcomes == []
    assert await bench.step(HOUR) == 1


async def test_a_store_that_is_away_for_one_lets_the_others_end(bench: Bench):
    bench.oracle.fails = [StoreUnavailable("the disk is full")]
    bench.oracle.slow = "m1"
    await bench.arrive(message("m0"), message("m1"))
    step = asyncio.create_task(bench.step())
    while len(bench.oracle.asked) < 2:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    bench.oracle.goes.set()

    with pytest.raises(StoreUnavailable):
        await step
    assert bench.outcomes == ["answered"]


async def test_an_answer_that_cannot_be_stored_is_the_runners_defect(bench: Bench):
    bench.oracle.says = {"number": 10**40}
    await bench.arrive(message("m1"))

    assert await bench.step() == 1
    assert bench.outcomes == ["defect"]


async def test_two_runs_of_one_errand_tell_once(bench: Bench):
    await bench.arrive(message("m1"))
    bench.oracle.at_once, bench.oracle.slow = 1, "m1"
    runs = []
    for number in (1, 2):
        runs.append(asyncio.create_task(bench.step()))
        while len(bench.oracle.asked) < number:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        async with bench.database.begin() as conn:
            await errands.release_all(conn, NOW)
    bench.oracle.goes.set()

    assert sum(await asyncio.gather(*runs)) == 1
    assert len(bench.oracle.asked) == 2
    assert len(await bench.told()) == 1


async def test_a_recall_in_flight_throws_the_answer_away(bench: Bench):
    await bench.arrive(message("m1"))
    bench.oracle.pause_s = 0.02
    running = asyncio.create_task(bench.step())
    await asyncio.sleep(0.01)
    async with bench.database.begin() as conn:
        await errands.withdraw(conn, "r1", "m1")

    assert await running == 0
    assert await bench.told() == []


async def returned(bench: Bench, *before: Inbound) -> list[object]:
    """The event of the answer about m1, after these rows of the same batch."""
    answer = {"kind": "reading", "message": "m1", "answer": {"is": "so"}}
    told = Inbound(
        "errand", "r1", "reading:m1", "told", LANE, "p1", NOW, NOW + HOUR, answer
    )
    rows = [Waiting(n, one, 1) for n, one in enumerate((*before, told), 50)]
    async with bench.database.read() as conn:
        about = await load(conn, rows)
    return [happening(row, None, BEIJING, about.get(row.id)).event for row in rows]


async def test_the_event_has_the_message_as_it_was_sent(bench: Bench):
    await bench.arrive(message("m1", "扫院子"))

    [event] = await returned(bench)

    assert isinstance(event, ErrandReturned)
    assert (event.row, event.now, event.answer) == (50, NOW + HOUR, {"is": "so"})
    about = event.about
    assert (about.message, about.sender, about.text) == ("m1", "p1", "扫院子")
    assert (about.at, about.now) == (NOW, NOW + HOUR)
    assert not event.settled


async def test_an_answer_about_a_message_that_was_forgotten_is_no_event(bench: Bench):
    assert await returned(bench) == [None]


async def test_a_message_taken_back_in_the_same_batch_is_settled(bench: Bench):
    await bench.arrive(message("m1"))
    recall = replace(message("x"), kind="recall", body={"message": "m1"})

    _, event = await returned(bench, recall)

    assert isinstance(event, ErrandReturned)
    assert event.settled
