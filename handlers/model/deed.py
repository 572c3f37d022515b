"""What staff do at the desk: a closed union, and why one of them cannot be done.

Doing the same again changes nothing, so none of them harms when it arrives twice.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from handlers.model.activity import PlanStatus
from handlers.model.admission import Unbind
from handlers.model.finding import Field, Value
from handlers.model.people import (
    DraftId,
    MessageId,
    OrganisationId,
    Purpose,
    RoomId,
    RoomKind,
)
from handlers.model.seen import Shows
from handlers.model.visit import Visit, VisitId


class Refusal(StrEnum):
    """Why a deed changed nothing; also the name of the words that say so on the page.

    changed: the record is no longer as the page showed it.  nothing: nobody stated it, or
    nothing would be left.  alike: something like it is known, staff choose first.
    room_gone: the bot is no more in the group where it should be said.
    """

    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    NOT_FILED = "not_filed"
    CHANGED = "changed"
    NOTHING = "nothing"
    UNFIT = "unfit"
    TOO_MANY = "too_many"
    ENDED = "ended"
    NO_QUESTION = "no_question"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    ALIKE = "alike"
    ROOM_GONE = "room_gone"


@dataclass(frozen=True, slots=True)
class Correct:
    """From now on the field states these values; none: nobody knows.

    reissue, here and below: leaders get the bulletin of a filed record again.
    """

    draft: DraftId
    field: Field
    values: tuple[Value, ...] = ()
    reissue: bool = False


@dataclass(frozen=True, slots=True)
class Choose:
    """These pictures go with the bulletin; none given: the best ones, as without staff."""

    draft: DraftId
    media: tuple[str, ...] = ()
    reissue: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What a picture of the record shows; OTHER: it is no picture of the activity."""

    draft: DraftId
    media: str
    shows: Shows
    reissue: bool = False


@dataclass(frozen=True, slots=True)
class Judge:
    """Whether it is in the plan; None: as the plan and the words say, without staff (D2)."""

    draft: DraftId
    plan: PlanStatus | None
    reissue: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Two records are one activity: all that one states goes into the other."""

    draft: DraftId
    into: DraftId
    reissue: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """One record is two activities: what these messages state becomes its own record."""

    draft: DraftId
    messages: tuple[MessageId, ...]
    reissue: bool = False


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The record is none: it leaves the ledger and is shown no more."""

    draft: DraftId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Restore:
    """A withdrawn record is one after all."""

    draft: DraftId


@dataclass(frozen=True, slots=True)
class Reissue:
    """Leaders get the bulletin again.  version: the one that staff have before them."""

    draft: DraftId
    version: int


@dataclass(frozen=True, slots=True)
class File:
    """The record is good enough as it is; the group is asked no more."""

    draft: DraftId


@dataclass(frozen=True, slots=True)
class Answer:
    """What the asker of a question is told.  pictures: sha256 of each."""

    number: int
    words: str
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The newest answer does not hold; the question waits again."""

    number: int


@dataclass(frozen=True, slots=True)
class Take:
    """Whoever does it looks after the case."""

    number: int


@dataclass(frozen=True, slots=True)
class Release:
    """Nobody looks after the case any more."""

    number: int


@dataclass(frozen=True, slots=True)
class Drop:
    """The case needs nothing."""

    number: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """What the case wanted is done."""

    number: int


class How(StrEnum):
    """new: unless something alike is known.  merge: into that.  apart: beside it."""

    NEW = "new"
    MERGE = "merge"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Learn:
    """The answer to this question is known from now on (R13)."""

    number: int
    how: How = How.NEW


@dataclass(frozen=True, slots=True)
class Hush:
    """Nothing is said unasked, or is again (R11).  room: None for all of the organisation."""

    on: bool
    room: RoomId | None = None


@dataclass(frozen=True, slots=True)
class Introduce:
    """The bot says in a room who it is, what it keeps, and how to say no (R14)."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class Bind:
    """A room that nobody has bound is whose staff say from now on (R10).

    organisation: None for the leaders' and the staff's rooms, and where a new one of the
    name `founds` is meant.
    """

    room: RoomId
    channel: str
    purpose: Purpose
    organisation: OrganisationId | None = None
    kind: RoomKind | None = None
    founds: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """What one of staff saw of an activity, as it is to be known from now on (D6)."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Unlog:
    """There was no such visit."""

    visit: VisitId


OfRecord: TypeAlias = (
    Correct | Choose | Mark | Judge | Merge | Split | Withdraw | Restore | Reissue | File
)
OfCard: TypeAlias = Answer | TakeBack | Take | Release | Drop | End | Learn
OfVisit: TypeAlias = Log | Unlog
OfRoom: TypeAlias = Hush | Introduce | Bind | Unbind
Deed: TypeAlias = OfRecord | OfCard | OfVisit | OfRoom
