"""Everything a handler can ask for.  `bot/effects.py` carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as given
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from handlers.model.activity import Activity
from handlers.model.admission import AdmissionEffect
from handlers.model.case import Case, CaseKind, Entry, Outcome, Question
from handlers.model.deed import Refusal
from handlers.model.draft import Draft
from handlers.model.errand import Errand
from handlers.model.finding import Field
from handlers.model.people import DraftId, PersonId, QuestionId, RoomId
from handlers.model.state import Talk
from handlers.model.visit import VisitEffect


class Why(StrEnum):
    """What a message of the bot is for; R2 counts some of them."""

    ASK = "ask"
    NUDGE = "nudge"
    SETTLE = "settle"
    THANKS = "thanks"
    BULLETIN = "bulletin"
    DIGEST = "digest"
    ANSWER = "answer"
    ACKNOWLEDGE = "acknowledge"
    ESCALATE = "escalate"
    RELAY = "relay"
    NOTICE = "notice"
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class Say:
    """Send the words of a template to a room.

    prompt: path under prompts/, no suffix.  data: values for it, never sentences.
    to: who is addressed.  key: said once for ever under this key (R8), None: once an event.
    not_before: the first allowed moment.  photos: sha256 of pictures that go with it.
    """

    room: RoomId
    purpose: Why
    prompt: str
    data: Mapping[str, object] = given(default_factory=dict)
    to: tuple[PersonId, ...] = ()
    about: tuple[Field, ...] = ()
    draft: DraftId | None = None
    question: QuestionId | None = None
    photos: tuple[str, ...] = ()
    key: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unsay:
    """Take back what still waits to be said in a room for these purposes (R11)."""

    room: RoomId
    purposes: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Withhold:
    """Take back one message that still waits; say something instead if it was said (R11).

    key: as of its `Say`.
    """

    key: str
    instead: Say | None = None


@dataclass(frozen=True, slots=True)
class Needless:
    """Drop one message if it still waits; what was said stays said.  key: as of its `Say`."""

    key: str


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Remember the draft as it is now."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Forget a draft that came to nothing."""

    draft: DraftId


@dataclass(frozen=True, slots=True)
class FileActivity:
    """Put the record into the ledger; a higher version replaces a lower one."""

    activity: Activity


@dataclass(frozen=True, slots=True)
class StrikeActivity:
    """Take a record out of the ledger: it was withdrawn (撤回)."""

    activity: DraftId


@dataclass(frozen=True, slots=True)
class KeepQuestion:
    """Remember the question as it is now."""

    question: Question


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Put something on the staff's list; the same (kind, subject) is one case."""

    case: Case


@dataclass(frozen=True, slots=True)
class CloseCase:
    """Take whatever is about `subject` off the staff's list.

    by: who ended it, None when it settled itself.  reason: why staff dropped it.
    kind: only the case of this kind; staff decide about one card at a time.
    """

    subject: str
    at: datetime
    outcome: Outcome = Outcome.DONE
    by: PersonId | None = None
    reason: str = ""
    kind: CaseKind | None = None


@dataclass(frozen=True, slots=True)
class TakeCase:
    """Somebody looks after the case with this number from now on; None: nobody does."""

    number: int
    by: PersonId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class SetReminder:
    """Staff hear of the case again at `due`, or no more.  reminders: how often they have."""

    number: int
    due: datetime | None
    reminders: int


@dataclass(frozen=True, slots=True)
class KeepEntry:
    """Remember a piece of knowledge that staff approved (R13)."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Wake `timer` for this subject at `due`.  Setting it again moves it."""

    timer: str
    subject: str
    due: datetime


@dataclass(frozen=True, slots=True)
class DropTimers:
    """Stop all timers of this subject."""

    subject: str


@dataclass(frozen=True, slots=True)
class KeepTalk:
    """Remember how the conversation of a room stands."""

    talk: Talk


@dataclass(frozen=True, slots=True)
class KeepWish:
    """Somebody's name is to be left out from now on, or may be used again (R14)."""

    person: PersonId
    unnamed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Refuse:
    """What staff wanted at the desk cannot be done; the page that waits says why.

    row: the inbox row of the deed.
    """

    row: int
    why: Refusal


@dataclass(frozen=True, slots=True)
class RunErrand:
    """Ask outside about a message; the answer comes back as an `ErrandReturned`."""

    errand: Errand


Effect: TypeAlias = (
    Say
    | Unsay
    | Withhold
    | Needless
    | KeepDraft
    | DropDraft
    | FileActivity
    | StrikeActivity
    | KeepQuestion
    | OpenCase
    | CloseCase
    | TakeCase
    | SetReminder
    | KeepEntry
    | SetTimer
    | DropTimers
    | KeepTalk
    | KeepWish
    | RunErrand
    | Refuse
    | AdmissionEffect
    | VisitEffect
)
