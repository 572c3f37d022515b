"""Words of staff for many organisations at once, and whom they may be for."""

from dataclasses import dataclass
from datetime import datetime

from handlers.model.people import MessageId, OrganisationId, PersonId, RoomId


@dataclass(frozen=True, slots=True)
class Addressee:
    """An organisation and the room in which it is told something."""

    organisation: OrganisationId
    name: str
    room: RoomId


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that waits for its author's word.  question: asked by somebody, answered to all.

    message: with which it was proposed.  passed: its author has spoken of something else since,
    so that 确认 may mean that.
    """

    by: PersonId
    at: datetime
    message: MessageId
    text: str
    rooms: tuple[RoomId, ...]
    photos: tuple[str, ...] = ()
    question: str = ""
    passed: bool = False
