"""What a list of names (接龙) tells of an activity that is still ahead."""

from dataclasses import dataclass
from datetime import date, datetime

from handlers.model.people import MessageId


@dataclass(frozen=True, slots=True)
class Coming:
    """The newest version of one list.

    about: its heading as written.  day: when it will be, where one is named.
    names: who put themselves on it, as written.  people: with those they bring along.
    """

    message: MessageId
    at: datetime
    about: str
    day: date | None
    names: tuple[str, ...]
    people: int
