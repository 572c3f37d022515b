"""A lane is what must be handled in one order; here is what the bot remembers of it.

What a batch changed is written by `save`, see changes.py.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import and_, or_, select, text, union
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import memory
from handlers.model.case import CaseKind, Question, QuestionStatus
from handlers.model.draft import Draft, Status
from handlers.model.effects import Why
from handlers.model.people import RoomId
from handlers.model.state import State, Talk
from store import codec, directory
from store.changes import Changes, save
from store.directory import LaneDirectory, lane_of
from store.tables import (
    CaseRow,
    DraftRow,
    OutboxRow,
    QuestionRow,
    RoomRow,
    TalkRow,
    TimerRow,
)

__all__ = ["Changes", "awake", "lane_of", "load", "save", "take_turns"]

DECIDING = 5208121  # any number, the same for all processes
REMEMBERED = 4096  # decoded rows, a few KB each
_GROWING = (Status.GATHERING, Status.OPEN)
_LISTENING = (Status.FILED, Status.HANDED_OVER)
_ANSWERS = (Why.ANSWER, Why.RELAY)
_UNFINISHED = (*_GROWING, Status.HANDED_OVER)


async def take_turns(conn: AsyncConnection) -> None:
    """Decide alone until this transaction ends; before anything is loaded that is written back.

    A question is written whole by the lane in which it was asked and by the staff's, which two
    workers may have at once.  SQLite has one writer anyway.
    """
    if conn.dialect.name == "postgresql":
        await conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": DECIDING})


async def awake(conn: AsyncConnection, lanes: Collection[str], since: datetime) -> set[str]:
    """Those lanes in which something is going on; chatter elsewhere needs no state.

    since: a record filed or handed over after it may still hear feedback or an answer, and
    an answer said after it may be gone on with.
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
    answered = (
        select(RoomRow.lane)
        .join(OutboxRow, OutboxRow.room == RoomRow.id)
        .where(
            RoomRow.lane.in_(lanes),
            OutboxRow.sending_at >= since,
            OutboxRow.purpose.in_(_ANSWERS),
        )
    )
    timed = select(TimerRow.lane).where(TimerRow.lane.in_(lanes))
    going_on = union(growing, asked, answered, timed)
    return set((await conn.execute(going_on)).scalars())


async def load(
    conn: AsyncConnection,
    lanes: Collection[str],
    *,
    correctable_since: datetime,
    gone_on_since: datetime,
) -> dict[str, State]:
    """The state of each lane, in eight queries however many lanes there are.

    Filed drafts come along if filed at `correctable_since` or later (R6), questions that wait
    for nothing if asked, or ended, at `gone_on_since` or later.  knowledge: left empty.
    """
    if not lanes:
        return {}
    states = _states(lanes, await directory.of_lanes(conn, lanes))
    drafts = await _drafts(conn, lanes, correctable_since)
    questions = await _questions(conn, lanes, gone_on_since)
    talks = await _talks(conn, lanes)
    timers = await _timers(conn, lanes)
    return {
        lane: replace(
            state,
            drafts=tuple(drafts.get(lane, ())),
            questions=tuple(questions.get(lane, ())),
            talks=talks.get(lane, {}),
            timers=timers.get(lane, {}),
        )
        for lane, state in states.items()
    }


def _states(lanes: Collection[str], who: LaneDirectory) -> dict[str, State]:
    """With nothing but who and what belongs to them."""
    return {
        lane: State(
            lane=lane,
            organisation=who.organisations.get(lane),
            rooms=who.rooms.get(lane, {}),
            people=who.people.get(lane, {}),
            left_unnamed=who.left_unnamed.get(lane, {}),
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
    conn: AsyncConnection, lanes: Collection[str], since: datetime
) -> dict[str, list[Question]]:
    waits = QuestionRow.status == QuestionStatus.ESCALATED
    ended = select(CaseRow.subject).where(
        CaseRow.kind == CaseKind.QUESTION, CaseRow.closed_at >= since
    )
    lately = or_(QuestionRow.at >= since, QuestionRow.id.in_(ended))
    wanted = select(QuestionRow.lane, QuestionRow.body).where(
        QuestionRow.lane.in_(lanes), or_(waits, lately)
    )
    by_lane: dict[str, list[Question]] = {}
    for lane, body in await conn.execute(wanted.order_by(QuestionRow.at, QuestionRow.id)):
        by_lane.setdefault(lane, []).append(_question(body))
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


@memory.lately(REMEMBERED)
def _draft(body: str) -> Draft:
    """The same text is the same frozen value: lanes are loaded far more often than changed."""
    return codec.decode(body, Draft)


@memory.lately(REMEMBERED)
def _question(body: str) -> Question:
    return codec.decode(body, Question)


def _talk(body: str) -> Talk:
    """Not remembered: it says when somebody spoke last, so that hardly any is met twice."""
    return codec.decode(body, Talk)
