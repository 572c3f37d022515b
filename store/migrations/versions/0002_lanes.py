"""Drafts, the ledger, questions, cases, talks and timers: what lanes remember."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TIME = sa.BigInteger  # microseconds since 1970, UTC
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("touched_at", TIME, nullable=False),
        sa.Column("filed_at", TIME),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("drafts_lane", "drafts", ["lane", "status", "filed_at"])
    op.create_index("drafts_organisation", "drafts", ["organisation", "status"])
    op.create_table(
        "evidence",
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("message", "draft"),
    )
    op.create_index("evidence_draft", "evidence", ["draft"])
    op.create_table(
        "activities",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("start", TIME),
        sa.Column("headcount", sa.Integer),
        sa.Column("served", sa.Integer),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("version", sa.SmallInteger, nullable=False),
        sa.Column("filed_at", TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("activities_day", "activities", ["day"])
    op.create_index("activities_organisation", "activities", ["organisation", "day"])
    op.create_table(
        "questions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("questions_lane", "questions", ["lane", "status"])
    op.create_table(
        "cases",
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("kind", "subject", name="cases_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("cases_open", "cases", ["closed_at", "number"])
    op.create_index("cases_subject", "cases", ["subject"])
    op.create_table(
        "talks",
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("room"),
    )
    op.create_index("talks_lane", "talks", ["lane"])
    op.create_table(
        "timers",
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("timer", sa.Text, nullable=False),
        sa.Column("due", TIME, nullable=False),
        sa.PrimaryKeyConstraint("lane", "subject", "timer"),
    )
    op.create_index("timers_due", "timers", ["due"])
