"""Inbox, outbox and media: what flows through."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TIME = sa.BigInteger  # microseconds since 1970, UTC
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("sender", sa.Text),
        sa.Column("at", TIME, nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.BigInteger),
        sa.Column("status", sa.SmallInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("leased_until", TIME),
        sa.Column("handled_at", TIME),
        sa.Column("recalled_at", TIME),
        sa.Column("error", sa.Text),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("room", "external_id", "channel", name="inbox_once"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "inbox_fingerprint",
        "inbox",
        ["fingerprint", "at"],
        sqlite_where=sa.text("fingerprint IS NOT NULL"),
        postgresql_where=sa.text("fingerprint IS NOT NULL"),
    )
    op.create_index(
        "inbox_leased",
        "inbox",
        ["lane", "leased_until"],
        sqlite_where=sa.text("leased_until IS NOT NULL"),
        postgresql_where=sa.text("leased_until IS NOT NULL"),
    )
    op.create_index("inbox_room", "inbox", ["room", "id"])
    op.create_index(
        "inbox_waiting",
        "inbox",
        ["id"],
        sqlite_where=sa.text("status = 0"),
        postgresql_where=sa.text("status = 0"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("addressed", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("draft", sa.Text),
        sa.Column("question", sa.Text),
        sa.Column("photos", sa.Text, nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("status", sa.SmallInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("sending_at", TIME),
        sa.Column("sent_at", TIME),
        sa.Column("external_id", sa.Text),
        sa.Column("error", sa.Text),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key", name="outbox_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_due", "outbox", ["status", "not_before", "id"])
    op.create_index("outbox_external", "outbox", ["room", "external_id"])
    op.create_index("outbox_sending", "outbox", ["sending_at"])
    op.create_table(
        "media",
        sa.Column("sha", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mime", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("added_at", TIME),
        sa.PrimaryKeyConstraint("sha"),
    )
    op.create_index("media_status", "media", ["status"])
