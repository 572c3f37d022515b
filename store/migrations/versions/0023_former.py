"""Who has been in a lane's rooms, and as whom: for those who left or are called otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "former_members",
        sa.Column("lane", sa.Text(), primary_key=True),
        sa.Column("person", sa.Text(), sa.ForeignKey("people.id"), primary_key=True),
    )
    op.create_index("former_members_person", "former_members", ["person"])
    op.create_table(
        "former_names",
        sa.Column("person", sa.Text(), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
    )
    op.create_index("outbox_draft", "outbox", ["draft"])
    op.execute(_GONE)


# Who left before is known by what they said there, and by their coming and going.
_GONE = """
    INSERT INTO former_members (lane, person)
    SELECT rooms.lane, heard.person
    FROM (
        SELECT room, person FROM movements
        UNION SELECT room, sender FROM inbox WHERE sender IS NOT NULL
    ) AS heard
    JOIN rooms ON rooms.id = heard.room
    JOIN people ON people.id = heard.person
    LEFT JOIN memberships
        ON memberships.room = heard.room AND memberships.person = heard.person
    WHERE memberships.person IS NULL
    GROUP BY rooms.lane, heard.person
"""
