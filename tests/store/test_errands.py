"""Errands wait, are leased, come back once; what they cost is counted a day."""

from datetime import timedelta

from handlers.model.case import Case, CaseKind
from handlers.model.effects import CloseCase
from handlers.model.errand import Errand, ErrandKind
from handlers.model.people import MessageId, RoomId
from store import errands, inbox, lanes, messages, spending
from store.changes import Changes
from store.db import Database
from store.spending import Spending
from tests.store.made import LANE, LEASE, NOW, message

READING, SPEECH = ErrandKind.READING, ErrandKind.SPEECH
ROOM = RoomId("r1")
TODAY = NOW.date()
FULL = Spending(2, 100)


def errand(name: str, kind: ErrandKind = READING) -> tuple[str, Errand]:
    return LANE, Errand(kind, ROOM, MessageId(name))


async def put(database: Database, *wanted: tuple[str, Errand]) -> None:
    async with database.begin() as conn:
        await errands.put(conn, wanted, NOW)


async def claimed(database: Database, later=timedelta(), limit=9) -> list[tuple[str, int]]:
    """(message, tries) of what can be leased."""
    async with database.begin() as conn:
        found = await errands.claim(conn, READING, NOW + later, limit, LEASE)
    return [(one.errand.message, one.tries) for one in found]


async def test_an_errand_is_leased_once_and_again_when_its_lease_runs_out(
    database: Database,
):
    await put(database, errand("m1"), errand("m2"), errand("m1"), errand("m1", SPEECH))
    await put(database)

    assert await claimed(database, limit=1) == [("m1", 1)]
    assert await claimed(database) == [("m2", 1)]
    assert await claimed(database, LEASE - timedelta(seconds=1)) == []
    assert await claimed(database, LEASE) == [("m1", 2), ("m2", 2)]


async def test_what_a_dead_process_had_leased_waits_again(database: Database):
    await put(database, errand("m1"))
    await claimed(database)

    async with database.begin() as conn:
        await errands.release_all(conn, NOW)

    assert await claimed(database) == [("m1", 2)]


async def test_an_errand_is_over_once(database: Database):
    await put(database, errand("m1"), errand("m2"))
    async with database.begin() as conn:
        one, two = await errands.claim(conn, READING, NOW, 9, LEASE)
        assert await errands.finish(conn, one.id)
        assert not await errands.finish(conn, one.id)
        assert await errands.finish(conn, two.id, "timeout")
        assert await errands.next_due(conn, READING) is None
    await put(database, errand("m1"))

    assert await claimed(database, 9 * LEASE) == []


async def test_another_try_comes_when_it_is_due(database: Database):
    await put(database, errand("m1"))
    async with database.begin() as conn:
        [one] = await errands.claim(conn, READING, NOW, 9, LEASE)
        await errands.again(conn, one.id, NOW + 9 * LEASE, "busy")
        assert await errands.next_due(conn, READING) == NOW + 9 * LEASE

    assert await claimed(database, 8 * LEASE) == []
    assert await claimed(database, 9 * LEASE) == [("m1", 2)]


async def test_nobody_asks_about_what_was_taken_back(database: Database):
    await put(database, errand("m1"), errand("m2"))
    async with database.begin() as conn:
        [one, _] = await errands.claim(conn, READING, NOW, 9, LEASE)
        await errands.withdraw(conn, ROOM, "m1")
        assert not await errands.finish(conn, one.id)

    assert await claimed(database, LEASE) == [("m2", 2)]


async def test_a_message_is_found_with_what_became_of_it(database: Database):
    names = [("r1", name) for name in ("m1", "m2", "m3", "m4")]
    async with database.begin() as conn:
        await inbox.put(conn, [message(name, f"第{name}") for name in ("m1", "m2", "m3")])
        await inbox.mark_recalled(conn, "r1", "m2", NOW)
        case = Case(CaseKind.UNSURE, f"{ROOM}/m3", ROOM, NOW)
        await lanes.save(conn, Changes(cases=[(LANE, case)]))
        before = await messages.by_names(conn, names)
        later = NOW + timedelta(minutes=1)
        await lanes.save(conn, Changes(closed=[CloseCase(f"{ROOM}/m3", later)]))
        found = await messages.by_names(conn, names)
        assert await messages.by_names(conn, []) == {}

    assert [name for _, name in found] == ["m1", "m2", "m3"]
    assert [one.recalled for one in found.values()] == [False, True, False]
    assert [one.decided for one in before.values()] == [False, False, False]
    assert [one.decided for one in found.values()] == [False, False, True]
    assert found["r1", "m1"].inbound.body["text"] == "第m1"


async def test_a_budget_ends_by_requests_and_by_tokens_and_begins_anew_each_day(
    database: Database,
):
    async with database.begin() as conn:
        assert await spending.take(conn, "model", TODAY, FULL)
        assert await spending.take(conn, "model", TODAY, FULL)
        assert not await spending.take(conn, "model", TODAY, FULL)
        tomorrow = TODAY + timedelta(days=1)
        assert await spending.take(conn, "model", tomorrow, FULL)
        await spending.add_tokens(conn, "model", tomorrow, 100)
        assert not await spending.take(conn, "model", tomorrow, FULL)
        assert await spending.spent(conn, "model", TODAY) == Spending(2, 0)
        assert await spending.spent(conn, "model", tomorrow) == Spending(1, 100)


async def test_a_budget_of_nothing_allows_nothing(database: Database):
    async with database.begin() as conn:
        assert not await spending.take(conn, "model", TODAY, Spending(0, 100))
        assert not await spending.take(conn, "model", TODAY, Spending(2, 0))
        assert await spending.spent(conn, "model", TODAY) == Spending()
