"""Everything that happened is stored once, and handled once, in the order of its lane."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from store import inbox
from store.db import Database
from store.errors import AlreadyHandled
from store.inbox import InboxStatus
from tests.store.made import LEASE, NOW, message


async def claimed(conn: AsyncConnection, limit: int = 100, now=NOW) -> list[str]:
    return [one.inbound.external_id for one in await inbox.claim(conn, now, limit, LEASE)]


async def test_what_is_put_comes_back_as_it_was(database: Database):
    first = replace(
        message("m1"), sender=None, fingerprint=None, body={"深": {"a": [1, None]}}
    )
    async with database.begin() as conn:
        (row,) = await inbox.put(conn, [first])
        (waiting,) = await inbox.claim(conn, NOW, 9, LEASE)
    assert (waiting.id, waiting.inbound, waiting.tries) == (row, first, 1)


async def test_the_same_message_again_changes_nothing(database: Database):
    async with database.begin() as conn:
        assert await inbox.put(conn, []) == []
        first = await inbox.put(conn, [message("m1"), message("m2"), message("m1")])
        again = await inbox.put(conn, [message("m2", "别的话"), message("m3")])
        assert await inbox.waiting_count(conn) == 3
    assert [one is None for one in first + again] == [False, False, True, True, False]
    assert first[:2] == sorted(filter(None, first))


async def test_ids_are_unique_in_a_room_and_channel_only(database: Database):
    elsewhere = replace(message("m1"), channel="wechaty")
    async with database.begin() as conn:
        ids = await inbox.put(conn, [message("m1"), message("m1", room="r2"), elsewhere])
    assert len(set(ids)) == 3


async def test_the_same_words_under_another_id_within_seconds_are_a_duplicate(
    database: Database,
):
    def said(id_: str, after: float, sender: str = "p1"):
        return message(id_, "明天见", at=NOW + timedelta(seconds=after), sender=sender)

    async with database.begin() as conn:
        await inbox.put(conn, [said("a", 0), said("b", 1), said("c", 1, sender="p2")])
        await inbox.put(conn, [said("d", 3), said("e", 60), message("f", "再见")])
    async with database.begin() as conn:
        assert await claimed(conn) == ["a", "c", "e", "f"]
        assert await inbox.put(conn, [said("b", 1)]) == [None]


async def test_the_past_is_stored_and_never_handled(database: Database):
    async with database.begin() as conn:
        assert await inbox.put(conn, [message("m1")], InboxStatus.PAST) != [None]
        assert await claimed(conn) == []


async def test_a_lane_is_worked_on_by_one_worker_at_a_time(database: Database):
    async with database.begin() as conn:
        await inbox.put(conn, [message(id_) for id_ in "abc"])
        await inbox.put(conn, [message("d", lane="r:S"), message("e")])
    async with database.begin() as conn:
        assert await claimed(conn, 2) == ["a", "b"]
        assert await claimed(conn, 2) == ["d"]
        assert await claimed(conn, 2) == []


async def test_a_lane_goes_on_when_its_rows_are_handled(database: Database):
    async with database.begin() as conn:
        rows = await inbox.put(conn, [message(id_) for id_ in "abc"])
        await inbox.claim(conn, NOW, 2, LEASE)
        await inbox.mark_handled(conn, [row for row in rows[:2] if row], NOW)
        assert await claimed(conn) == ["c"]
        await inbox.mark_handled(conn, [], NOW)


async def test_a_lease_that_ran_out_is_taken_by_the_next_worker(database: Database):
    async with database.begin() as conn:
        await inbox.put(conn, [message("a"), message("b")])
        await inbox.claim(conn, NOW, 1, LEASE)
        again = await inbox.claim(conn, NOW + LEASE, 9, LEASE)
    assert [(one.inbound.external_id, one.tries) for one in again] == [("a", 2), ("b", 1)]


async def test_nothing_is_handled_twice(database: Database):
    async with database.begin() as conn:
        (row,) = await inbox.put(conn, [message("a")])
        await inbox.mark_handled(conn, [row or 0], NOW)
    with pytest.raises(AlreadyHandled, match="1 of 1"):
        async with database.begin() as conn:
            await inbox.mark_handled(conn, [row or 0], NOW)


async def test_released_rows_wait_again_at_once_or_later(database: Database):
    later = NOW + timedelta(seconds=30)
    async with database.begin() as conn:
        rows = [row for row in await inbox.put(conn, [message("a"), message("b")]) if row]
        await inbox.claim(conn, NOW, 9, LEASE)
        await inbox.release(conn, rows)
        assert await claimed(conn, 1) == ["a"]
        await inbox.release(conn, rows[:1], until=later)
        assert await claimed(conn) == [], "b must not overtake a"
        assert await claimed(conn, now=later) == ["a", "b"]
        await inbox.release(conn, [])


async def test_what_a_killed_process_held_waits_again_at_once(database: Database):
    async with database.begin() as conn:
        await inbox.put(conn, [message("a"), message("b")])
        assert await claimed(conn, 1) == ["a"]
        await inbox.release_all(conn)
        assert await claimed(conn) == ["a", "b"]


async def test_what_cannot_be_handled_is_put_aside_and_can_come_back(database: Database):
    async with database.begin() as conn:
        rows = [row for row in await inbox.put(conn, [message("a"), message("b")]) if row]
        await inbox.claim(conn, NOW, 9, LEASE)
        await inbox.park(conn, rows[0], "KeyError: 'x'", NOW)
        await inbox.release(conn, rows[1:])
        (aside,) = await inbox.parked(conn)
        assert (aside.id, aside.error, aside.at, aside.tries) == (
            rows[0],
            "KeyError: 'x'",
            NOW,
            1,
        )
        assert await claimed(conn) == ["b"]
        assert await inbox.unpark(conn, rows) == 1
        assert await inbox.parked(conn) == []


async def test_a_message_taken_back_is_marked_if_it_was_seen(database: Database):
    async with database.begin() as conn:
        await inbox.put(conn, [message("a")])
        assert await inbox.mark_recalled(conn, "r1", "a", NOW)
        assert not await inbox.mark_recalled(conn, "r2", "a", NOW)
