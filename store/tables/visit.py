"""Staff's tracking logs of visits (D6)."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from store.tables.row import Json, Key, Row


class VisitRow(Row):
    """One log.  day: of the activity, of the log where it does not say when."""

    __tablename__ = "visits"
    __table_args__ = (
        Index("visits_day", "day"),
        Index("visits_organisation", "organisation", "day"),
        Index("visits_author", "room", "author", "at"),
    )

    id: Mapped[Key]
    organisation: Mapped[str]
    room: Mapped[str]
    author: Mapped[str]
    day: Mapped[date]
    at: Mapped[datetime]
    body: Mapped[Json]
