"""Pages: what a message shows printed, and the picture of it once that is done."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("page", sa.Text))
    op.add_column("outbox", sa.Column("printed", sa.Text))
