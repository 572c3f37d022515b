"""What a lane remembers: drafts, questions, cases, talks, timers, and the ledger."""

from datetime import date, datetime

from sqlalchemy import Index, Integer, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.row import Json, Key, Row, Serial

SUMMED = ("id", "plan", "headcount", "served")  # so that sums read no record


class DraftRow(Row):
    """A record in the making, and after."""

    __tablename__ = "drafts"
    __table_args__ = (
        Index("drafts_lane", "lane", "status", "filed_at"),
        Index("drafts_organisation", "organisation", "status"),
        Index("drafts_touched", "status", "touched_at", "id"),
    )

    id: Mapped[Key]
    lane: Mapped[str]
    organisation: Mapped[str]
    room: Mapped[str]
    status: Mapped[str]
    opened_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]
    body: Mapped[Json]


class EvidenceRow(Row):
    """Which messages a record rests on: these are not forgotten (R7, R14)."""

    __tablename__ = "evidence"
    __table_args__ = (Index("evidence_draft", "draft"),)

    message: Mapped[Key]
    draft: Mapped[Key]


class ActivityRow(Row):
    """The ledger: one line an activity, in its newest version.

    day: of the activity, of its filing where nobody said when.  start: None unless stated.
    """

    __tablename__ = "activities"
    __table_args__ = (
        Index("activities_day", "day", "organisation", *SUMMED),
        Index("activities_organisation", "organisation", "day", *SUMMED),
    )

    id: Mapped[Key]
    organisation: Mapped[str]
    day: Mapped[date]
    start: Mapped[datetime | None]
    headcount: Mapped[int | None] = mapped_column(Integer)
    served: Mapped[int | None] = mapped_column(Integer)
    plan: Mapped[str]
    version: Mapped[int] = mapped_column(SmallInteger)
    filed_at: Mapped[datetime]
    body: Mapped[Json]


class QuestionRow(Row):
    """A question to the bot or to staff."""

    __tablename__ = "questions"
    __table_args__ = (Index("questions_lane", "lane", "status"),)

    id: Mapped[Key]
    lane: Mapped[str]
    room: Mapped[str]
    status: Mapped[str]
    at: Mapped[datetime]
    body: Mapped[Json]


class CaseRow(Row):
    """One thing for staff; staff call it by its number.  remind_at: when staff hear of it again.
    renewed_at: when what it is about came up last, None where that was once.

    outcome, closed_by, reason: how it ended.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("kind", "subject", name="cases_once"),
        Index("cases_subject", "subject"),
        Index("cases_open", "closed_at", "number"),
        Index("cases_remind", "closed_at", "remind_at"),
        Index("cases_ended", "kind", "closed_at", "subject"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[Serial]
    kind: Mapped[str]
    subject: Mapped[str]
    lane: Mapped[str]
    room: Mapped[str]
    opened_at: Mapped[datetime]
    renewed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    taken_by: Mapped[str | None]
    taken_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    closed_by: Mapped[str | None]
    reason: Mapped[str | None]
    remind_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(Integer, server_default="0")


class TalkRow(Row):
    """How the conversation of one room stands."""

    __tablename__ = "talks"
    __table_args__ = (Index("talks_lane", "lane"),)

    room: Mapped[Key]
    lane: Mapped[str]
    body: Mapped[Json]


class TimerRow(Row):
    """When to wake what for which subject."""

    __tablename__ = "timers"
    __table_args__ = (Index("timers_due", "due"),)

    lane: Mapped[Key]
    subject: Mapped[Key]
    timer: Mapped[Key]
    due: Mapped[datetime]
