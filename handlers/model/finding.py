"""What somebody or something stated about an activity, with where it stands."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from handlers.model.people import MessageId, PersonId
from handlers.model.seen import Seen, Shows


class Field(StrEnum):
    """The elements (要素) of an activity record, as the tracking guideline lists them (D2)."""

    TIME = "time"
    PLACE = "place"
    HEADCOUNT = "headcount"
    CONTENT = "content"
    FEEDBACK = "feedback"
    ATTENDEES = "attendees"
    SERVED = "served"
    THEME = "theme"
    PHOTO = "photo"
    VOICE = "voice"


WORDLESS = (Field.PHOTO, Field.VOICE)  # pieces that nobody has read
REQUIRABLE = tuple(field for field in Field if field is not Field.VOICE)


class Source(StrEnum):
    """Who says so.  A person's word outranks a picture, a later role an earlier one (R5).

    desk: staff, on the console.  It has the rank of a correction, so the newer of the two
    stands: staff's word holds until a member puts it right.
    """

    PICTURE = "picture"
    NOTE = "note"
    ANSWER = "answer"
    CORRECTION = "correction"
    DESK = "desk"

    @property
    def rank(self) -> int:
        """Higher wins."""
        return _RANK[self]


_RANK = {source: rank for rank, source in enumerate(Source)}
_RANK[Source.DESK] = _RANK[Source.CORRECTION]


class Precision(StrEnum):
    """How exactly a time was stated; nothing finer is ever claimed."""

    MINUTE = "minute"
    HALFDAY = "halfday"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class When:
    """When an activity took place.

    start, end: aware; of a DAY, start is its midnight; of a HALFDAY, start lies inside it.
    part: the part of day as written (上午, 傍晚 …) where one was.
    """

    start: datetime
    end: datetime | None = None
    precision: Precision = Precision.MINUTE
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """So many of one sort.  what: the word for them as written (队员), "" where none is."""

    number: int
    approx: bool = False
    what: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people.  approx: 余, 多, 近, 来 … were said; `number` is the one named.

    parts: what it was summed from (12名队员和8名志愿者); counts are equal without them.
    """

    number: int
    approx: bool = False
    parts: tuple[Part, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Words:
    """Text exactly as written: a place, what was done, a theme, one attendee's name."""

    text: str


class Whose(StrEnum):
    """Whose feedback it is: of those who took part, or of those they served."""

    OURS = "ours"
    SERVED = "served"


@dataclass(frozen=True, slots=True)
class Speech:
    """Feedback exactly as written; speaker: who said it, as written, where that stands.

    whose: None where that is not told.  critical: a complaint or a wish for better.
    """

    text: str
    speaker: str | None = None
    whose: Whose | None = field(default=None, compare=False)
    critical: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture.  media: its sha256 in the store.  seen: what it shows, once that is known.

    marked: what staff say that it shows; they have looked, so it counts for more.
    """

    media: str
    seen: Seen | None = None
    marked: Shows | None = None

    @property
    def shows(self) -> Shows | None:
        """What it shows, None while nobody knows."""
        return self.marked or (self.seen.shows if self.seen else None)

    @property
    def showable(self) -> bool:
        """Whether it counts as a scene of the activity; so does what nobody looked at."""
        held_back = self.marked is None and self.seen is not None and self.seen.unsafe
        return self.shows in (None, Shows.SCENE) and not held_back


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message that was not read.  media: its sha256 in the store."""

    media: str


Value: TypeAlias = When | Count | Words | Speech | Picture | Voice
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing a text states.  span: Unicode code points of the text, end exclusive."""

    field: Field
    value: Value
    span: Span

    def moved(self, by: int) -> "Stated":
        """The same, standing so many characters further on."""
        start, end = self.span
        return replace(self, span=(start + by, end + by))


@dataclass(frozen=True, slots=True)
class Finding:
    """A value with its evidence (R7): the message it stands in, and where in it.

    span: None for a picture or a voice, and at the desk.  by, at: who sent that message,
    and when.
    """

    field: Field
    value: Value
    source: Source
    message: MessageId
    span: Span | None
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Struck:
    """A finding that counts no more, because staff said so; it is kept for the history."""

    finding: Finding
    by: PersonId
    at: datetime
