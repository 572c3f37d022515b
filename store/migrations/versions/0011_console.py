"""The console: accounts, sessions, tries to sign in, and what was done."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

TIME = sa.BigInteger  # microseconds since 1970, UTC
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _accounts()
    _logins()
    _attempts()
    _audit()


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("organisations", sa.Text),
        sa.Column("one_time", sa.Text),
        sa.Column("one_time_last", sa.BigInteger),
        sa.Column("recovery", sa.Text),
        sa.Column("person", sa.Text),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("disabled_at", TIME),
        sa.UniqueConstraint("folded", name="accounts_once"),
    )


def _logins() -> None:
    op.create_table(
        "logins",
        sa.Column("token", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("csrf", sa.Text, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("passed_at", TIME),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("device", sa.Text, nullable=False),
    )
    op.create_index("logins_account", "logins", ["account", "ended_at"])
    op.create_table(
        "invitations",
        sa.Column("token", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
    )
    op.create_index("invitations_account", "invitations", ["account"])


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("attempts_key", "attempts", ["key", "at"])
    op.create_index("attempts_at", "attempts", ["at"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("account", sa.Text),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("audit_account", "audit", ["account", "number"])
