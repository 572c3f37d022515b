"""What flows through: everything that happened, everything to be said, every picture."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.row import Json, Key, Row, Serial


class InboxRow(Row):
    """One thing that happened.  (room, external_id, channel) makes redelivery harmless.

    Numbers are never used again (sqlite_autoincrement): outbox keys are made of them.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("room", "external_id", "channel", name="inbox_once"),
        Index(
            "inbox_waiting",
            "id",
            sqlite_where=text("status = 0"),
            postgresql_where=text("status = 0"),
        ),
        Index(
            "inbox_parked",
            "id",
            sqlite_where=text("status = 2"),
            postgresql_where=text("status = 2"),
        ),
        Index(
            "inbox_sender",
            "sender",
            "room",
            "at",
            sqlite_where=text("kind = 'message'"),
            postgresql_where=text("kind = 'message'"),
        ),
        Index(
            "inbox_leased",
            "lane",
            "leased_until",
            sqlite_where=text("leased_until IS NOT NULL"),
            postgresql_where=text("leased_until IS NOT NULL"),
        ),
        Index(
            "inbox_fingerprint",
            "fingerprint",
            "at",
            sqlite_where=text("fingerprint IS NOT NULL"),
            postgresql_where=text("fingerprint IS NOT NULL"),
        ),
        Index("inbox_room", "room", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Serial]
    channel: Mapped[str]
    room: Mapped[str]
    external_id: Mapped[str]
    kind: Mapped[str]
    lane: Mapped[str]
    sender: Mapped[str | None]
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    body: Mapped[Json]
    fingerprint: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[int] = mapped_column(SmallInteger)
    tries: Mapped[int] = mapped_column(Integer)
    leased_until: Mapped[datetime | None]
    handled_at: Mapped[datetime | None]
    recalled_at: Mapped[datetime | None]
    error: Mapped[str | None]


class OutboxRow(Row):
    """One message of the bot.  `key` makes a second handling harmless (R8).

    act: what is done instead of saying something; `text` names on what.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key", name="outbox_once"),
        Index("outbox_due", "status", "not_before", "id"),
        Index("outbox_external", "room", "external_id"),
        Index("outbox_sending", "sending_at"),
        Index("outbox_draft", "draft"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Serial]
    key: Mapped[str]
    channel: Mapped[str]
    room: Mapped[str]
    purpose: Mapped[str]
    prompt: Mapped[str]
    text: Mapped[str]
    addressed: Mapped[Json]
    about: Mapped[Json]
    draft: Mapped[str | None]
    question: Mapped[str | None]
    photos: Mapped[Json]
    page: Mapped[Json | None]
    printed: Mapped[str | None]
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    status: Mapped[int] = mapped_column(SmallInteger)
    tries: Mapped[int] = mapped_column(Integer)
    sending_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    external_id: Mapped[str | None]
    error: Mapped[str | None]
    act: Mapped[str] = mapped_column(server_default="")


class MediaRow(Row):
    """One picture or file.  sha: of its content; the bytes lie in the media folder."""

    __tablename__ = "media"
    __table_args__ = (Index("media_status", "status"),)

    sha: Mapped[Key]
    size: Mapped[int] = mapped_column(BigInteger)
    mime: Mapped[str]
    name: Mapped[str]
    status: Mapped[str]
    added_at: Mapped[datetime | None]


class SeenRow(Row):
    """What one picture shows.  sha: of its content.  version: of the recogniser.

    lane: where it was first posted.  phash, shows: from the body, to find the same again.
    """

    __tablename__ = "seen"
    __table_args__ = (Index("seen_by_time", "looked_at"),)

    sha: Mapped[Key]
    body: Mapped[Json]
    looked_at: Mapped[datetime]
    version: Mapped[str]
    lane: Mapped[str]
    phash: Mapped[str]
    shows: Mapped[str]
