"""A filed record, as leaders and the ledger read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.model.finding import Count, Field, Speech, When
from handlers.model.people import DraftId, MessageId, OrganisationId, RoomId


class PlanStatus(StrEnum):
    """项目书计划内 / 计划外; unknown when the organisation has no plan (D2)."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Virtue(StrEnum):
    """Why a picture was chosen.  chosen: staff did it themselves."""

    PEOPLE = "people"
    QUALITY = "quality"
    DIFFERENT = "different"
    POSTED = "posted"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen picture, its worth when it was chosen (2 at most), and what spoke for it most."""

    media: str
    worth: float
    virtue: Virtue


@dataclass(frozen=True, slots=True)
class Activity:
    """What took place.  sources: per field the messages it rests on (R7).

    photos, content: in the order they were posted.  A value nobody stated is None or empty.
    best: which of the photos go with the bulletin.  signin, record_sheet: the newest of each.
    changed: the fields that this version states otherwise than the one before it.
    absorbed: the records that were merged into this one.
    registered: who had put themselves on the list (接龙) beforehand; nobody says they came.
    """

    id: DraftId
    organisation: OrganisationId
    room: RoomId
    when: When | None
    place: str | None
    headcount: Count | None
    served: Count | None
    attendees: tuple[str, ...]
    theme: str | None
    content: tuple[str, ...]
    feedback: tuple[Speech, ...]
    photos: tuple[str, ...]
    plan: PlanStatus
    sources: Mapping[str, tuple[MessageId, ...]]
    version: int
    filed_at: datetime
    registered: tuple[str, ...] = ()
    best: tuple[Choice, ...] = ()
    signin: str | None = None
    record_sheet: str | None = None
    changed: tuple[Field, ...] = ()
    absorbed: tuple[DraftId, ...] = ()

    @property
    def ids(self) -> tuple[DraftId, ...]:
        """All by which it was ever named."""
        return (self.id, *self.absorbed)
