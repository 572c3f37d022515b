"""A lane is what must be handled in one order; here is what the bot remembers of it.

What a batch changed is written by `save`, see changes.py.
"""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from sqlalchemy import and_, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Question, QuestionStatus
from handlers.model.draft import Draft, Status
from handlers.model.people import RoomId
from handlers.model.state import State, Talk
from store import codec, directory
from store.changes import Changes, save
from store.directory import lane_of
from store.tables import DraftRow, QuestionRow, TalkRow, TimerRow

__all__ = ["Changes", "awake", "lane_of", "load", "save"]

REMEMBERED = 4096  # decoded rows, a few KB each
_GROWING = (Status.GATHERING, Status.OPEN)
_LISTENING = (Status.FILED, Status.HANDED_OVER)
_UNFINISHED = (*_GROWING, Status.HANDED_OVER)


async def awake(conn: AsyncConnection, lanes: Collection[str], since: datetime) -> set[str]:
    """Those lanes in which something is going on; chatter elsewhere needs no state.

    since: a record filed or handed over after it may still hear feedback or an answer.
    """
    if not lanes:
        return set()
    growing = select(DraftRow.lane).where(
        DraftRow.lane.in_(lanes),
        or_(
            DraftRow.status.in_(_GROWING),
            and_(DraftRow.status.in_(_LISTENING), DraftRow.touched_at >= since),
        ),
    )
    asked = select(QuestionRow.lane).where(
        QuestionRow.lane.in_(lanes), QuestionRow.status == QuestionStatus.ESCALATED
    )
    timed = select(TimerRow.lane).where(TimerRow.lane.in_(lanes))
    return set((await conn.execute(union(growing, asked, timed))).scalars())


async def load(
    conn: AsyncConnection, lanes: Collection[str], *, correctable_since: datetime
) -> dict[str, State]:
    """The state of each lane, in eight queries however many lanes there are.

    Filed drafts come along if filed at `correctable_since` or later (R6).  questions: the
    escalated ones.  knowledge: left empty.
    """
    if not lanes:
        return {}
    who = await directory.of_lanes(conn, lanes)
    drafts = await _drafts(conn, lanes, correctable_since)
    questions = await _questions(conn, lanes)
    talks = await _talks(conn, lanes)
    timers = await _timers(conn, lanes)
    return {
        lane: State(
            lane=lane,
            organisation=who.organisations.get(lane),
            rooms=who.rooms.get(lane, {}),
            people=who.people.get(lane, {}),
            drafts=tuple(drafts.get(lane, ())),
            questions=tuple(questions.get(lane, ())),
            talks=talks.get(lane, {}),
            timers=timers.get(lane, {}),
            leaders=who.leaders,
            staff=who.staff,
        )
        for lane in lanes
    }


async def _drafts(
    conn: AsyncConnection, lanes: Collection[str], since: datetime
) -> dict[str, list[Draft]]:
    correctable = and_(DraftRow.status == Status.FILED, DraftRow.filed_at >= since)
    wanted = select(DraftRow.lane, DraftRow.body).where(
        DraftRow.lane.in_(lanes), or_(DraftRow.status.in_(_UNFINISHED), correctable)
    )
    by_lane: dict[str, list[Draft]] = {}
    for lane, body in await conn.execute(wanted.order_by(DraftRow.opened_at, DraftRow.id)):
        by_lane.setdefault(lane, []).append(_draft(body))
    return by_lane


async def _questions(
    conn: AsyncConnection, lanes: Collection[str]
) -> dict[str, list[Question]]:
    wanted = select(QuestionRow.lane, QuestionRow.body).where(
        QuestionRow.lane.in_(lanes), QuestionRow.status == QuestionStatus.ESCALATED
    )
    by_lane: dict[str, list[Question]] = {}
    for lane, body in await conn.execute(wanted.order_by(QuestionRow.at, QuestionRow.id)):
        by_lane.setdefault(lane, []).append(codec.decode(body, Question))
    return by_lane


async def _talks(
    conn: AsyncConnection, lanes: Collection[str]
) -> dict[str, dict[RoomId, Talk]]:
    wanted = select(TalkRow.lane, TalkRow.body).where(TalkRow.lane.in_(lanes))
    by_lane: dict[str, dict[RoomId, Talk]] = {}
    for lane, body in await conn.execute(wanted.order_by(TalkRow.room)):
        talk = _talk(body)
        by_lane.setdefault(lane, {})[talk.room] = talk
    return by_lane


async def _timers(
    conn: AsyncConnection, lanes: Collection[str]
) -> dict[str, dict[tuple[str, str], datetime]]:
    wanted = select(TimerRow.lane, TimerRow.subject, TimerRow.timer, TimerRow.due)
    found = await conn.execute(
        wanted.where(TimerRow.lane.in_(lanes)).order_by(TimerRow.due)
    )
    by_lane: dict[str, dict[tuple[str, str], datetime]] = {}
    for lane, subject, timer, due in found:
        by_lane.setdefault(lane, {})[subject, timer] = due
    return by_lane


@lru_cache(maxsize=REMEMBERED)
def _draft(body: str) -> Draft:
    """The same text is the same frozen value: lanes are loaded far more often than changed."""
    return codec.decode(body, Draft)


@lru_cache(maxsize=REMEMBERED)
def _talk(body: str) -> Talk:
    return codec.decode(body, Talk)
