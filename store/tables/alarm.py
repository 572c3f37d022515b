"""What staff were told by another way, so that a restart does not tell it again (R18)."""

from datetime import datetime

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.row import Json, Key, Row


class AlarmRow(Row):
    """One trouble, the latest of its kind.  room: empty for the whole account.

    code: why, in a word.  times: how often it came within a day.
    to_tell: JSON list of the ways by which its present state is still to be told.
    """

    __tablename__ = "alarms"

    kind: Mapped[Key]
    channel: Mapped[Key]
    room: Mapped[Key]
    code: Mapped[str]
    since: Mapped[datetime]
    raised_at: Mapped[datetime]
    over_at: Mapped[datetime | None]
    times: Mapped[int] = mapped_column(Integer)
    to_tell: Mapped[Json]
