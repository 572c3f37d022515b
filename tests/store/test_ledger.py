"""What was filed is found by day and organisation; values survive their time as text."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.model.activity import Activity, PlanStatus
from handlers.model.draft import Ask, Draft, Status
from handlers.model.finding import (
    Count,
    Field,
    Picture,
    Precision,
    Speech,
    Value,
    When,
    Words,
)
from handlers.model.people import DraftId, MessageId, OrganisationId, RoomId
from store import codec, lanes, ledger
from store.db import Database
from store.lanes import Changes
from tests.store.made import LANE, NOW, draft, finding
from tests.store.test_lanes import question


def activity(
    id_: str, start: datetime | None = NOW, organisation: str = "guides"
) -> Activity:
    return Activity(
        id=DraftId(id_),
        organisation=OrganisationId(organisation),
        room=RoomId("r1"),
        when=When(start) if start else None,
        place="胡同口",
        headcount=Count(12, approx=True),
        served=None,
        attendees=("赵姐",),
        theme=None,
        content=("讲老房子",),
        feedback=(Speech("真好", "钱叔"),),
        photos=("a" * 64,),
        plan=PlanStatus.INSIDE,
        sources={"place": (MessageId("m2"),)},
        version=1,
        filed_at=NOW,
    )


async def save(database: Database, *activities: Activity) -> None:
    async with database.begin() as conn:
        await lanes.save(conn, Changes(activities=list(activities)))


async def test_activities_are_found_by_day_and_organisation(database: Database):
    night = datetime(2026, 5, 10, 0, 30, tzinfo=NOW.tzinfo)
    await save(
        database,
        activity("late", night),
        activity("first"),
        activity("cloth", NOW + timedelta(hours=1), "cloth"),
        activity("undated", None),
    )
    async with database.read() as conn:
        day = date(2026, 5, 9)
        every = [one.id for one in await ledger.activities(conn)]
        assert set(every[:3]) == {"first", "cloth", "undated"}
        assert every[3] == "late"
        assert every.index("first") < every.index("cloth")
        assert len(await ledger.activities(conn, since=day, until=day)) == 3
        assert len(await ledger.activities(conn, since=day + timedelta(days=1))) == 1
        (cloth,) = await ledger.activities(conn, organisation="cloth")
    assert cloth == activity("cloth", NOW + timedelta(hours=1), "cloth")


async def test_what_activities_were_made_of_is_found_with_them(database: Database):
    filed = [(LANE, draft("first")), (LANE, draft("late")), (LANE, draft("open"))]
    late = activity("late", NOW + timedelta(days=1))
    changes = Changes(
        drafts=filed, activities=[activity("first"), late, activity("without")]
    )
    async with database.begin() as conn:
        await lanes.save(conn, changes)

    async with database.read() as conn:
        assert set(await ledger.drafts(conn)) == {"first", "late"}
        day = date(2026, 5, 9)
        assert await ledger.drafts(conn, day, day, "guides") == {"first": draft("first")}
        assert await ledger.drafts(conn, organisation="cloth") == {}


async def test_a_higher_version_replaces_a_lower_one(database: Database):
    await save(database, activity("a"))
    corrected = replace(activity("a"), version=2, headcount=Count(25))
    await save(database, corrected)
    async with database.read() as conn:
        assert await ledger.activities(conn) == [corrected]


async def test_everything_there_ever_was_is_listed_oldest_first(database: Database):
    withdrawn = replace(draft("d1", NOW + timedelta(hours=1)), status=Status.WITHDRAWN)
    changes = Changes(
        drafts=[(LANE, withdrawn), (LANE, draft("d2"))], questions=[(LANE, question("q1"))]
    )
    async with database.begin() as conn:
        await lanes.save(conn, changes)
        assert await ledger.all_drafts(conn) == [draft("d2"), withdrawn]
        assert await ledger.all_questions(conn) == [question("q1")]


@pytest.mark.parametrize(
    "value",
    [
        When(NOW, NOW, Precision.HALFDAY, "上午"),
        When(datetime(2026, 5, 9, tzinfo=UTC)),
        Count(20, approx=True),
        Words("在二楼"),
        Speech("下次还来"),
        Picture("a" * 64),
    ],
)
def test_every_kind_of_value_survives_being_text(value: Value):
    whole = replace(draft("d1"), findings=(finding(value),))
    whole = whole.request(Ask.ASK, (Field.PLACE,), NOW)
    again = codec.decode(codec.encode(whole), Draft)
    assert again == whole
    assert again.opened_at.utcoffset() == timedelta(hours=8)


def test_an_unknown_key_is_an_error():
    with pytest.raises(Exception, match="Words"):
        codec.decode('{"is": "words", "text": "x", "colour": 1}', Value)


def test_a_body_of_another_shape_has_no_strings():
    assert codec.strings(None) == codec.strings("abc") == ()
