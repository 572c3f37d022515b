"""What is asked outside, and what that has cost."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Integer, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.row import Key, Row, Serial


class ErrandRow(Row):
    """One errand about one message.  due: not before; while it is leased, when that ends."""

    __tablename__ = "errands"
    __table_args__ = (
        UniqueConstraint("kind", "room", "message", name="errands_once"),
        Index("errands_due", "status", "due"),
        Index("errands_message", "room", "message"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Serial]
    kind: Mapped[str]
    room: Mapped[str]
    message: Mapped[str]
    lane: Mapped[str]
    status: Mapped[int] = mapped_column(SmallInteger)
    tries: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime]
    due: Mapped[datetime]
    error: Mapped[str | None]


class SpendingRow(Row):
    """What one outside service was used for on one day, by the neighbourhood's calendar."""

    __tablename__ = "spending"

    service: Mapped[Key]
    day: Mapped[date] = mapped_column(primary_key=True)
    requests: Mapped[int] = mapped_column(Integer)
    tokens: Mapped[int] = mapped_column(BigInteger)
