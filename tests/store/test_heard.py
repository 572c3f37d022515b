"""When each place was last heard, and how much of each hour it talks."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from store import heard, inbox
from store.db import Database
from store.heard import Latest, Talk
from tests.store.made import NOW, message

MINUTE = timedelta(minutes=1)
HOUR = NOW.replace(minute=0).astimezone(UTC)


def said(id_: str, minutes: int, room: str = "r1", kind: str = "message") -> inbox.Inbound:
    at = NOW + minutes * MINUTE
    one = message(id_)
    return replace(one, room=room, kind=kind, at=at, received_at=at, fingerprint=None)


async def put(database: Database, *said_: inbox.Inbound) -> None:
    async with database.begin() as conn:
        await inbox.put(conn, said_)


async def test_the_latest_of_each_room_is_found_among_what_is_new(database: Database):
    await put(
        database, said("a", 0), said("b", 3), said("c", 1, "r2"), said("t", 9, kind="x")
    )
    async with database.read() as conn:
        newest = await heard.newest(conn)
        first = await heard.latest(conn, 0, newest)
    await put(database, said("d", 5, "r2"))
    async with database.read() as conn:
        then = await heard.latest(conn, newest, await heard.newest(conn))

    at = {one.room: one.at for one in first}
    assert at == {"r1": NOW + 3 * MINUTE, "r2": NOW + MINUTE}
    assert then == [Latest("web", "r2", NOW + 5 * MINUTE)]


async def test_a_quick_exchange_counts_once(database: Database):
    await put(
        database,
        *(said(f"a{n}", 0) for n in range(5)),
        said("b", 7),
        said("c", 40),
        said("d", 0, "r2"),
        said("t", 9, kind="timer"),
    )
    async with database.read() as conn:
        talk = await heard.talk(conn, NOW, 0)
        later = await heard.talk(conn, NOW + 10 * MINUTE, 0)

    assert talk == [
        Talk("web", "r1", HOUR, 2),
        Talk("web", "r1", HOUR + timedelta(hours=1), 1),
        Talk("web", "r2", HOUR, 1),
    ]
    assert [one.minutes for one in later] == [1]


async def test_the_first_row_since_a_moment_is_found_without_reading_all(
    database: Database,
):
    async with database.read() as conn:
        assert await heard.newest(conn) == 0
        assert await heard.first_since(conn, NOW) == 1
    await put(database, *(said(str(n), n) for n in range(20)))
    async with database.read() as conn:
        found = [await heard.first_since(conn, NOW + n * MINUTE) for n in range(-1, 21)]
    steps = [two - one for one, two in itertools.pairwise(found)]
    assert steps == [0, *[1] * 20]


async def test_hours_are_those_of_utc(database: Database):
    await put(database, said("a", 0))
    async with database.read() as conn:
        (talk,) = await heard.talk(conn, datetime(2026, 1, 1, tzinfo=UTC), 1)
    assert talk.hour == HOUR
