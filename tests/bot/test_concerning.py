"""What was said around a case: its people's words, without the neighbours' talk."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import concerning
from handlers.model.case import Case, CaseKind
from handlers.model.people import RoomId
from store import inbox
from store.db import Database
from store.inbox import Inbound
from tests.store.made import LANE, NOW, message

MINUTE = timedelta(minutes=1)
ROOM = RoomId("r1")


def said(id_: str, minutes: int, sender: str = "p1", quote: str | None = None) -> Inbound:
    made = message(id_, sender=sender, at=NOW + minutes * MINUTE)
    return replace(made, body={**made.body, "quote": quote})


def by_us(id_: str, at: datetime = NOW) -> Inbound:
    return Inbound("web", "r1", id_, "said", LANE, None, at, at, {"text": "记下了"})


async def ids(database: Database, case: Case, *lines: Inbound, limit: int = 9) -> list[str]:
    async with database.begin() as conn:
        await inbox.put(conn, lines)
        return [line.id for line in await concerning.said(conn, case, limit)]


UNSURE = Case(CaseKind.UNSURE, "r1/asked", ROOM, NOW)


async def test_it_is_what_its_people_said_quoted_and_were_told(database: Database):
    found = await ids(
        database,
        UNSURE,
        said("old", -600, "p2"),
        said("long ago", -40),
        said("before", -5, quote="old"),
        said("talk", -4, "p2"),
        by_us("b1"),
        said("asked", 0, quote="b2"),
        by_us("b2", NOW - 900 * MINUTE),
        said("told", 3, "p2", quote="asked"),
        said("talk again", 4, "p2"),
        said("after", 5),
    )
    assert found == ["b2", "old", "before", "asked", "told", "after"]


async def test_of_too_much_it_is_the_nearest(database: Database):
    lines = [said(f"a{n}", n) for n in range(-3, 0)]
    more = [said(f"a{n}", n) for n in range(1, 4)]
    found = await ids(database, UNSURE, *lines, said("asked", 0), *more, limit=3)
    assert found == ["a-1", "asked", "a1"]


async def test_what_nobody_brought_up_has_all_that_was_said_then(database: Database):
    gap = Case(CaseKind.GAP, "web/2026-05-09", ROOM, NOW)
    assert await ids(database, gap, said("a", -1), said("b", 1, "p2")) == ["a", "b"]


async def test_what_was_taken_back_is_not_shown(database: Database):
    async with database.begin() as conn:
        await inbox.put(conn, [said("asked", 0), said("gone", 1)])
        await inbox.mark_recalled(conn, "r1", "gone", NOW)
    assert await ids(database, UNSURE) == ["asked"]
