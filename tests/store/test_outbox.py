"""What the bot says is said once, in time, and never silently lost."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from store import outbox
from store.db import Database
from store.outbox import OutboxStatus
from store.tables import OutboxRow
from tests.store.made import NOW, outgoing

LATER = NOW + timedelta(minutes=10)


async def keys_due(conn, now=NOW) -> list[str]:
    return [one.outgoing.key for one in await outbox.due(conn, now, 9)]


async def put(conn, *keys: str) -> list[int]:
    return [row for row in await outbox.put(conn, [outgoing(key) for key in keys]) if row]


async def test_a_key_is_said_once_for_ever(database: Database):
    async with database.begin() as conn:
        assert await outbox.put(conn, []) == []
        first, second, twice = await outbox.put(conn, [outgoing(key) for key in "aba"])
        assert (twice, await outbox.put(conn, [outgoing("b")])) == (None, [None])
        queued = await outbox.due(conn, NOW, 9)
    assert [one.id for one in queued] == [first, second]
    assert (queued[0].outgoing, queued[0].status) == (outgoing("a"), OutboxStatus.WAITING)


async def test_what_may_be_said_first_is_due_first(database: Database):
    async with database.begin() as conn:
        assert await outbox.next_due(conn) is None
        await outbox.put(conn, [outgoing("night", at=LATER), outgoing("b"), outgoing("c")])
        assert await keys_due(conn) == ["b", "c"]
        assert await keys_due(conn, LATER) == ["b", "c", "night"]
        assert await outbox.next_due(conn) == NOW
        assert await outbox.waiting_count(conn) == 3


async def test_what_somebody_waits_for_is_due_first_however_much_waits(database: Database):
    async with database.begin() as conn:
        answers = [outgoing(key, purpose="answer") for key in ("a1", "a2")]
        await outbox.put(conn, [*(outgoing(key) for key in "abcd"), *answers])
        first = await outbox.due(conn, NOW, 3, ("answer", "relay"))
    assert [one.outgoing.key for one in first] == ["a1", "a2", "a"]


async def test_a_message_that_was_sent_is_found_by_the_id_of_the_channel(
    database: Database,
):
    async with database.begin() as conn:
        (row,) = await put(conn, "a")
        await outbox.mark_sending(conn, [row], NOW)
        await outbox.mark_sent(conn, [(row, "b1", NOW)])
        await outbox.mark_sent(conn, [])
        found = await outbox.by_external(conn, "r1", ["b1", "b2"])
        assert await outbox.by_external(conn, "r2", ["b1"]) == {}
        assert await outbox.by_external(conn, "r1", []) == {}
        assert await outbox.waiting_count(conn) == 0
    (said,) = found.values()
    assert (said.id, said.status, said.sent_at, said.tries) == (
        row,
        OutboxStatus.SENT,
        NOW,
        1,
    )


async def test_a_message_caught_in_mid_send_becomes_unknown(database: Database):
    async with database.begin() as conn:
        one, two = await put(conn, "a", "b")
        await outbox.mark_sending(conn, [one], NOW)
    async with database.begin() as conn:
        (lost,) = await outbox.recover(conn)
        assert (lost.id, lost.status) == (one, OutboxStatus.UNKNOWN)
        assert await outbox.lost(conn) == [lost]
        assert await outbox.recover(conn) == []
        assert [queued.id for queued in await outbox.due(conn, NOW, 9)] == [two]


async def test_what_must_arrive_waits_again_and_is_unknown_the_second_time(
    database: Database,
):
    async with database.begin() as conn:
        await outbox.put(conn, [outgoing("a"), outgoing("card", purpose="escalate")])
        for _ in range(2):
            due = await outbox.due(conn, NOW, 9)
            await outbox.mark_sending(conn, [one.id for one in due], NOW)
            caught = await outbox.recover(conn, ["escalate"])
            known = [one.status for one in caught]
            if len(due) == 2:
                assert known == [OutboxStatus.UNKNOWN, OutboxStatus.WAITING]
                assert await keys_due(conn) == ["card"]
        assert known == [OutboxStatus.UNKNOWN]
        assert len(await outbox.lost(conn)) == 2


async def test_what_may_have_been_said_counts_for_pace_and_breaker(database: Database):
    async with database.begin() as conn:
        rows = await put(conn, "old", "sent", "sending", "failed", "waiting")
        await outbox.mark_sending(conn, rows[:1], NOW - timedelta(hours=1))
        await outbox.mark_sending(conn, rows[1:4], NOW)
        await outbox.mark_sent(conn, [(row, None, NOW) for row in rows[:2]])
        await outbox.mark_failed(conn, rows[3], "gone")
        assert (
            await outbox.recent(conn, NOW - timedelta(minutes=5))
            == [("r1", "ask", NOW)] * 2
        )


async def test_held_messages_are_due_later_and_count_as_waiting(database: Database):
    async with database.begin() as conn:
        rows = await put(conn, "a", "b")
        await outbox.mark_sending(conn, rows[:1], NOW)
        await outbox.hold(conn, rows, LATER, "no network")
        assert await keys_due(conn) == []
        assert await outbox.next_due(conn) == LATER
        assert await keys_due(conn, LATER) == ["a", "b"]
        assert [one.error for one in await outbox.due(conn, LATER, 1)] == ["no network"]


async def test_what_waits_can_be_cancelled_and_what_is_said_cannot(database: Database):
    async with database.begin() as conn:
        (said,) = await put(conn, "said")
        await outbox.mark_sending(conn, [said], NOW)
        elsewhere, thanks = (
            outgoing("elsewhere", room="r2"),
            outgoing("t", purpose="thanks"),
        )
        await outbox.put(conn, [outgoing("a"), outgoing("b"), elsewhere, thanks])
        assert await outbox.cancel_key(conn, "a")
        assert not await outbox.cancel_key(conn, "a")
        assert not await outbox.cancel_key(conn, "said")
        assert await outbox.cancel(conn, "r1", ["ask", "nudge"]) == 1
        assert await keys_due(conn) == ["elsewhere", "t"]


async def test_words_for_a_page_stay_only_while_the_message_is_to_come(database: Database):
    async with database.begin() as conn:
        told = [
            replace(outgoing(key, purpose=purpose), page="{}")
            for key, purpose in zip("abcdef", ("ask", "thanks", *["ask"] * 4), strict=True)
        ]
        rows = [row for row in await outbox.put(conn, told) if row]
        await outbox.mark_failed(conn, rows[2], "gone")
        await outbox.mark_sending(conn, rows[3:5], NOW)
        await outbox.mark_sent(conn, [(rows[3], "b1", NOW)])
        await outbox.recover(conn)
        await outbox.hold(conn, rows[5:], LATER)
        await outbox.cancel_key(conn, "a")
        await outbox.cancel(conn, "r1", ["thanks"])
        left = await conn.execute(select(OutboxRow.page, OutboxRow.status).order_by("id"))
    assert [tuple(row) for row in left] == [
        (None, OutboxStatus.CANCELLED),
        (None, OutboxStatus.CANCELLED),
        (None, OutboxStatus.FAILED),
        (None, OutboxStatus.SENT),
        (None, OutboxStatus.UNKNOWN),
        ("{}", OutboxStatus.HELD),
    ]
