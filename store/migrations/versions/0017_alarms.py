"""What staff were told by another way is not told again after a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

TIME = sa.BigInteger  # microseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("room", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("raised_at", TIME, nullable=False),
        sa.Column("over_at", TIME),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("to_tell", sa.Text, nullable=False),
    )
