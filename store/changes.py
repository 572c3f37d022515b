"""What a batch changed in its lanes, written in bulk: one statement a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import bindparam, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.activity import Activity
from handlers.model.case import Case, Question
from handlers.model.draft import Draft
from handlers.model.effects import CloseCase, SetReminder, TakeCase
from handlers.model.state import Talk
from store import cases, codec, resting
from store.tables import (
    ActivityRow,
    DraftRow,
    QuestionRow,
    Row,
    TalkRow,
    TimerRow,
)
from store.upsert import insert_or_update

Values: TypeAlias = Mapping[str, object]


@dataclass(slots=True)
class Changes:
    """What is to be written, at most one entry a key: whoever fills it keeps the newest.

    drafts, questions, cases, talks: with their lane first.  dropped: draft ids; struck:
    those whose activity leaves the ledger.
    closed: how the cases of a subject end; doubted: subjects of which one came up behind that.
    taken: who looks after which.
    reminders: when staff hear of which again.
    fired: (lane, subject, timer), which ran out.
    timers_dropped: (lane, subject), all timers of it; timers_set: (lane, subject, timer,
    due).  Timers are removed first, then set.
    """

    drafts: list[tuple[str, Draft]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    questions: list[tuple[str, Question]] = field(default_factory=list)
    cases: list[tuple[str, Case]] = field(default_factory=list)
    closed: list[CloseCase] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
    taken: list[TakeCase] = field(default_factory=list)
    reminders: list[SetReminder] = field(default_factory=list)
    timers_set: list[tuple[str, str, str, datetime]] = field(default_factory=list)
    timers_dropped: list[tuple[str, str]] = field(default_factory=list)
    fired: list[tuple[str, str, str]] = field(default_factory=list)
    talks: list[tuple[str, Talk]] = field(default_factory=list)


async def save(conn: AsyncConnection, changes: Changes) -> dict[str, int]:
    """Write everything; the numbers of the cases among it, by subject."""
    await _timers(conn, changes)
    await _drafts(conn, changes)
    await _activities(conn, changes)
    await _upsert(
        conn, QuestionRow, ("id",), [_question(*one) for one in changes.questions]
    )
    await _upsert(conn, TalkRow, ("room",), [_talk(*one) for one in changes.talks])
    numbers = await cases.put(conn, changes.cases)
    await cases.close(conn, changes.closed, changes.doubted)
    await cases.take(conn, changes.taken)
    await cases.remind(conn, changes.reminders)
    return numbers


async def _upsert(
    conn: AsyncConnection, row: type[Row], key: tuple[str, ...], values: Sequence[Values]
) -> None:
    if values:
        await conn.execute(insert_or_update(conn.dialect.name, row, *key), values)


async def _drafts(conn: AsyncConnection, changes: Changes) -> None:
    await _upsert(conn, DraftRow, ("id",), [_draft(*one) for one in changes.drafts])
    await resting.keep(conn, {draft.id: draft.messages() for _, draft in changes.drafts})
    if changes.dropped:
        await conn.execute(delete(DraftRow).where(DraftRow.id.in_(changes.dropped)))
        await resting.drop(conn, changes.dropped)


async def _activities(conn: AsyncConnection, changes: Changes) -> None:
    rows = [_activity(one) for one in changes.activities]
    await _upsert(conn, ActivityRow, ("id",), rows)
    if changes.struck:
        await conn.execute(delete(ActivityRow).where(ActivityRow.id.in_(changes.struck)))


async def _timers(conn: AsyncConnection, changes: Changes) -> None:
    of_subject = delete(TimerRow).where(
        TimerRow.lane == bindparam("of_lane"), TimerRow.subject == bindparam("of_subject")
    )
    if changes.fired:
        one = of_subject.where(TimerRow.timer == bindparam("of_timer"))
        await conn.execute(one, _named(changes.fired, "of_lane", "of_subject", "of_timer"))
    if changes.timers_dropped:
        await conn.execute(
            of_subject, _named(changes.timers_dropped, "of_lane", "of_subject")
        )
    set_ = _named(changes.timers_set, "lane", "subject", "timer", "due")
    await _upsert(conn, TimerRow, ("lane", "subject", "timer"), set_)


def _named(entries: Iterable[tuple[object, ...]], *names: str) -> list[Values]:
    return [dict(zip(names, entry, strict=True)) for entry in entries]


def _draft(lane: str, draft: Draft) -> Values:
    return {
        "id": draft.id,
        "lane": lane,
        "organisation": draft.organisation,
        "room": draft.room,
        "status": draft.status.value,
        "opened_at": draft.opened_at,
        "touched_at": draft.touched_at,
        "filed_at": draft.filed_at,
        "body": codec.encode(draft),
    }


def _activity(activity: Activity) -> Values:
    start = activity.when.start if activity.when else None
    return {
        "id": activity.id,
        "organisation": activity.organisation,
        "day": (start or activity.filed_at).date(),
        "start": start,
        "headcount": activity.headcount.number if activity.headcount else None,
        "served": activity.served.number if activity.served else None,
        "plan": activity.plan.value,
        "version": activity.version,
        "filed_at": activity.filed_at,
        "body": codec.encode(activity),
    }


def _question(lane: str, question: Question) -> Values:
    return {
        "id": question.id,
        "lane": lane,
        "room": question.room,
        "status": question.status.value,
        "at": question.at,
        "body": codec.encode(question),
    }


def _talk(lane: str, talk: Talk) -> Values:
    return {"room": talk.room, "lane": lane, "body": codec.encode(talk)}
