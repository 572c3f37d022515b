"""What waits for a person: questions and everything the bot cannot decide alone (R12)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.model.people import MessageId, PersonId, QuestionId, RoomId


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
    picture: nobody could look at it, or it should not be shown.
    """

    QUESTION = "question"
    HAND_OVER = "hand_over"
    UNSURE = "unsure"
    VOICE = "voice"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Case:
    """One thing for staff.  subject: the id of the question, draft or message it is about.

    Voice messages that belong to nothing are one case a room, whose id is then the subject.
    """

    kind: CaseKind
    subject: str
    room: RoomId
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of knowledge that staff approved (R13)."""

    id: str
    question: str
    answer: str
    phrasings: tuple[str, ...] = ()
