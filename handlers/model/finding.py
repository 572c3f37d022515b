"""What somebody or something stated about an activity, with where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from handlers.model.people import MessageId, PersonId


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


class Source(StrEnum):
    """Who says so.  A person's word outranks a picture, a later role an earlier one (R5)."""

    PICTURE = "picture"
    NOTE = "note"
    ANSWER = "answer"
    CORRECTION = "correction"

    @property
    def rank(self) -> int:
        """Higher wins."""
        return _RANK[self]


_RANK = {source: rank for rank, source in enumerate(Source)}


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
class Count:
    """A number of people.  approx: 余, 多, 近, 来 … were said; `number` is the one named."""

    number: int
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Text exactly as written: a place, what was done, a theme, one attendee's name."""

    text: str


@dataclass(frozen=True, slots=True)
class Speech:
    """Feedback exactly as written; speaker: who said it, as written, where that stands."""

    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that shows the activity.  media: its sha256 in the store."""

    media: str


Value: TypeAlias = When | Count | Words | Speech | Picture
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing a text states.  span: Unicode code points of the text, end exclusive."""

    field: Field
    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A value with its evidence (R7): the message it stands in, and where in it.

    span: None for a picture.  by, at: who sent that message, and when.
    """

    field: Field
    value: Value
    source: Source
    message: MessageId
    span: Span | None
    by: PersonId
    at: datetime
