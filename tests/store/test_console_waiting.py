"""The console's lists and numbers, on every database."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.model.case import Case, CaseKind, Outcome
from handlers.model.effects import CloseCase, TakeCase
from handlers.model.people import OrganisationId, PersonId, RoomId
from store import cases, directory
from store.console import morning, names, pulse, subjects, waiting
from store.console.waiting import Wanted
from store.db import Database

NOW = datetime(2026, 5, 9, 9, tzinfo=UTC)
SETTING = {
    "organisations": [
        {"id": "tea", "name": "茶友会", "community": "东桥社区"},
        {"id": "song", "name": "合唱队", "community": "西桥社区"},
    ],
    "rooms": [
        {"id": one, "name": one, "purpose": "organisation", "organisation": one}
        for one in ("tea", "song")
    ]
    + [{"id": "staff", "name": "社工组", "purpose": "staff"}],
    "people": [{"id": "yan", "name": "小燕", "role": "staff", "rooms": ["staff"]}],
    "knowledge": [],
}
ALL = Wanted(None)


@pytest.fixture
async def six(database: Database) -> Database:
    """Cases 1 to 6, an hour apart and in turns; yan takes 2, and 1, 3 and 5 end, 5 first."""
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        for hour in range(6):
            room = RoomId("tea" if hour % 2 == 0 else "song")
            kind = CaseKind.QUESTION if hour < 4 else CaseKind.VOICE
            at = NOW + timedelta(hours=hour)
            await cases.put(conn, [(f"o:{room}", Case(kind, f"s{hour}", room, at))])
        await cases.take(conn, [TakeCase(2, PersonId("yan"), NOW)])
        for later, hour in enumerate((4, 2, 0)):
            at = NOW + timedelta(days=1, hours=later)
            await cases.close(conn, [CloseCase(f"s{hour}", at, Outcome.ANSWERED)])
    return database


async def numbers(
    database: Database, wanted: Wanted, after: int | None = None
) -> list[int]:
    async with database.read() as conn:
        return [one.number for one in await waiting.page(conn, wanted, 2, after)]


async def test_what_waits_comes_with_the_oldest_first(six: Database):
    assert await numbers(six, ALL) == [2, 4]
    assert await numbers(six, ALL, after=4) == [6]
    assert await numbers(six, ALL, after=3) == [4, 6]  # that one has ended since
    assert await numbers(six, ALL, after=99) == []


async def test_what_has_ended_comes_with_the_last_first(six: Database):
    ended = Wanted(None, ended=True)
    assert await numbers(six, ended) == [1, 3]
    assert await numbers(six, ended, after=3) == [5]


async def test_each_filter_alone_and_together(six: Database):
    tea, song = frozenset({OrganisationId("tea")}), frozenset({OrganisationId("song")})
    assert await numbers(six, Wanted(tea)) == []
    assert await numbers(six, Wanted(song)) == [2, 4]
    assert await numbers(six, Wanted(frozenset())) == []
    assert await numbers(six, Wanted(tea, ended=True, kind=CaseKind.VOICE)) == [5]
    assert await numbers(six, Wanted(None, organisation="song", by=())) == [4, 6]
    assert await numbers(six, Wanted(tea, organisation="song")) == []
    assert await numbers(six, Wanted(None, by=("yan", "account:x"))) == [2]
    async with six.read() as conn:
        assert await waiting.count(conn, ALL) == 3
        assert await waiting.count(conn, Wanted(song, by=())) == 2


async def test_the_morning_counts_what_is_theirs(six: Database):
    song = frozenset({OrganisationId("song")})
    async with six.read() as conn:
        every = await morning.look(conn, NOW + timedelta(days=1), None)
        theirs = await morning.look(conn, NOW, song)
    assert (every.filed, every.people, every.growing) == (0, 0, 0)
    assert (every.answered, every.organisations) == (2, 2)  # one of the three was a voice
    assert (theirs.answered, theirs.organisations) == (0, 1)


async def test_names_lanes_and_marks_can_be_asked_for(six: Database):
    async with six.read() as conn:
        assert await names.of(conn, ["yan", "nobody", None, "account:x"]) == {"yan": "小燕"}
        assert await names.staff_lane(conn) == "r:staff"
        assert len(await names.organisations(conn, None)) == 2
        assert await names.organisations(conn, frozenset({OrganisationId("tea")})) == [
            ("tea", "茶友会")
        ]
        assert await pulse.mark(conn) == await pulse.mark(conn)
        assert await subjects.sent(conn, []) == await subjects.sent(conn, ["k"])
        every = await cases.newest(conn, 9)
        assert await subjects.of(conn, [one.case for one in every]) == {}
