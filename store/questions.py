"""Questions by what staff call them: an id, or the number of a case."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import CaseKind, Question
from handlers.model.people import QuestionId
from store import codec
from store.tables import CaseRow, QuestionRow


async def by_ids(
    conn: AsyncConnection, ids: Collection[str]
) -> dict[QuestionId, tuple[str, Question]]:
    """(lane, question) of those that exist, whatever their status."""
    if not ids:
        return {}
    wanted = select(QuestionRow.lane, QuestionRow.body).where(QuestionRow.id.in_(ids))
    found = [
        (lane, codec.decode(body, Question)) for lane, body in await conn.execute(wanted)
    ]
    return {question.id: (lane, question) for lane, question in found}


async def by_case_numbers(
    conn: AsyncConnection, numbers: Collection[int]
) -> dict[int, QuestionId]:
    """The question behind a case's number; cases about other things are left out."""
    if not numbers:
        return {}
    wanted = select(CaseRow.number, CaseRow.subject).where(
        CaseRow.number.in_(numbers), CaseRow.kind == CaseKind.QUESTION
    )
    return {number: QuestionId(subject) for number, subject in await conn.execute(wanted)}
