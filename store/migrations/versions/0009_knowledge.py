"""Knowledge: where an answer is written, who approved it, and how long it holds."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TIME = sa.BigInteger  # microseconds since 1970, UTC


def upgrade() -> None:
    for name in ("source", "approver"):
        op.add_column(
            "entries", sa.Column(name, sa.Text, nullable=False, server_default="")
        )
    op.add_column("entries", sa.Column("approved_at", TIME))
    op.add_column("entries", sa.Column("valid_from", sa.Date))
    op.add_column("entries", sa.Column("valid_until", sa.Date))
