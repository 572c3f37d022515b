"""Logs of visits are found by day, author and message; both views come from one question."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.model.finding import Count, When
from handlers.model.people import DraftId, MessageId, OrganisationId, PersonId, RoomId
from handlers.model.settings import Settings
from handlers.model.visit import Shot, Visit, VisitId
from store import forgetting, inbox, visits
from store.db import Database
from tests.store.made import BEIJING, NOW, message
from tests.store.test_ledger import activity, save

SETTINGS = Settings(zone=BEIJING)
DAY = date(2026, 5, 9)


def visit(id_: str = "S/m1", **more: object) -> Visit:
    made = Visit(
        id=VisitId(id_),
        organisation=OrganisationId("guides"),
        room=RoomId("S"),
        message=MessageId(id_.removeprefix("S/")),
        author=PersonId("s1"),
        at=NOW,
        when=When(NOW),
        place="胡同口",
        headcount=Count(15),
        impressions=("讲得好",),
    )
    return replace(made, **more)  # type: ignore[arg-type] -- fields of a visit, by name


async def kept(database: Database, *logs: Visit) -> None:
    async with database.begin() as conn:
        await visits.keep(conn, logs)


async def test_visits_are_found_by_day_and_organisation(database: Database):
    tomorrow = visit("S/m2", when=When(NOW + timedelta(days=1)))
    undated = visit("S/m3", when=None, organisation=OrganisationId("cloth"))
    await kept(database)
    await kept(database, visit(), tomorrow, undated)

    async with database.read() as conn:
        assert len(await visits.between(conn)) == 3
        assert await visits.between(conn, DAY, DAY, "guides") == [visit()]
        assert await visits.between(conn, DAY + timedelta(days=1)) == [tomorrow]
        assert await visits.between(conn, organisation="cloth") == [undated]
        assert await visits.named(conn, {"S/m1"}) == [visit()]
        assert await visits.named(conn, set()) == []


async def test_visits_are_found_by_what_they_rest_on_and_by_who_wrote_them(
    database: Database,
):
    shown = visit(shots=(Shot("a" * 64, MessageId("p1")),))
    await kept(database, shown, visit("S/m2"))

    async with database.read() as conn:
        assert await visits.resting_on(conn, "S", {"p1"}) == [shown]
        assert await visits.resting_on(conn, "r1", {"p1"}) == []
        assert await visits.resting_on(conn, "S", set()) == []
        assert len(await visits.newest(conn, "S", {"s1"}, NOW)) == 2
        assert await visits.newest(conn, "S", {"s1"}, NOW + timedelta(seconds=1)) == []
        assert await visits.newest(conn, "S", set(), NOW) == []


async def test_the_newest_words_replace_the_earlier_ones(database: Database):
    await kept(database, visit())
    await kept(database, visit(place="活动室"))

    async with database.begin() as conn:
        (found,) = await visits.between(conn)
        assert found.place == "活动室"
        await visits.drop(conn, [])
        await visits.drop(conn, [found.id])
        assert await visits.between(conn) == []
        assert await visits.resting_on(conn, "S", {"m1"}) == []


async def test_both_views_of_the_days_asked_for(database: Database):
    await save(database, activity("a"), activity("late", NOW + timedelta(days=1)))
    await kept(database, visit(), visit("S/m2", organisation=OrganisationId("cloth")))

    async with database.read() as conn:
        both = await visits.joined(conn, None, DAY, DAY, SETTINGS)
        guides = await visits.joined(conn, "guides", DAY, DAY, SETTINGS)
    lines = [(one.activity and one.activity.id, len(one.visits)) for one in both]
    assert lines == [(None, 1), (DraftId("a"), 1)]
    assert guides == both[1:]


async def test_it_does_not_matter_which_came_first(database: Database):
    await kept(database, visit())
    await save(database, activity("a"))
    await save(database, replace(activity("a"), version=2, headcount=Count(18)))

    async with database.read() as conn:
        (one,) = await visits.joined(conn, "guides", DAY, DAY, SETTINGS)
    assert one.activity is not None
    assert (one.activity.version, one.visits) == (2, (visit(),))


async def test_the_message_of_a_log_is_not_forgotten(database: Database):
    async with database.begin() as conn:
        await inbox.put(conn, [message("m1", room="S"), message("m2", room="S")])
        claimed = await inbox.claim(conn, NOW, 9, timedelta(minutes=1))
        await inbox.mark_handled(conn, [row.id for row in claimed], NOW)
    await kept(database, visit())

    async with database.begin() as conn:
        assert await forgetting.forget(conn, NOW + timedelta(days=40)) == 1
