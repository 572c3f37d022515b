"""What waits for a person: questions and everything the bot cannot decide alone (R12)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from handlers.model.doubt import Doubt
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
class Further:
    """The same question taken up again: asked by somebody else too, or gone on with."""

    asker: PersonId
    message: MessageId
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What was brought to the room.  at: the first moment when it may be there.

    key: of it in the outbox.  by, message: who of staff wrote it and where, None from
    knowledge; entry: the id of that piece of knowledge.  to: who had asked.
    """

    text: str
    at: datetime
    key: str
    by: PersonId | None = None
    message: MessageId | None = None
    photos: tuple[str, ...] = ()
    entry: str | None = None
    to: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """What staff had learnt from an answer.

    entry: the id of that piece of knowledge; words: how it answered then, staff may have
    changed it since.  replies: keys of those that it was learnt from.
    """

    entry: str
    words: str
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the bot or to staff.

    by: "knowledge" or "staff" once answered; "staff", "asker" or nobody known once closed.
    told: key of what acknowledged it, so that it is acknowledged once.
    carded: keys of its cards, one a message that staff had to hear of, the newest last.
    offered: ids of the entries of which the asker may pick one.
    taught: what was learnt from its answers, once an entry.
    followed_at: when another member spoke first since it was asked; stated_at: when somebody
    else said first what may answer it.
    """

    id: QuestionId
    room: RoomId
    asker: PersonId
    message: MessageId
    text: str
    at: datetime
    status: QuestionStatus
    by: str | None = None
    further: tuple[Further, ...] = ()
    replies: tuple[Reply, ...] = ()
    told: str | None = None
    offered: tuple[str, ...] = ()
    carded: tuple[str, ...] = ()
    taught: tuple[Taught, ...] = ()
    followed_at: datetime | None = None
    stated_at: datetime | None = None

    @property
    def asked_at(self) -> datetime:
        """When it was asked last."""
        return self.further[-1].at if self.further else self.at

    @property
    def followed(self) -> bool:
        """Whether another member has spoken since, of whatever."""
        return self.followed_at is not None and self.followed_at >= self.asked_at

    @property
    def stated(self) -> bool:
        """Whether somebody has said since what may answer it."""
        return self.stated_at is not None and self.stated_at >= self.asked_at

    @property
    def waits(self) -> bool:
        """Nobody has answered it yet, or not what was asked since."""
        return self.status is QuestionStatus.ESCALATED

    @property
    def askers(self) -> tuple[PersonId, ...]:
        """Who waits for the next answer: all who asked since the last one."""
        since = self.replies[-1].at if self.replies else self.at
        last = [f.asker for f in self.further if f.at >= since]
        first = [] if self.replies else [self.asker]
        return tuple(dict.fromkeys([*first, *last])) or (self.asker,)

    @property
    def words(self) -> str:
        """What was asked last."""
        return self.further[-1].text if self.further else self.text


@dataclass(frozen=True, slots=True)
class Numbered:
    """A question that waits, with the number of its card."""

    number: int
    question: Question


class CaseKind(StrEnum):
    """Why a person is needed.  voice: somebody should listen to what nobody read;
    picture: nobody could look at it, or it should not be shown; conflict: two sources of
    a filed record may disagree; send: whether it reached the room is not known;
    gap: an account heard nothing for a while, and what was said then is not known;
    act: an account could not do what it was to do, such as accept an invitation.
    """

    QUESTION = "question"
    HAND_OVER = "hand_over"
    UNSURE = "unsure"
    VOICE = "voice"
    PICTURE = "picture"
    CONFLICT = "conflict"
    SEND = "send"
    GAP = "gap"
    ACT = "act"


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
class Spoken:
    """One message of the conversation around a case.  name: of who said it, None: the bot.

    pictures, voices: how many came with it.
    """

    at: datetime
    name: str | None
    text: str
    pictures: int = 0
    voices: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as it stands on the staff's list.  outcome: None while it waits for somebody.

    taken_by: who looks after it; closed_by: who ended it, None when it settled itself.
    reminders: how often staff were reminded of it; remind_at: when they are again.
    Where staff asked to see it: conversation, what was said around it, oldest first; doubt,
    what its pictures do not fit; unheard, from when to when its account heard nothing.
    """

    number: int
    case: Case
    organisation: OrganisationId | None = None
    taken_by: PersonId | None = None
    outcome: Outcome | None = None
    reminders: int = 0
    organisation_name: str = ""
    room_name: str = ""
    closed_by: PersonId | None = None
    reason: str = ""
    remind_at: datetime | None = None
    conversation: tuple[Spoken, ...] = ()
    doubt: Doubt | None = None
    unheard: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of knowledge; only what staff approved is used (R13).

    source: where the answer is written.  approver: who of staff let it in; nobody yet: "".
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
        """Whether it holds on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    def retired(self, day: date) -> "Entry":
        """Not to be used from that day on."""
        since, last = self.valid_from, day - timedelta(days=1)
        return replace(
            self, valid_until=last, valid_from=min(since, last) if since else None
        )

    def usable(self, day: date) -> bool:
        """Whether the bot may answer with it on that day."""
        return bool(self.approver) and self.valid(day)
