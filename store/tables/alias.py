"""Who is whom: one person has an id in each group, and sometimes another name."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.row import Row


class PersonAliasRow(Row):
    """`id` is the same human as `person`, staff say; what was written under it stays."""

    __tablename__ = "person_aliases"
    __table_args__ = (Index("person_aliases_person", "person"),)

    id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class DifferentPeopleRow(Row):
    """Two who look like one, and are not, staff say.  one < other."""

    __tablename__ = "different_people"

    one: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    other: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
