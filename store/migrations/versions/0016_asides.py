"""What was put aside, and what one person has written, is found without reading all there is."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

PARKED, OF_PEOPLE = sa.text("status = 2"), sa.text("kind = 'message'")


def upgrade() -> None:
    op.create_index(
        "inbox_parked", "inbox", ["id"], sqlite_where=PARKED, postgresql_where=PARKED
    )
    op.create_index(
        "inbox_sender",
        "inbox",
        ["sender", "room", "at"],
        sqlite_where=OF_PEOPLE,
        postgresql_where=OF_PEOPLE,
    )
