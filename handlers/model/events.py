"""Everything that can happen to the bot.

`row` is the inbox row of the event; `now` is when the bot learnt of it, `at` when it happened.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from handlers.model.people import DraftId, MessageId, PersonId, QuestionId, RoomId


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that a message quotes.  draft, question: what it was about, if it was ours."""

    message: MessageId
    ours: bool = False
    draft: DraftId | None = None
    question: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class MessageArrived:
    """Somebody spoke.  pictures: sha256 of each; mentioned: the bot was addressed."""

    row: int
    message: MessageId
    room: RoomId
    sender: PersonId
    at: datetime
    now: datetime
    text: str = ""
    pictures: tuple[str, ...] = ()
    quoted: Quoted | None = None
    mentioned: bool = False


@dataclass(frozen=True, slots=True)
class MessageRecalled:
    """Somebody took a message back (撤回)."""

    row: int
    message: MessageId
    room: RoomId
    now: datetime


@dataclass(frozen=True, slots=True)
class TimerDue:
    """A timer set earlier has run out.  subject: what it was set for."""

    row: int
    timer: str
    subject: str
    now: datetime


Event: TypeAlias = MessageArrived | MessageRecalled | TimerDue
