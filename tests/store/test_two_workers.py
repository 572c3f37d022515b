"""On a server several processes claim at once; on SQLite they take turns."""

import asyncio
from collections import Counter

import pytest

from store import inbox
from store.db import Database, open_database
from store.errors import AlreadyHandled
from tests.store.made import LEASE, NOW, message


@pytest.fixture
async def other(url: str, database: Database):
    """A second process, as far as the database can tell."""
    if ":memory:" in url:
        pytest.skip("nobody else can see a database in memory")
    opened = await open_database(url)
    yield opened
    await opened.close()


async def work(database: Database, seen: list[tuple[str, int]]) -> None:
    while True:
        async with database.begin() as conn:
            batch = await inbox.claim(conn, NOW, 7, LEASE)
        if not batch:
            return
        await asyncio.sleep(0)
        async with database.begin() as conn:
            await inbox.mark_handled(conn, [one.id for one in batch], NOW)
            seen += [(one.inbound.lane, one.id) for one in batch]


async def put_and_handle(database: Database, id_: str, row: int) -> None:
    async with database.begin() as conn:
        await inbox.put(conn, [message(id_)])
        await inbox.mark_handled(conn, [row], NOW)


async def test_every_message_is_handled_once_and_in_the_order_of_its_lane(database, other):
    messages = [message(f"m{n}", lane=f"o:{n % 5}") for n in range(200)]
    async with database.begin() as conn:
        await inbox.put(conn, messages)
    seen: list[tuple[str, int]] = []
    while len(seen) < len(messages):
        await asyncio.gather(*(work(one, seen) for one in (database, other, database)))
    assert set(Counter(seen).values()) == {1}
    for lane in {lane for lane, _ in seen}:
        order = [row for where, row in seen if where == lane]
        assert order == sorted(order)


async def test_the_slower_of_two_workers_is_told_and_keeps_nothing(database, other):
    async with database.begin() as conn:
        (row,) = await inbox.put(conn, [message("a")])
    async with other.begin() as conn:
        await inbox.mark_handled(conn, [row], NOW)
    with pytest.raises(AlreadyHandled):
        await put_and_handle(database, "b", row)
    async with database.read() as conn:
        assert await inbox.waiting_count(conn) == 0


async def test_two_gateways_may_deliver_the_same_message(database, other):
    async def deliver(to: Database) -> list[int | None]:
        async with to.begin() as conn:
            return await inbox.put(conn, [message("a"), message("b")])

    both = await asyncio.gather(deliver(database), deliver(other))
    assert sorted(row is None for ids in both for row in ids) == [False, False, True, True]
