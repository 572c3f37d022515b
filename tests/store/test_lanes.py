"""A lane is loaded as it was saved, in a number of queries that does not grow."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from handlers.model.case import Case, CaseKind, Question, QuestionStatus
from handlers.model.draft import Status
from handlers.model.effects import CloseCase
from handlers.model.people import MessageId, PersonId, Purpose, QuestionId, Room, RoomId
from handlers.model.state import State, Talk
from store import directory, lanes, outbox, questions, timers
from store.db import Database
from store.lanes import Changes
from tests.store.made import LANE, NOW, SETTING, draft, outgoing

LONG_AGO = NOW - timedelta(days=40)
HOUR = timedelta(hours=1)


def question(id_: str, status: QuestionStatus = QuestionStatus.ESCALATED) -> Question:
    return Question(
        QuestionId(id_),
        RoomId("r1"),
        PersonId("p2"),
        MessageId("m9"),
        "几点开门",
        NOW,
        status,
    )


@pytest.fixture
async def database(database: Database):
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
    return database


async def save(database: Database, **changes) -> dict[str, int]:
    async with database.begin() as conn:
        return await lanes.save(conn, Changes(**changes))


async def load(database: Database, lane: str = LANE, since: datetime = LONG_AGO) -> State:
    async with database.read() as conn:
        return (
            await lanes.load(conn, [lane], correctable_since=since, gone_on_since=since)
        )[lane]


async def test_a_lane_knows_its_organisation_rooms_and_people(database: Database):
    state = await load(database)
    assert state.organisation is not None
    assert [item.times for item in state.organisation.plan] == [4, None]
    assert (list(state.rooms), set(state.people)) == (["r1", "r2"], {"p1", "p2", "s1"})
    assert (state.leaders, state.staff, state.knowledge) == ("L", "S", ())


async def test_a_room_without_an_organisation_is_a_lane_of_its_own(database: Database):
    state = await load(database, "r:S")
    assert (state.organisation, list(state.rooms), list(state.people)) == (
        None,
        ["S"],
        ["s1"],
    )
    assert await load(database, "o:nobody") == State("o:nobody", leaders="L", staff="S")


async def test_everything_saved_is_loaded_again(database: Database):
    talk = Talk(RoomId("r2"), hushed=True, spoke_at=NOW, unsolicited=(NOW,))
    await save(
        database,
        drafts=[(LANE, draft("d2", NOW)), (LANE, draft("d1", NOW - HOUR))],
        questions=[(LANE, question("q1"))],
        talks=[(LANE, talk)],
        timers_set=[(LANE, "d1", "settle", NOW)],
    )
    state = await load(database)
    assert state.drafts == (draft("d1", NOW - HOUR), draft("d2", NOW))
    assert state.questions == (question("q1"),)
    assert state.talks == {"r2": talk}
    assert state.timers == {("d1", "settle"): NOW}
    assert (await load(database, "o:cloth")).drafts == ()


async def test_saving_again_replaces(database: Database):
    await save(database, drafts=[(LANE, draft("d1"))], talks=[(LANE, Talk(RoomId("r1")))])
    changed = replace(draft("d1"), status=Status.HANDED_OVER, findings=())
    hushed = Talk(RoomId("r1"), hushed=True)
    await save(database, drafts=[(LANE, changed)], talks=[(LANE, hushed)])
    state = await load(database)
    assert (state.drafts, state.talks) == ((changed,), {"r1": hushed})


@pytest.mark.parametrize(
    ("status", "loaded"),
    [
        (Status.GATHERING, True),
        (Status.OPEN, True),
        (Status.HANDED_OVER, True),
        (Status.WITHDRAWN, False),
    ],
)
async def test_unfinished_records_are_loaded(
    database: Database, status: Status, loaded: bool
):
    await save(database, drafts=[(LANE, replace(draft("d1"), status=status))])
    assert bool((await load(database)).drafts) is loaded


async def test_filed_records_are_loaded_while_they_may_be_corrected(database: Database):
    filed = replace(draft("d1"), status=Status.FILED, filed_at=NOW, version=1)
    await save(database, drafts=[(LANE, filed)])
    assert (await load(database, since=NOW)).drafts == (filed,)
    assert (await load(database, since=NOW + HOUR)).drafts == ()


async def test_questions_that_were_asked_lately_are_loaded_and_those_that_wait(
    database: Database,
):
    done = question("q1", QuestionStatus.ANSWERED)
    await save(database, questions=[(LANE, done), (LANE, question("q2"))])

    assert (await load(database, since=NOW)).questions == (done, question("q2"))
    assert (await load(database, since=NOW + HOUR)).questions == (question("q2"),)


async def test_a_lane_that_was_answered_lately_is_awake(database: Database):
    async with database.begin() as conn:
        said = [outgoing("k1", purpose="relay"), outgoing("k2", room="r3")]
        rows = [row for row in await outbox.put(conn, said) if row]
        await outbox.mark_sending(conn, rows, NOW)
    async with database.read() as conn:
        both = {LANE, "o:cloth"}
        assert await lanes.awake(conn, both, NOW) == {LANE}
        assert await lanes.awake(conn, both, NOW + HOUR) == set()


async def test_only_lanes_where_something_goes_on_are_awake(database: Database):
    await save(
        database,
        drafts=[("o:a", draft("d1")), ("o:f", replace(draft("d2"), status=Status.FILED))],
        questions=[
            ("o:b", question("q1")),
            ("o:x", question("q2", QuestionStatus.ANSWERED)),
        ],
        timers_set=[("o:c", "d1", "nudge", NOW)],
    )
    async with database.read() as conn:
        every = {f"o:{name}" for name in "abcfx"}
        assert await lanes.awake(conn, every, NOW + HOUR) == {"o:a", "o:b", "o:c"}
        assert "o:f" in await lanes.awake(conn, every, NOW - HOUR)
        assert await lanes.awake(conn, [], NOW) == set()
        assert await lanes.load(conn, [], correctable_since=NOW, gone_on_since=NOW) == {}


async def test_timers_are_removed_first_and_then_set(database: Database):
    timers_set = [
        (LANE, "d1", "settle", NOW),
        (LANE, "d1", "nudge", NOW),
        (LANE, "d2", "nudge", NOW),
    ]
    await save(database, timers_set=timers_set)
    await save(
        database,
        fired=[(LANE, "d2", "nudge")],
        timers_dropped=[(LANE, "d1")],
        timers_set=[(LANE, "d1", "nudge", NOW + HOUR)],
    )
    assert (await load(database)).timers == {("d1", "nudge"): NOW + HOUR}


async def test_the_clock_sees_whose_timer_is_due_next(database: Database):
    async with database.read() as conn:
        assert await timers.next_due(conn) is None
    await save(
        database,
        timers_set=[
            ("o:a", "d1", "settle", NOW),
            ("o:a", "d1", "nudge", NOW - HOUR),
            ("o:b", "d2", "settle", NOW),
            ("o:c", "d3", "settle", NOW + HOUR),
        ],
    )
    async with database.read() as conn:
        assert await timers.next_due(conn) == NOW - HOUR
        assert await timers.due_lanes(conn, NOW, 9) == [("o:a", NOW - HOUR), ("o:b", NOW)]
        assert await timers.due_lanes(conn, NOW, 1) == [("o:a", NOW - HOUR)]


async def test_a_dropped_record_is_gone(database: Database):
    await save(database, drafts=[(LANE, draft("d1")), (LANE, draft("d2"))])
    await save(database, dropped=["d1"])
    assert [one.id for one in (await load(database)).drafts] == ["d2"]


async def test_questions_are_found_by_id_whatever_became_of_them(database: Database):
    done = question("q2", QuestionStatus.ANSWERED)
    await save(database, questions=[(LANE, question("q1")), ("r:S", done)])
    async with database.read() as conn:
        found = await questions.by_ids(conn, ["q1", "q2", "q3"])
        assert await questions.by_ids(conn, []) == {}
    assert found == {"q1": (LANE, question("q1")), "q2": ("r:S", done)}


async def test_what_was_asked_long_ago_and_ended_lately_may_be_gone_on_with(
    database: Database,
):
    old = replace(question("q1"), at=NOW - 9 * HOUR)
    case = Case(CaseKind.QUESTION, "q1", old.room, old.at)
    ended = replace(old, status=QuestionStatus.ANSWERED)
    await save(database, questions=[(LANE, old)], cases=[(LANE, case)])
    await save(database, questions=[(LANE, ended)], closed=[CloseCase("q1", NOW)])

    assert (await load(database, since=NOW)).questions == (ended,)
    assert (await load(database, since=NOW + HOUR)).questions == ()


@pytest.mark.parametrize("count", [1, 50])
async def test_the_number_of_queries_does_not_depend_on_the_number_of_lanes(
    database: Database, count: int
):
    statements: list[str] = []

    def note(*executed: object) -> None:
        statements.append(str(executed[2]))

    event.listen(database._reader.sync_engine, "before_cursor_execute", note)
    async with database.read() as conn:
        names = [f"o:{n}" for n in range(count)]
        assert (
            len(await lanes.load(conn, names, correctable_since=NOW, gone_on_since=NOW))
            == count
        )
    assert len([text for text in statements if text.startswith("SELECT")]) == 8


def test_all_rooms_of_an_organisation_share_a_lane():
    general = Room(RoomId("r1"), "大群", Purpose.ORGANISATION, "guides")
    leaders = Room(RoomId("L"), "能人群", Purpose.LEADERS, "guides")
    assert (lanes.lane_of(general), lanes.lane_of(leaders)) == ("o:guides", "r:L")


async def test_times_come_back_as_the_same_moment(database: Database):
    odd = datetime(2026, 5, 9, 1, 30, 0, 123457, tzinfo=UTC)
    await save(database, timers_set=[(LANE, "d1", "settle", odd)])
    assert (await load(database)).timers == {("d1", "settle"): odd}
    with pytest.raises(Exception, match="naive time"):
        await save(database, timers_set=[(LANE, "d1", "settle", odd.replace(tzinfo=None))])
