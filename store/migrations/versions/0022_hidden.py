"""Rooms in which an account is and that staff do not want bound."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("sighted_rooms", sa.Column("hidden_at", sa.BigInteger()))
