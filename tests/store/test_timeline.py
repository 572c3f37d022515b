"""What was said in a room is read back page by page, and forgotten in time."""

from dataclasses import replace
from datetime import timedelta

from store import inbox, lanes, timeline
from store.db import Database
from store.forgetting import forget
from store.inbox import Inbound, InboxStatus
from store.lanes import Changes
from tests.store.made import LANE, NOW, draft, message

MINUTE = timedelta(minutes=1)


def said(number: int) -> Inbound:
    body = {"text": "记下了", "pictures": ["a" * 64], "to": ["p1"], "outbox": number}
    return Inbound("web", "r1", f"b{number}", "said", LANE, None, NOW, NOW, body)


async def put(database: Database, *inbounds: Inbound) -> list[int]:
    async with database.begin() as conn:
        return [row for row in await inbox.put(conn, inbounds) if row]


async def ids(
    database: Database, after: int | str | None = None, limit: int = 9
) -> list[str]:
    async with database.read() as conn:
        return [line.id for line in await timeline.page(conn, "r1", after, limit)]


async def test_a_room_is_read_page_by_page_in_order(database: Database):
    rows = await put(database, message("a"), message("x", room="r2"), said(1), message("c"))
    assert await ids(database) == ["a", "b1", "c"]
    assert await ids(database, limit=2) == ["a", "b1"]
    assert await ids(database, after="b1") == ["c"]
    assert await ids(database, after=rows[0]) == ["b1", "c"]
    assert await ids(database, after="never seen") == []
    async with database.read() as conn:
        assert [line.id for line in await timeline.last(conn, "r1", 2)] == ["b1", "c"]


async def test_a_line_says_who_said_what_to_whom(database: Database):
    body = {"text": "好", "pictures": ["b" * 64], "quote": "b1", "mentions": ["bot"]}
    rows = await put(database, said(1), replace(message("m"), body=body))
    async with database.begin() as conn:
        await inbox.mark_recalled(conn, "r1", "m", NOW)
        bot, member = await timeline.last(conn, "r1", 9)
    assert (bot.row, bot.id, bot.sender, bot.to, bot.quote) == (
        rows[0],
        "b1",
        "bot",
        ("p1",),
        None,
    )
    assert (member.sender, member.text, member.quote) == ("p1", "好", "b1")
    assert (member.pictures, member.mentions) == (("b" * 64,), ("bot",))
    assert (bot.recalled, member.recalled, member.at) == (False, True, NOW)


async def test_only_what_was_said_is_in_the_timeline(database: Database):
    timer = replace(message("t"), kind="timer", body={})
    again = replace(
        message("d"), body=message("a").body, fingerprint=message("a").fingerprint
    )
    await put(database, message("a"), timer, again)
    assert await ids(database) == ["a"]


async def test_old_chatter_is_forgotten_and_evidence_is_kept(database: Database):
    """R14, R7."""
    old, soon = NOW - timedelta(days=31), NOW - timedelta(days=30)
    rows = await put(
        database, *(message(id_, at=old) for id_ in ("m1", "m2", "x", "y", "z"))
    )
    fresh = await put(database, message("new"))
    async with database.begin() as conn:
        await lanes.save(conn, Changes(drafts=[(LANE, draft("d1"))]))
        await inbox.mark_handled(conn, [*rows[:4], *fresh], NOW)
        assert await forget(conn, soon, limit=1) == 1
        assert await forget(conn, soon) == 1
        assert await forget(conn, soon) == 0
    assert await ids(database) == ["m1", "m2", "z", "new"]


async def test_what_a_voice_says_is_kept_as_long_as_the_voice(database: Database):
    """R7."""

    def told(about: str) -> Inbound:
        body = {"kind": "speech", "message": about, "answer": {"text": "好"}}
        name = f"speech:{about}"
        return Inbound("errand", "r1", name, "told", LANE, "p1", NOW, NOW, body)

    rows = await put(database, message("m1"), message("x"), told("m1"), told("x"))
    async with database.begin() as conn:
        await lanes.save(conn, Changes(drafts=[(LANE, draft("d1"))]))
        await inbox.mark_handled(conn, rows, NOW)
        assert await forget(conn, NOW + timedelta(days=1)) == 2
        [line] = await timeline.last(conn, "r1", 9)
    assert (line.id, line.transcript) == ("m1", "好")


async def test_evidence_of_a_dropped_record_is_forgotten_too(database: Database):
    rows = await put(database, message("m1"))
    async with database.begin() as conn:
        await lanes.save(conn, Changes(drafts=[(LANE, draft("d1"))]))
        await inbox.mark_handled(conn, rows, NOW)
        await lanes.save(conn, Changes(dropped=["d1"]))
        assert await forget(conn, NOW + timedelta(days=1)) == 1


async def test_numbers_of_forgotten_rows_are_not_used_again(database: Database):
    rows = await put(database, message("a"))
    async with database.begin() as conn:
        await inbox.mark_handled(conn, rows, NOW)
        await forget(conn, NOW + timedelta(days=1))
    assert await put(database, message("b")) > rows


async def test_the_past_is_part_of_what_was_said(database: Database):
    async with database.begin() as conn:
        await inbox.put(conn, [message("a")], InboxStatus.PAST)
    assert await ids(database) == ["a"]


async def test_what_was_said_around_a_moment_is_a_third_from_before_it(database: Database):
    async with database.begin() as conn:
        lines = [message(f"a{n}", at=NOW + n * MINUTE) for n in range(-9, 10)]
        await inbox.put(conn, [*lines, message("far", at=NOW + timedelta(hours=2))])
        found = await timeline.around(conn, "r1", NOW, timedelta(minutes=30), 6)
        late = await timeline.around(conn, "r1", NOW + 5 * MINUTE, 5 * MINUTE, 99)
    assert [line.id for line in found] == ["a-2", "a-1", "a0", "a1", "a2", "a3"]
    assert [line.id for line in late] == [f"a{n}" for n in range(10)]


async def test_messages_are_found_by_their_names(database: Database):
    await put(database, message("a"), message("b"), message("c"), message("a", room="r2"))
    async with database.read() as conn:
        found = await timeline.named(conn, "r1", {"c", "a", "never seen"})
        assert await timeline.named(conn, "r1", []) == []
    assert [line.id for line in found] == ["a", "c"]
