"""Staff's tracking logs of visits."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TIME = sa.BigInteger  # microseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("visits_day", "visits", ["day"])
    op.create_index("visits_organisation", "visits", ["organisation", "day"])
    op.create_index("visits_author", "visits", ["room", "author", "at"])
