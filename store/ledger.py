"""What was filed, and all there ever was, for reports and the end of a replay."""

from collections.abc import Collection, Mapping, Set
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.activity import Activity
from handlers.model.case import Question
from handlers.model.draft import Draft, Status
from handlers.model.finding import Field, Picture
from handlers.model.people import DraftId
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
    bodies = await conn.execute(filed.where(*_filed(since, until, organisation)))
    return [codec.decode(body, Activity) for body in bodies.scalars()]


async def drafts(
    conn: AsyncConnection,
    since: date | None = None,
    until: date | None = None,
    organisation: str | None = None,
) -> dict[DraftId, Draft]:
    """What the same activities were made of, by id."""
    kept = select(DraftRow.body).join(ActivityRow, ActivityRow.id == DraftRow.id)
    bodies = await conn.execute(kept.where(*_filed(since, until, organisation)))
    found = (codec.decode(body, Draft) for body in bodies.scalars())
    return {draft.id: draft for draft in found}


async def named(
    conn: AsyncConnection, lane: str, ids: Collection[str]
) -> tuple[Draft, ...]:
    """Those of these drafts that the lane has, whatever their status and age, oldest first."""
    if not ids:
        return ()
    kept = select(DraftRow.body).where(DraftRow.id.in_(ids), DraftRow.lane == lane)
    bodies = await conn.execute(kept.order_by(DraftRow.opened_at, DraftRow.id))
    return tuple(codec.decode(body, Draft) for body in bodies.scalars())


async def with_pictures(
    conn: AsyncConnection, lane: str, shas: Collection[str], since: datetime
) -> Mapping[DraftId, Set[str]]:
    """Which of these pictures its records have that were told of since then, by record.

    One that is filed or with staff; of what still grows nobody knows what it will be.
    """
    if not shas:
        return {}
    told = select(DraftRow.body).where(
        DraftRow.lane == lane,
        DraftRow.status.in_((Status.FILED, Status.HANDED_OVER)),
        DraftRow.touched_at >= since,
    )
    bodies = (await conn.execute(told)).scalars()
    having = (b for b in bodies if any(sha in b for sha in shas))  # few are decoded
    drafts = [codec.decode(body, Draft) for body in having]
    found = {draft.id: _posted(draft) & set(shas) for draft in drafts}
    return {draft: media for draft, media in found.items() if media}


async def all_drafts(conn: AsyncConnection) -> list[Draft]:
    """Every draft that was not dropped, whatever its status, oldest first."""
    drafts = select(DraftRow.body).order_by(DraftRow.opened_at, DraftRow.id)
    return [codec.decode(body, Draft) for body in (await conn.execute(drafts)).scalars()]


async def all_questions(conn: AsyncConnection) -> list[Question]:
    """Every question, whatever its status, oldest first."""
    asked = select(QuestionRow.body).order_by(QuestionRow.at, QuestionRow.id)
    return [codec.decode(body, Question) for body in (await conn.execute(asked)).scalars()]


def _posted(draft: Draft) -> Set[str]:
    pictures = (f.value for f in draft.of(Field.PHOTO))
    return {one.media for one in pictures if isinstance(one, Picture)}


def _filed(
    since: date | None, until: date | None, organisation: str | None
) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    if since is not None:
        chosen.append(ActivityRow.day >= since)
    if until is not None:
        chosen.append(ActivityRow.day <= until)
    if organisation is not None:
        chosen.append(ActivityRow.organisation == organisation)
    return chosen
