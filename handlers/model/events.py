"""Everything that can happen to the bot.

`row` is the inbox row of the event; `now` is when the bot learnt of it, `at` when it happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from handlers.model.admission import Admission, Unbound
from handlers.model.deed import Deed
from handlers.model.draft import Draft
from handlers.model.errand import ErrandKind
from handlers.model.people import DraftId, MessageId, PersonId, QuestionId, RoomId
from handlers.model.seen import Seen


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a message refers to: the message that it quotes, or the cards that it names.

    draft, question: what a message of ours was about.  cases: numbers of the cards quoted or
    named (“#3 #5 …”); what they are stands in `State.cases`.
    """

    message: MessageId
    ours: bool = False
    draft: DraftId | None = None
    question: QuestionId | None = None
    cases: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageArrived:
    """Somebody spoke.  pictures, voices: sha256 of each; mentioned: the bot was addressed.

    likeness: of the entries that words leave open, by id, how alike a sentence model finds the
    words to each (`Look.decision`); empty where there is none.
    """

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
    voices: tuple[str, ...] = ()
    likeness: Mapping[str, float] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class ErrandReturned:
    """What was asked outside about a message has come back.

    about: that message, arriving now once more; it happened when it was sent.
    answer: plain JSON, not yet checked, None when the errand was given up.
    settled: the message was taken back, or a person has closed its case: nothing is changed.
    """

    row: int
    kind: ErrandKind
    about: MessageArrived
    now: datetime
    answer: Mapping[str, object] | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class PicturesSeen:
    """What the pictures of a message show is known.

    seen: by sha256; a picture that could not be looked at is not in it.
    missing: those whose bytes nobody has.  given_up: nobody has looked, at any of them.
    elsewhere: those that another organisation has posted before.
    again: the records of this one that have the same picture, or one like it, by sha256.
    about, settled: as for `ErrandReturned`.
    """

    row: int
    about: MessageArrived
    now: datetime
    seen: Mapping[str, Seen]
    missing: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    again: Mapping[str, frozenset[DraftId]] = field(default_factory=dict)
    given_up: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class CasesDue:
    """Staff are to hear of cases that wait; all of these stand in `State.cases`."""

    row: int
    now: datetime


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Staff did something on the console.

    message: what findings cite that staff made there; unlike the id of any message.
    by: the person, or the account that is nobody in the chats.
    drafts: records that the deed names and the lane holds no more: old or withdrawn ones.
    unbound: the room that it binds, None where no such room waits for it.
    """

    row: int
    message: MessageId
    by: PersonId
    now: datetime
    deed: Deed
    drafts: tuple[Draft, ...] = ()
    unbound: Unbound | None = None


Event: TypeAlias = (
    MessageArrived
    | MessageRecalled
    | TimerDue
    | ErrandReturned
    | PicturesSeen
    | CasesDue
    | AtDesk
    | Admission
)
