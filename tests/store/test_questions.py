"""Questions, wherever they were asked."""

from datetime import timedelta

from handlers.model.case import Case, CaseKind, Question, QuestionStatus
from handlers.model.effects import CloseCase
from handlers.model.people import MessageId, PersonId, QuestionId, RoomId
from store import lanes, questions
from store.db import Database
from store.lanes import Changes
from tests.store.made import LANE, NOW

HOUR = timedelta(hours=1)


def question(id_: str, status: QuestionStatus = QuestionStatus.ESCALATED) -> Question:
    room, asker = RoomId("r1"), PersonId("p2")
    return Question(QuestionId(id_), room, asker, MessageId(id_), "几点开门", NOW, status)


async def numbers(database: Database) -> list[tuple[int, str]]:
    async with database.read() as conn:
        return [(n.number, n.question.id) for n in await questions.waiting(conn)]


async def test_questions_that_wait_are_known_by_their_numbers(database: Database):
    asked = [question("q1"), question("q2", QuestionStatus.ANSWERED), question("q3")]
    changes = Changes(
        questions=[(LANE, one) for one in asked],
        cases=[
            (LANE, Case(CaseKind.QUESTION, one.id, one.room, NOW - HOUR)) for one in asked
        ],
    )
    async with database.begin() as conn:
        await lanes.save(conn, changes)
    assert await numbers(database) == [(1, "q1"), (3, "q3")]

    async with database.begin() as conn:
        await lanes.save(conn, Changes(closed=[CloseCase("q1", NOW)]))
    assert await numbers(database) == [(3, "q3")]
