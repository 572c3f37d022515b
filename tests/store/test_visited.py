"""What staff visited: the same as when every record is read."""

from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.model.activity import Activity, PlanStatus
from handlers.model.finding import When
from handlers.model.people import (
    DraftId,
    MessageId,
    OrganisationId,
    PersonId,
    RoomId,
)
from handlers.model.settings import Settings
from handlers.model.visit import Visit, VisitId
from handlers.visiting import both_views
from store import changes, visits
from store.changes import Changes
from store.console import visited
from store.db import Database

SETTINGS = Settings()
TEA, SONG = OrganisationId("tea"), OrganisationId("song")
NOON = datetime(2026, 5, 9, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def activity(
    name: str, organisation: OrganisationId, at: datetime | None, filed_at: datetime = NOON
) -> Activity:
    return Activity(
        id=DraftId(name),
        organisation=organisation,
        room=RoomId(organisation),
        when=When(at) if at else None,
        place="茶室",
        headcount=None,
        served=None,
        attendees=(),
        theme=None,
        content=("一起泡茶",),
        feedback=(),
        photos=(),
        plan=PlanStatus.OUTSIDE,
        sources={},
        version=1,
        filed_at=filed_at,
    )


def visit(
    name: str, organisation: OrganisationId, at: datetime | None, chosen: str | None = None
) -> Visit:
    return Visit(
        VisitId(name),
        organisation,
        RoomId("staff"),
        MessageId(name),
        PersonId("yan"),
        at or NOON,
        when=When(at) if at else None,
        told=("大家一起泡茶",),
        chosen=DraftId(chosen) if chosen else None,
    )


ACTIVITIES = [
    activity("a1", TEA, NOON),
    activity("a2", TEA, NOON - 3 * DAY),
    activity("late", TEA, datetime(2026, 5, 9, 17, tzinfo=UTC)),  # the 10th in the town
    activity("early", TEA, datetime(2026, 5, 5, 16, 30, tzinfo=UTC)),  # the 6th
    activity("undated", TEA, None, NOON - 2 * DAY),
    activity("before", TEA, None, NOON - 40 * DAY),
    activity("s1", SONG, NOON),
    activity("s2", SONG, NOON - 9 * DAY),
]
VISITS = [
    visit("v1", TEA, NOON + timedelta(minutes=20)),
    visit("v2", TEA, NOON - DAY),
    visit("v3", TEA, datetime(2026, 5, 9, 17, 10, tzinfo=UTC)),
    visit("v4", TEA, NOON - 2 * DAY, chosen="undated"),
    visit("v5", SONG, NOON - 5 * DAY),
    visit("v6", SONG, None),
]


async def fill(database: Database) -> None:
    async with database.begin() as conn:
        await changes.save(conn, Changes(activities=ACTIVITIES))
        await visits.keep(conn, VISITS)


@pytest.mark.parametrize("sees", [None, [TEA], [SONG], []])
@pytest.mark.parametrize(("since", "until"), [(4, 9), (6, 9), (9, 9), (9, 10), (1, 31)])
async def test_it_is_what_reading_everything_gives(
    database: Database, sees: list[OrganisationId] | None, since: int, until: int
):
    await fill(database)
    days = date(2026, 5, since), date(2026, 5, until)
    async with database.read() as conn:
        found = await visited.look(conn, sees, *days, SETTINGS)
        every = await visits.joined(conn, None, *days, SETTINGS)
    seen = [one for one in every if sees is None or one.organisation in sees]
    assert found.figures == both_views.figures(seen)
    assert list(found.lines) == [one for one in seen if one.visits]


@pytest.mark.parametrize("days", [(date.min, date.min), (date.max, date.max)])
async def test_the_first_and_the_last_day_there_are(
    database: Database, days: tuple[date, date]
):
    await fill(database)
    async with database.read() as conn:
        found = await visited.look(conn, None, *days, SETTINGS)
    assert not found.lines
    assert found.figures.activities == 0
