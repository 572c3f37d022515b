"""Who is in the room: organisations, rooms, people, plans, and what staff know."""

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, SmallInteger, false
from sqlalchemy.orm import Mapped, mapped_column

from handlers.model.people import WEB
from store.tables.row import Json, Key, Row


class OrganisationRow(Row):
    """A self-organisation.  required: JSON list of field names, None for the usual ones.

    blur_faces: in what leaves the project.
    """

    __tablename__ = "organisations"

    id: Mapped[Key]
    name: Mapped[str]
    community: Mapped[str]
    required: Mapped[Json | None]
    blur_faces: Mapped[bool] = mapped_column(Boolean, server_default=false())


class RoomRow(Row):
    """One chat group.  lane: what must be handled in one order with it.

    left_at: since when the bot is in it no more; nothing is said there.
    """

    __tablename__ = "rooms"
    __table_args__ = (Index("rooms_lane", "lane"), Index("rooms_purpose", "purpose"))

    id: Mapped[Key]
    name: Mapped[str]
    purpose: Mapped[str]
    organisation: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str | None]
    lane: Mapped[str]
    position: Mapped[int] = mapped_column(Integer)
    channel: Mapped[str] = mapped_column(server_default=WEB)
    left_at: Mapped[datetime | None]


class PersonRow(Row):
    """Somebody who speaks in rooms."""

    __tablename__ = "people"

    id: Mapped[Key]
    name: Mapped[str]
    role: Mapped[str]


class MembershipRow(Row):
    """Who is in which room."""

    __tablename__ = "memberships"
    __table_args__ = (Index("memberships_person", "person"),)

    room: Mapped[str] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)


class FormerMemberRow(Row):
    """Who has been in a room of that lane and has left one; their records stay."""

    __tablename__ = "former_members"
    __table_args__ = (Index("former_members_person", "person"),)

    lane: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)


class FormerNameRow(Row):
    """As somebody was called once; their records say so still."""

    __tablename__ = "former_names"

    person: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class PlanItemRow(Row):
    """One line of a project plan, in the order of the plan."""

    __tablename__ = "plan_items"

    organisation: Mapped[str] = mapped_column(
        ForeignKey("organisations.id"), primary_key=True
    )
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    title: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    times: Mapped[int | None] = mapped_column(Integer)


class EntryRow(Row):
    """One piece of knowledge that staff approved (R13).  phrasings: JSON list."""

    __tablename__ = "entries"

    id: Mapped[Key]
    question: Mapped[str]
    answer: Mapped[str]
    phrasings: Mapped[Json]
    source: Mapped[str]
    approver: Mapped[str]
    approved_at: Mapped[datetime | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    position: Mapped[int] = mapped_column(Integer)
