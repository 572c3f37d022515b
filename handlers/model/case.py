"""What waits for a person: questions and everything the bot cannot decide alone (R12)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from handlers.model.people import (
    MessageId,
    OrganisationId,
    PersonId,
    QuestionId,
    RoomId,
)


class QuestionStatus(StrEnum):
    """escalated: staff were told; closed_by_human: somebody answered in the group itself."""

    ESCALATED = "escalated"
    ANSWERED = "answered"
    CLOSED_BY_HUMAN = "closed_by_human"


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the bot or to staff.  by: "knowledge" or "staff" once answered."""

    id: QuestionId
    room: RoomId
    asker: PersonId
    message: MessageId
    text: str
    at: datetime
    status: QuestionStatus
    by: str | None = None


class CaseKind(StrEnum):
    """Why a person is needed.  voice: somebody should listen to what nobody read;
    picture: nobody could look at it, or it should not be shown; conflict: two sources of
    a filed record may disagree; send: whether it reached the room is not known.
    """

    QUESTION = "question"
    HAND_OVER = "hand_over"
    UNSURE = "unsure"
    VOICE = "voice"
    PICTURE = "picture"
    CONFLICT = "conflict"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Case:
    """One thing for staff.  subject: the id of the question, draft or message it is about.

    Voice messages that belong to nothing are one case a room, whose id is then the subject.
    """

    kind: CaseKind
    subject: str
    room: RoomId
    at: datetime


class Outcome(StrEnum):
    """How a case ended.  done: it settled itself, or staff did what it wanted."""

    ANSWERED = "answered"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as it stands on the staff's list.  outcome: None while it waits for somebody.

    taken_by: who looks after it.  reminders: how often staff were reminded of it.
    """

    number: int
    case: Case
    organisation: OrganisationId | None = None
    taken_by: PersonId | None = None
    outcome: Outcome | None = None
    reminders: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of knowledge that staff approved (R13).

    source: where the answer is written.  approver: who of staff let it in.
    valid_from, valid_until: the first and the last day on which it may be used.
    """

    id: str
    question: str
    answer: str
    phrasings: tuple[str, ...] = ()
    source: str = ""
    approver: str = ""
    approved_at: datetime | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def valid(self, day: date) -> bool:
        """Whether it may be used on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)
