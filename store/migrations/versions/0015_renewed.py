"""A case that comes once more keeps its age."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

TIME = sa.BigInteger  # microseconds since 1970, UTC


def upgrade() -> None:
    op.add_column("cases", sa.Column("renewed_at", TIME))
