"""Who is to be left out, and what was erased for whose sake (R14)."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from store.tables.row import Json, Key, Row, Serial


class UnnamedRow(Row):
    """Somebody who said 别记我, or of whom staff know that they want it."""

    __tablename__ = "unnamed"

    person: Mapped[Key]
    at: Mapped[datetime]


class ErasureRow(Row):
    """One person who is gone; nothing here says who it was.

    by: the account, None from a terminal.  counts: JSON, how much of what was removed.
    files: JSON list of sha256 that are still to go; done_at: when the last was gone.
    """

    __tablename__ = "erasures"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[Serial]
    at: Mapped[datetime]
    by: Mapped[str | None]
    counts: Mapped[Json]
    files: Mapped[Json]
    done_at: Mapped[datetime | None]
