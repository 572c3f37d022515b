"""Whether an organisation wants faces blurred in what leaves the project."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    blur = sa.Column("blur_faces", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("organisations", blur)
