"""What waits for staff is one case, whoever has it and however it ends."""

from datetime import datetime, timedelta

import pytest

from handlers.model.case import Case, CaseKind, Outcome
from handlers.model.effects import CloseCase, SetReminder, TakeCase
from handlers.model.people import PersonId, RoomId
from store import cases, enrol, inbox, lanes
from store.db import Database
from store.lanes import Changes
from tests.store.made import LANE, NOW, SETTING, draft, message

HOUR = timedelta(hours=1)


def case(subject: str, kind: CaseKind = CaseKind.QUESTION, at: datetime = NOW) -> Case:
    return Case(kind, subject, RoomId("r1"), at)


@pytest.fixture
async def database(database: Database):
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    return database


async def save(database: Database, **changes) -> dict[str, int]:
    async with database.begin() as conn:
        return await lanes.save(conn, Changes(**changes))


async def test_a_case_has_one_number(database: Database):
    first = await save(
        database, cases=[(LANE, case("q1")), (LANE, case("d1", CaseKind.HAND_OVER))]
    )
    again = await save(database, cases=[(LANE, case("q1"))])
    assert again == {"q1": first["q1"]}
    async with database.read() as conn:
        found = await cases.named(conn, [*first.values(), 99])
        about = await cases.named(conn, subjects=["d1"])
        assert await cases.named(conn) == ()
    assert [(one.number, one.case.subject) for one in found] == [
        (number, subject) for subject, number in first.items()
    ]
    assert about == found[1:]


async def test_no_number_is_skipped(database: Database):
    first = await save(database, cases=[(LANE, case("q1"))])
    for _ in range(3):
        await save(database, cases=[(LANE, case("q1", at=NOW + HOUR))])
    both = await save(database, cases=[(LANE, case("q1")), (LANE, case("q2"))])
    assert both == {**first, "q2": first["q1"] + 1}


async def test_a_case_is_taken_and_ends_somehow(database: Database):
    numbers = await save(database, cases=[(LANE, case("q1")), (LANE, case("q2"))])
    taken = TakeCase(numbers["q1"], PersonId("s1"), NOW)
    dropped = CloseCase("q2", NOW + HOUR, Outcome.DROPPED, PersonId("s1"), "问重了")
    await save(database, taken=[taken], closed=[dropped])
    async with database.read() as conn:
        first, second = await cases.named(conn, numbers.values())
    assert (first.taken_by, first.outcome) == ("s1", None)
    assert (second.taken_by, second.outcome) == (None, Outcome.DROPPED)


async def test_a_case_opened_again_forgets_how_it_ended(database: Database):
    await save(database, cases=[(LANE, case("q1"))])
    await save(database, closed=[CloseCase("q1", NOW + HOUR)])
    await save(database, cases=[(LANE, case("q1"))])
    async with database.read() as conn:
        [again] = await cases.named(conn, subjects=["q1"])
    assert (again.outcome, again.taken_by, again.reminders) == (None, None, 0)


async def test_an_open_case_that_comes_once_more_stays_whose_it_was(database: Database):
    numbers = await save(database, cases=[(LANE, case("q1"))])
    taken = TakeCase(numbers["q1"], PersonId("s1"), NOW)
    planned = SetReminder(numbers["q1"], NOW + HOUR, 2)
    await save(database, taken=[taken], reminders=[planned])
    await save(database, cases=[(LANE, case("q1", at=NOW + HOUR))])
    async with database.read() as conn:
        [still] = await cases.waiting(conn)
    assert (still.taken_by, still.reminders, still.remind_at) == ("s1", 2, NOW + HOUR)
    assert still.case.at == NOW

    await save(database, closed=[CloseCase("q1", NOW + HOUR)], doubted=["q1"])
    assert await open_cases(database) == ["q1"]  # it came up again in the same instant
    await save(database, closed=[CloseCase("q1", NOW + 2 * HOUR)])
    await save(database, cases=[(LANE, case("q1", at=NOW + 3 * HOUR))])
    async with database.read() as conn:
        [anew] = await cases.waiting(conn)
    assert anew.case.at == NOW + 3 * HOUR


async def test_one_kind_of_case_about_something_may_end_alone(database: Database):
    both = [(LANE, case("d1", kind)) for kind in (CaseKind.HAND_OVER, CaseKind.VOICE)]
    await save(database, cases=both)
    heard = CloseCase("d1", NOW + HOUR, kind=CaseKind.VOICE)
    await save(database, closed=[heard])
    async with database.read() as conn:
        [left] = await cases.waiting(conn)
        [first, second] = await cases.newest(conn, 9)
        assert await cases.newest(conn, 1) == (second,)
    assert left.case.kind is CaseKind.HAND_OVER
    assert first == left
    assert second.outcome is Outcome.DONE


async def test_a_case_knows_when_what_it_is_about_was_said(database: Database):
    await save(database, drafts=[(LANE, draft("d1"))])
    async with database.begin() as conn:
        await inbox.put(conn, [message("m1", at=NOW - HOUR)])
        of_draft = await cases.began(conn, case("d1", CaseKind.HAND_OVER, NOW + HOUR))
        of_message = await cases.began(conn, case("r1/m1", CaseKind.VOICE, NOW + HOUR))
        of_nothing = await cases.began(conn, case("r1", CaseKind.VOICE, NOW + HOUR))
    assert of_draft == draft("d1").opened_at
    assert (of_message, of_nothing) == (NOW - HOUR, NOW + HOUR)


async def test_open_cases_are_counted_by_kind(database: Database):
    spoken = [(LANE, case(name, CaseKind.VOICE)) for name in ("v1", "v2")]
    await save(database, cases=[(LANE, case("q1")), *spoken])
    await save(database, closed=[CloseCase("q1", NOW + HOUR)])
    async with database.read() as conn:
        counts = await cases.open_counts(conn)
    assert counts == {kind: 2 * (kind is CaseKind.VOICE) for kind in CaseKind}


async def test_a_case_opened_again_later_stays_open(database: Database):
    at_once = CloseCase("q1", NOW)
    await save(database, cases=[(LANE, case("q1"))], closed=[at_once], doubted=["q1"])
    assert await open_cases(database) == ["q1"]  # opened in the same instant: a doubt
    await save(database, closed=[CloseCase("q1", NOW + HOUR / 2)])
    assert await open_cases(database) == []
    await save(
        database, cases=[(LANE, case("q1", at=NOW + HOUR))], closed=[CloseCase("q1", NOW)]
    )
    assert await open_cases(database) == ["q1"]


async def test_a_case_may_end_at_the_very_moment_it_came_up(database: Database):
    await save(database, cases=[(LANE, case("q1"))])
    await save(database, closed=[CloseCase("q1", NOW)])

    assert await open_cases(database) == []


async def open_cases(database: Database) -> list[str]:
    async with database.read() as conn:
        rows = await conn.exec_driver_sql(
            "SELECT subject FROM cases WHERE closed_at IS NULL"
        )
        return [subject for (subject,) in rows]
