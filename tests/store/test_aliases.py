"""Which ids are one person, and what the pages of the directory count, in each database."""

from datetime import UTC, date, datetime

from handlers.model.people import PersonId, Purpose, Room, RoomId
from store import directory, inbox
from store.console import aliases, due, parked, pictures, standing
from store.db import Database
from store.inbox import Inbound
from store.tables import ActivityRow, TimerRow
from store.upsert import insert

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
A, B, C = (PersonId(one) for one in "abc")
SETTING = {
    "organisations": [{"id": "tea", "name": "茶友会"}],
    "rooms": [
        {"id": "r", "name": "群", "purpose": "organisation", "organisation": "tea"},
    ],
    "people": [{"id": one, "name": one} for one in (A, B, C)],
}


async def test_ids_of_one_person_follow_one_another(database: Database):
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        await aliases.merge(conn, A, B, NOW)
        await aliases.merge(conn, A, B, NOW)
        await aliases.merge(conn, B, C, NOW)
        known = await aliases.known(conn)
        assert known == {A: C, B: C}
        assert aliases.ids_of(A, known) == [C, A, B]
        assert await aliases.part(conn, A)
        assert not await aliases.part(conn, A)
        await aliases.keep_different(conn, C, A)
        await aliases.keep_different(conn, A, C)
        assert await aliases.different(conn) == {frozenset((A, C))}


async def test_what_the_pages_count(database: Database):
    activity = {
        "id": "1",
        "organisation": "tea",
        "day": date(2026, 2, 1),
        "start": None,
        "headcount": 3,
        "served": None,
        "plan": "",
        "version": 1,
        "filed_at": NOW,
        "body": "{}",
    }
    timer = {"lane": "o:tea", "subject": "d", "timer": "settle", "due": NOW}
    said = Inbound("web", "r", "m", "message", "o:old", A, NOW, NOW, {})
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        await conn.execute(insert(conn.dialect, ActivityRow), activity)
        await conn.execute(insert(conn.dialect, TimerRow), timer)
        [row] = await inbox.put(conn, [said])
        assert row is not None
        assert await standing.last_days(conn) == {"tea": date(2026, 2, 1)}
        assert await standing.open_cases(conn) == {}
        assert [one.headcount for one in await standing.newest(conn, "tea", 9)] == [3]
        [posts] = await standing.posts(conn, [A, B])
        assert (posts.room, posts.count, posts.last) == ("r", 1, NOW)
        assert [one.count for one in await due.timers(conn)] == [1]
        assert await due.cards(conn, ["k"]) == {}
        assert await pictures.every(conn) == []
        assert not await parked.drop(conn, row)
        room = Room(RoomId("r"), "群", Purpose.LEADERS)
        await standing.follow(conn, room)
        [claimed] = await inbox.claim(conn, NOW, 9, NOW - NOW)
        assert claimed.inbound.lane == "r:r"
