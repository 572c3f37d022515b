"""Errands: what is asked outside about a message, and what that has cost a day."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TIME = sa.BigInteger  # microseconds since 1970, UTC
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "errands",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("status", sa.SmallInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("due", TIME, nullable=False),
        sa.Column("error", sa.Text),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "room", "message", name="errands_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("errands_due", "errands", ["status", "due"])
    op.create_index("errands_message", "errands", ["room", "message"])
    op.create_table(
        "spending",
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("requests", sa.Integer, nullable=False),
        sa.Column("tokens", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("service", "day"),
    )
