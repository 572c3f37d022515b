"""What went out lately, for quotes that carry words alone."""

from datetime import UTC, datetime

from store import outbox, spoken
from store.db import Database
from store.outbox import Outgoing

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


async def test_only_what_went_out_in_this_room_newest_first(database: Database):
    async with database.begin() as conn:
        await said(conn, "one", "wr1", "x1")
        await said(conn, "two", "wr1", "x2")
        await said(conn, "elsewhere", "wr2", "x3")
        await said(conn, "nameless", "wr1", None)
        await outbox.put(conn, [outgoing("waiting", "wr1")])
    async with database.read() as conn:
        assert await spoken.lately(conn, "wr1", 10) == [("x2", "two"), ("x1", "one")]
        assert await spoken.lately(conn, "wr2", 10) == [("x3", "elsewhere")]


async def said(conn, text: str, room: str, id_: str | None) -> None:
    (row,) = await outbox.put(conn, [outgoing(text, room)])
    await outbox.mark_sending(conn, [row], NOW)
    await outbox.mark_sent(conn, [(row, id_, NOW)])


def outgoing(text: str, room: str) -> Outgoing:
    return Outgoing(
        key=text,
        channel="wecom",
        room=room,
        purpose="ask",
        prompt="coach/ask",
        text=text,
        to=(),
        about=(),
        draft=None,
        question=None,
        photos=(),
        not_before=NOW,
        created_at=NOW,
    )
