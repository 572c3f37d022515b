"""What was filed, and all there ever was, for reports and the end of a replay."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.activity import Activity
from handlers.model.case import Question
from handlers.model.draft import Draft
from store import codec
from store.tables import ActivityRow, DraftRow, QuestionRow


async def activities(
    conn: AsyncConnection,
    since: date | None = None,
    until: date | None = None,
    organisation: str | None = None,
) -> list[Activity]:
    """Filed activities by day; since and until are days, both included."""
    filed = select(ActivityRow.body).order_by(
        ActivityRow.day, ActivityRow.start, ActivityRow.filed_at, ActivityRow.id
    )
    if since is not None:
        filed = filed.where(ActivityRow.day >= since)
    if until is not None:
        filed = filed.where(ActivityRow.day <= until)
    if organisation is not None:
        filed = filed.where(ActivityRow.organisation == organisation)
    bodies = (await conn.execute(filed)).scalars()
    return [codec.decode(body, Activity) for body in bodies]


async def all_drafts(conn: AsyncConnection) -> list[Draft]:
    """Every draft that was not dropped, whatever its status, oldest first."""
    drafts = select(DraftRow.body).order_by(DraftRow.opened_at, DraftRow.id)
    return [codec.decode(body, Draft) for body in (await conn.execute(drafts)).scalars()]


async def all_questions(conn: AsyncConnection) -> list[Question]:
    """Every question, whatever its status, oldest first."""
    asked = select(QuestionRow.body).order_by(QuestionRow.at, QuestionRow.id)
    return [codec.decode(body, Question) for body in (await conn.execute(asked)).scalars()]
