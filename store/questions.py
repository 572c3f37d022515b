"""Questions, wherever they were asked."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import CaseKind, Numbered, Question, QuestionStatus
from handlers.model.people import QuestionId
from store import codec
from store.tables import CaseRow, QuestionRow

MOST = 200  # that wait; nobody compares more


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


async def waiting(conn: AsyncConnection) -> tuple[Numbered, ...]:
    """Those that wait for staff, with the numbers of their cards, oldest first."""
    wanted = (
        select(CaseRow.number, QuestionRow.body)
        .join(QuestionRow, QuestionRow.id == CaseRow.subject)
        .where(
            CaseRow.kind == CaseKind.QUESTION,
            CaseRow.closed_at.is_(None),
            QuestionRow.status == QuestionStatus.ESCALATED,
        )
        .order_by(CaseRow.number.desc())
        .limit(MOST)
    )
    found = [
        Numbered(number, codec.decode(body, Question))
        for number, body in await conn.execute(wanted)
    ]
    return tuple(reversed(found))
