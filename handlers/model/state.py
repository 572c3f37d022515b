"""What a handler gets to see: loaded before, never during, a decision.

A *lane* is what must be handled in one order: all rooms of one organisation, or one leaders'
or staff room.  A `State` is one lane.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as given
from datetime import datetime

from handlers.model.case import Entry, Listed, Numbered, Question
from handlers.model.coming import Coming
from handlers.model.draft import Draft
from handlers.model.events import MessageArrived
from handlers.model.notice import Addressee, Notice
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
from handlers.model.visit import Posted, Visited


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
    notices: of a staff room what waits to be confirmed, one of each person at most.
    newcomers: who came in lately and is still to be told of the bot (R14).
    posted: of a staff room pictures of the last minutes that belong to no log yet (D6).
    """

    room: RoomId
    hushed: bool = False
    spoke_at: datetime | None = None
    unsolicited: tuple[datetime, ...] = ()
    thanked_at: datetime | None = None
    hearing: tuple[Hearing, ...] = ()
    coming: tuple[Coming, ...] = ()
    notices: tuple[Notice, ...] = ()
    newcomers: tuple[PersonId, ...] = ()
    posted: tuple[Posted, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """One lane.  drafts: open ones, and filed ones that may still be corrected, oldest first.

    questions: those that wait, those asked or ended within a day, and those that are
    referred to.
    waiting: all questions that wait, wherever they were asked; empty unless one is asked now.
    addressees: organisations, empty unless staff want to tell them something.
    gone: rooms of these questions in which the bot is no more.
    leaders, staff: the rooms that receive bulletins and cases; None where there is none.
    left_unnamed: who is in its rooms no more, and wants to be left out (R14).
    timers: (subject, timer) to when it is due.
    visited: of a staff room what a log of a visit, or a word about one, is judged by.
    cases: of a staff room those that its messages refer to, ended ones too; where the list
    is asked for, or is due, all that wait.
    """

    lane: str
    organisation: Organisation | None = None
    rooms: Mapping[RoomId, Room] = given(default_factory=dict)
    people: Mapping[PersonId, Person] = given(default_factory=dict)
    left_unnamed: Mapping[PersonId, Person] = given(default_factory=dict)
    drafts: tuple[Draft, ...] = ()
    questions: tuple[Question, ...] = ()
    talks: Mapping[RoomId, Talk] = given(default_factory=dict)
    timers: Mapping[tuple[str, str], datetime] = given(default_factory=dict)
    knowledge: tuple[Entry, ...] = ()
    cases: tuple[Listed, ...] = ()
    waiting: tuple[Numbered, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    visited: Visited = given(default_factory=Visited)
    gone: frozenset[RoomId] = frozenset()
    leaders: RoomId | None = None
    staff: RoomId | None = None

    @property
    def concerned(self) -> Mapping[PersonId, Person]:
        """Whose wish holds for its records: who is here, and who wanted it before they left."""
        return {**self.left_unnamed, **self.people}

    def draft(self, draft: DraftId | str) -> Draft | None:
        """The draft with this id."""
        return next((d for d in self.drafts if d.id == draft), None)

    def role(self, person: PersonId) -> Role | None:
        """What the person is here, None for a stranger."""
        known = self.people.get(person)
        return known.role if known else None

    def name(self, person: PersonId | None) -> str:
        """As the others call them; empty for nobody, and for somebody who is gone."""
        known = self.people.get(person) if person else None
        return known.name if known else ""

    def is_staff(self, person: PersonId) -> bool:
        """Staff accompany; what they say is no report of the organisation."""
        return self.role(person) is Role.STAFF

    def talk(self, room: RoomId) -> Talk:
        """How the conversation of a room stands."""
        return self.talks.get(room) or Talk(room)
