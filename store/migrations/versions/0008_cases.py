"""Cases are taken by somebody, end somehow, and staff are reminded of them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

TIME = sa.BigInteger  # microseconds since 1970, UTC


def upgrade() -> None:
    for name in ("taken_by", "outcome", "closed_by", "reason"):
        op.add_column("cases", sa.Column(name, sa.Text))
    for name in ("taken_at", "remind_at"):
        op.add_column("cases", sa.Column(name, TIME))
    op.add_column(
        "cases", sa.Column("reminders", sa.Integer, nullable=False, server_default="0")
    )
    op.create_index("cases_remind", "cases", ["closed_at", "remind_at"])
