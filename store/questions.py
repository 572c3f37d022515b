"""Questions by their ids, wherever they were asked."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Question
from handlers.model.people import QuestionId
from store import codec
from store.tables import QuestionRow


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
