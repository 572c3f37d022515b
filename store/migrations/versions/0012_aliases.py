"""One person under several ids, and people who only look like one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

TIME = sa.BigInteger  # microseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "person_aliases",
        sa.Column("id", sa.Text, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("person_aliases_person", "person_aliases", ["person"])
    op.create_table(
        "different_people",
        sa.Column("one", sa.Text, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("other", sa.Text, sa.ForeignKey("people.id"), primary_key=True),
    )
