"""What a picture shows, as recognition saw it: stored with the picture, once for ever."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Shows(StrEnum):
    """scene: people and what they do; signin: 签到表; record: 记录表 (D2); other: a poster …"""

    SCENE = "scene"
    SIGNIN = "signin"
    RECORD = "record"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of recognised text.  box: left, top, right, bottom in pixels of the upright page."""

    text: str
    confidence: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the picture is to look at, each 0 to 1, of scenes from 0.5 on worth showing."""

    score: float
    sharpness: float
    exposure: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """People in a scene: so many were found, and the number lies between low and high.

    Backs and bowed heads are not found, so the number is never claimed to be exact.
    """

    found: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Read:
    """Words read off a sheet, and how sure that is (0 to 1).

    suggested: a member whose name is near the one read, for staff alone; it replaces nothing.
    """

    text: str
    confidence: float
    suggested: str | None = None


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in sheet.  count: rows that somebody signed, read or not.

    names: those that could be read, in their order.  clear: whether the count is beyond doubt
    (no crossed-out, cut-off or freehand row).  name: of the activity, where a label says so.
    Phone numbers are nowhere kept (R14).
    """

    count: int
    clear: bool
    names: tuple[Read, ...] = ()
    title: Read | None = None
    place: Read | None = None
    day: date | None = None
    name: Read | None = None


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """An activity record sheet.  start: midnight where no clock time stands on it; naive, local.

    headcount_sure: 0 to 1, as for what is read in words.
    """

    name: Read | None = None
    place: Read | None = None
    content: Read | None = None
    feedback: Read | None = None
    headcount: int | None = None
    headcount_sure: float = 1.0
    start: datetime | None = None
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture.  width, height: as people see it.  taken_at: naive, by the camera's clock.

    phash: perceptual hash, 16 hex digits; near pictures have near hashes.
    focus: left, top, right, bottom as shares of the picture, around the people in it.
    unsafe: held back for staff.  text: lines as read, phone numbers masked.
    """

    shows: Shows
    confidence: float
    width: int
    height: int
    phash: str
    quality: Quality
    taken_at: datetime | None = None
    crowd: Crowd | None = None
    signin: SignIn | None = None
    record: RecordSheet | None = None
    focus: tuple[float, float, float, float] | None = None
    unsafe: bool = False
    text: tuple[str, ...] = ()
