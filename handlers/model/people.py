"""Who is in the room: organisations, their rooms, their people, their plans."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

OrganisationId = NewType("OrganisationId", str)
RoomId = NewType("RoomId", str)
PersonId = NewType("PersonId", str)
MessageId = NewType("MessageId", str)
DraftId = NewType("DraftId", str)
QuestionId = NewType("QuestionId", str)

WEB = "web"  # the built-in chat, which every bot has


class Purpose(StrEnum):
    """What a room is for; it decides what may be said there (R16).

    private: somebody alone with the bot.
    """

    ORGANISATION = "organisation"
    LEADERS = "leaders"
    STAFF = "staff"
    PRIVATE = "private"


OF_EVERYBODY = (Purpose.LEADERS, Purpose.STAFF)  # one room each, which no organisation has


class RoomKind(StrEnum):
    """One organisation may have several rooms (D1)."""

    GENERAL = "general"
    CORE = "core"
    NOTICE = "notice"
    WORK = "work"
    CHAT = "chat"
    BRANCH = "branch"


class Role(StrEnum):
    """What a person is to the organisation; staff accompany, they are not members."""

    MEMBER = "member"
    LEADER = "leader"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks in a room.  name: as the others call them.

    unnamed: wants to be in no record by name, and in no bulletin with pictures (R14).
    before: names under which they were known once.
    """

    id: PersonId
    name: str
    role: Role = Role.MEMBER
    unnamed: bool = False
    before: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, the one of today first."""
        return (self.name, *self.before)


@dataclass(frozen=True, slots=True)
class Room:
    """One chat group.  organisation: None for the leaders' and the staff's rooms.

    channel: the one in which it is.
    """

    id: RoomId
    name: str
    purpose: Purpose
    organisation: OrganisationId | None = None
    kind: RoomKind | None = None
    channel: str = WEB


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One line of a project plan (项目书): `times` activities between two days, both included."""

    title: str
    since: date
    until: date
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A self-organisation (自组织).  required: fields it must report, None for the usual ones.

    blur_faces: in pictures that leave the project; nobody can tell children's from others.
    """

    id: OrganisationId
    name: str
    community: str = ""
    plan: tuple[PlanItem, ...] = ()
    required: tuple[str, ...] | None = None
    blur_faces: bool = False
