"""What pictures show, by their sha256."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TIME = sa.BigInteger  # microseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "seen",
        sa.Column("sha", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("looked_at", TIME, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("phash", sa.Text, nullable=False),
        sa.Column("shows", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sha"),
    )
    op.create_index("seen_by_time", "seen", ["looked_at"])
