"""Who wants to be left out by name, and who was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

TIME = sa.BigInteger  # microseconds since 1970, UTC
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "unnamed",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_table(
        "erasures",
        sa.Column("number", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("counts", sa.Text, nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("done_at", TIME),
        sqlite_autoincrement=True,
    )
