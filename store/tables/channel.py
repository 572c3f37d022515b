"""Accounts in the outside, the rooms in which they are, and who came and went (D1, R14)."""

from datetime import datetime

from sqlalchemy import Boolean, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.row import Key, Row, Serial


class ChannelRow(Row):
    """One account.  begun_at: first connected; a new account only listens at first (R10)."""

    __tablename__ = "channels"

    name: Mapped[Key]
    begun_at: Mapped[datetime]


class SightedRow(Row):
    """A room in which an account is and that nobody has bound: none of its words are kept.

    inviter: of staff, who brought the bot there; empty if nobody is known.
    hidden_at: when staff said that it is nobody's.
    """

    __tablename__ = "sighted_rooms"

    room: Mapped[Key]
    channel: Mapped[str]
    topic: Mapped[str]
    members: Mapped[int] = mapped_column(Integer)
    inviter: Mapped[str]
    seen_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]


class MovementRow(Row):
    """Somebody came into a room or went; joined with the chat it is the room's history (D7)."""

    __tablename__ = "movements"
    __table_args__ = (Index("movements_room", "room", "at"),)

    id: Mapped[Serial]
    room: Mapped[str]
    person: Mapped[str]
    came: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime]
