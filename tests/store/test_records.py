"""Lists of records for the console: the newest first, a page at a time, by what is wanted."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from handlers.model.activity import Activity, PlanStatus
from handlers.model.draft import Draft, Status
from handlers.model.finding import Count, Field, Speech, When, Words
from handlers.model.people import DraftId, OrganisationId, RoomId
from store.changes import Changes, save
from store.console import records
from store.console.records import UNFINISHED, WITHDRAWN, Page, Wanted
from store.db import Database
from tests.store.made import NOW, draft, finding

ALL = Wanted()
DAY = timedelta(days=1)
PLACES = ("西门", "二楼 “大” 教室", "theme")


def activity(number: int) -> Activity:
    """One a day, two on the last day."""
    at = NOW - max(number - 1, 0) * DAY
    return Activity(
        id=DraftId(f"r1/m{number:02}/1"),
        organisation=OrganisationId("guides" if number % 2 else "cloth"),
        room=RoomId("r1"),
        when=When(at),
        place=PLACES[number % 3],
        headcount=Count(20),
        served=None,
        attendees=(),
        theme=None,
        content=("扦插",) if number else ("扦插", "剪枝"),
        feedback=(Speech("学会了", "钱叔"),) if number == 7 else (),
        photos=(),
        plan=PlanStatus.INSIDE if number == 5 else PlanStatus.OUTSIDE,
        sources={},
        version=1,
        filed_at=at,
    )


def unfinished(number: int, status: Status = Status.OPEN) -> Draft:
    made = draft(f"r1/d{number}/1", NOW - number * DAY)
    return replace(made, status=status)


@pytest.fixture(autouse=True)
async def _kept(database: Database) -> None:
    spoken = finding(Speech("还想来", "钱叔"), Field.FEEDBACK)
    told = replace(unfinished(2), findings=(finding(Words("缝纽扣"), Field.THEME), spoken))
    drafts = [unfinished(0), unfinished(1, Status.HANDED_OVER), told]
    gone = replace(unfinished(3, Status.WITHDRAWN), organisation=OrganisationId("cloth"))
    changes = Changes(activities=[activity(n) for n in range(9)])
    changes.drafts = [("o:guides", one) for one in (*drafts, gone)]
    async with database.begin() as conn:
        await save(conn, changes)


async def listed(
    database: Database, wanted: Wanted, limit: int = 4, after: str | None = None
) -> Page[Activity]:
    async with database.read() as conn:
        return await records.filed(conn, wanted, limit, after)


async def everything(database: Database, wanted: Wanted) -> list[int]:
    """The numbers of all pages."""
    page = await listed(database, wanted)
    found = [*page.found]
    while page.after is not None:
        page = await listed(database, wanted, after=page.after)
        assert len(page.found) <= 4
        found += page.found
    return [int(one.id[4:6]) for one in found]


async def waiting(database: Database, wanted: Wanted = ALL, **more) -> list[str]:
    """Of what is not filed, two a page."""
    found: list[Draft] = []
    after: str | None = ""
    while after is not None:
        async with database.read() as conn:
            statuses = more.get("statuses", UNFINISHED)
            page = await records.unfiled(conn, wanted, statuses, 2, UTC, after or None)
        found += page.found
        after = page.after
    return [one.id[4] for one in found]


async def test_all_pages_together_are_the_whole_ledger_newest_first(database: Database):
    assert await everything(database, ALL) == [1, 0, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(organisations=["guides"]), [1, 3, 5, 7]),
        (Wanted(organisations=["guides", *map(str, range(20))]), [1, 3, 5, 7]),
        (Wanted(organisations=[]), []),
        (Wanted(since=date(2026, 5, 7)), [1, 0, 2, 3]),
        (Wanted(until=date(2026, 5, 4)), [6, 7, 8]),
        (Wanted(plan=PlanStatus.INSIDE), [5]),
        (Wanted(text="剪枝"), [0]),
        (Wanted(text="“大”"), [1, 4, 7]),
        (Wanted(text="扦插"), [1, 0, 2, 3, 4, 5, 6, 7, 8]),
        (Wanted(text="theme"), [2, 5, 8]),
        (Wanted(text="钱叔", organisations=["guides"]), [7]),
        (Wanted(text="100%"), []),
    ],
)
async def test_what_is_wanted_is_found(
    wanted: Wanted, numbers: list[int], database: Database
):
    assert await everything(database, wanted) == numbers


async def test_words_are_looked_for_in_so_many_records_a_page(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(records, "LOOKED_THROUGH", 4)
    monkeypatch.setattr(records, "AT_ONCE", 2)
    page = await listed(database, Wanted(text="钱叔"))

    assert page.found == ()
    assert page.after is not None
    assert await everything(database, Wanted(text="钱叔")) == [7]


@pytest.mark.parametrize("after", ["", "yesterday", "~"])
async def test_what_is_no_end_of_a_page_begins_at_the_beginning(
    after: str, database: Database
):
    page = await listed(database, ALL, 1, after)
    assert [one.id for one in page.found] == ["r1/m01/1"]


async def test_what_is_not_filed_is_listed_by_its_newest_piece(database: Database):
    assert await waiting(database) == ["0", "1", "2"]
    assert await waiting(database, statuses=WITHDRAWN) == ["3"]
    cloth = Wanted(organisations=["cloth"])
    assert await waiting(database, cloth) == []


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(since=date(2026, 5, 8)), ["0", "1"]),
        (Wanted(until=date(2026, 5, 8)), ["1", "2"]),
        (Wanted(text="缝纽扣"), ["2"]),
        (Wanted(text="钱叔"), ["2"]),
        (Wanted(text="胡同"), ["0", "1"]),
        (Wanted(text="12"), []),
    ],
)
async def test_what_is_wanted_of_it_is_found(
    wanted: Wanted, names: list[str], database: Database
):
    assert await waiting(database, wanted) == names


@pytest.mark.parametrize("after", ["yesterday", "2026-05-04T10:00:00~x"])
async def test_no_time_is_no_beginning(after: str, database: Database):
    async with database.read() as conn:
        page = await records.unfiled(conn, ALL, UNFINISHED, 9, UTC, after)
    assert len(page.found) == 3
