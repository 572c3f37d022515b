"""Who may use the console, from which browsers, and what they did there."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.row import Json, Key, Row, Serial


class AccountRow(Row):
    """Somebody who signs in.  organisations: JSON list of ids, None for all of them.

    password: argon2id, None until it is chosen.  one_time: the secret of one-time codes;
    one_time_last: the number of the last one used.  recovery: JSON list of digests.
    person: who that is in the chats.
    """

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("folded", name="accounts_once"),)

    id: Mapped[Key]
    name: Mapped[str]
    folded: Mapped[str]
    password: Mapped[str | None]
    role: Mapped[str]
    organisations: Mapped[Json | None]
    one_time: Mapped[str | None]
    one_time_last: Mapped[int | None] = mapped_column(BigInteger)
    recovery: Mapped[Json | None]
    person: Mapped[str | None]
    made_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class LoginRow(Row):
    """One browser that is signed in.  token: SHA-256 of what its cookie holds.

    passed_at: None while the one-time code is still to come.  device: what it called itself.
    """

    __tablename__ = "logins"
    __table_args__ = (Index("logins_account", "account", "ended_at"),)

    token: Mapped[Key]
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    csrf: Mapped[str]
    made_at: Mapped[datetime]
    passed_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    device: Mapped[str]


class InvitationRow(Row):
    """A link with which somebody chooses a password, once.  token: its SHA-256."""

    __tablename__ = "invitations"
    __table_args__ = (Index("invitations_account", "account"),)

    token: Mapped[Key]
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]


class AttemptRow(Row):
    """One try to sign in.  key: a digest of the name, or of the address it came from."""

    __tablename__ = "attempts"
    __table_args__ = (
        Index("attempts_key", "key", "at"),
        Index("attempts_at", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Serial]
    key: Mapped[str]
    at: Mapped[datetime]


class AuditRow(Row):
    """One thing done on the console.  account: None for nobody known.

    detail: JSON, without anybody's words.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index("audit_account", "account", "number"),
        Index("audit_subject", "subject", "number"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[Serial]
    at: Mapped[datetime]
    account: Mapped[str | None]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[Json]
