"""What a handler gets to see: loaded before, never during, a decision.

A *lane* is what must be handled in one order: all rooms of one organisation, or one leaders'
or staff room.  A `State` is one lane.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as given
from datetime import datetime

from handlers.model.case import Entry, Listed, Question
from handlers.model.coming import Coming
from handlers.model.draft import Draft
from handlers.model.events import MessageArrived
from handlers.model.people import (
    DraftId,
    MessageId,
    Organisation,
    Person,
    PersonId,
    Role,
    Room,
    RoomId,
)


@dataclass(frozen=True, slots=True)
class Hearing:
    """A voice message that is being read.

    after: what its sender said since and nothing took; it is tried again after the voice.
    """

    message: MessageId
    by: PersonId
    at: datetime
    after: tuple[MessageArrived, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """How the conversation of one room stands.

    hushed: a leader or staff asked for silence (R11).  spoke_at: the newest message of a member.
    unsolicited: when the bot spoke unasked, newest last (R2).  thanked_at: the newest thanks.
    hearing: voice messages that are being read, oldest first.  coming: lists (接龙), oldest first.
    """

    room: RoomId
    hushed: bool = False
    spoke_at: datetime | None = None
    unsolicited: tuple[datetime, ...] = ()
    thanked_at: datetime | None = None
    hearing: tuple[Hearing, ...] = ()
    coming: tuple[Coming, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """One lane.  drafts: open ones, and filed ones that may still be corrected, oldest first.

    questions: of an organisation the open ones; of the staff room those that are referred to.
    leaders, staff: the rooms that receive bulletins and cases; None where there is none.
    timers: (subject, timer) to when it is due.
    cases: of a staff room those that its messages refer to, ended ones too.
    """

    lane: str
    organisation: Organisation | None = None
    rooms: Mapping[RoomId, Room] = given(default_factory=dict)
    people: Mapping[PersonId, Person] = given(default_factory=dict)
    drafts: tuple[Draft, ...] = ()
    questions: tuple[Question, ...] = ()
    talks: Mapping[RoomId, Talk] = given(default_factory=dict)
    timers: Mapping[tuple[str, str], datetime] = given(default_factory=dict)
    knowledge: tuple[Entry, ...] = ()
    cases: tuple[Listed, ...] = ()
    leaders: RoomId | None = None
    staff: RoomId | None = None

    def draft(self, draft: DraftId | str) -> Draft | None:
        """The draft with this id."""
        return next((d for d in self.drafts if d.id == draft), None)

    def role(self, person: PersonId) -> Role | None:
        """What the person is here, None for a stranger."""
        known = self.people.get(person)
        return known.role if known else None

    def is_staff(self, person: PersonId) -> bool:
        """Staff accompany; what they say is no report of the organisation."""
        return self.role(person) is Role.STAFF

    def talk(self, room: RoomId) -> Talk:
        """How the conversation of a room stands."""
        return self.talks.get(room) or Talk(room)
