"""Rooms of several channels, accounts in the outside, and who came into a room or went."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"


def upgrade() -> None:
    op.add_column(
        "rooms", sa.Column("channel", sa.Text(), nullable=False, server_default="web")
    )
    op.add_column("rooms", sa.Column("left_at", sa.BigInteger()))
    op.add_column("outbox", sa.Column("act", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "channels",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "sighted_rooms",
        sa.Column("room", sa.Text(), primary_key=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("inviter", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "movements",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("movements_room", "movements", ["room", "at"])
