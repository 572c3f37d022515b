"""Which questions have ended lately is found without looking at all of three years."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_index("cases_ended", "cases", ["kind", "closed_at", "subject"])
