"""What the gateway tells, as values of ours, and what it can be asked."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Kind(Enum):
    """What a message is; the numbers are those of current gateways."""

    UNKNOWN = 0
    ATTACHMENT = 1
    AUDIO = 2
    CONTACT = 3
    CHAT_HISTORY = 4
    EMOTICON = 5
    IMAGE = 6
    TEXT = 7
    LOCATION = 8
    MINI_PROGRAM = 9
    GROUP_NOTE = 10
    TRANSFER = 11
    RED_ENVELOPE = 12
    RECALLED = 13
    URL = 14
    VIDEO = 15
    POST = 16


def storable(text: str) -> str:
    """Without NUL, which PostgreSQL cannot keep."""
    return text.replace("\0", "")


@dataclass(frozen=True, slots=True)
class WireEvent:
    """Something happened.  name: "message", "room_join", …; data: JSON, of any shape.

    It carries ids alone; what they mean is asked afterwards.
    """

    name: str
    data: Mapping[str, object]

    def text(self, key: str) -> str:
        """Empty for what is no text."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list."""
        value = self.data.get(key)
        given = value if isinstance(value, list) else []
        return tuple(one for one in given if isinstance(one, str))

    def number(self, key: str) -> int:
        """0 for what is no number."""
        value = self.data.get(key)
        return int(value) if isinstance(value, int | float) else 0


@dataclass(frozen=True, slots=True)
class WireMessage:
    """room: empty for what is said to us alone.  said_at: seconds or milliseconds, or 0."""

    id: str
    kind: Kind
    room: str
    talker: str
    listener: str
    text: str
    said_at: int
    mentions: tuple[str, ...]
    filename: str


@dataclass(frozen=True, slots=True)
class WireRoom:
    """members: contact ids."""

    id: str
    topic: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WireInvitation:
    """Somebody asks us into a room."""

    id: str
    inviter: str
    topic: str


@dataclass(frozen=True, slots=True)
class WireFriendship:
    """Somebody asks for our friendship (RECEIVED), or granted it."""

    id: str
    contact: str
    hello: str
    received: bool


@dataclass(frozen=True, slots=True)
class WireFile:
    """name: as the sender's side calls it."""

    name: str
    data: bytes


class Gateway(Protocol):
    """One connection.  Every call has a deadline, and raises a LinkError as failures.py says."""

    async def listen(self, hear: Callable[[WireEvent], Awaitable[None]]) -> None:
        """Take our place, start the puppet, and hear each event until the link is gone.

        Raises: always, in the end: a LinkError.
        """

    async def ding(self) -> None: ...
    async def message(self, id_: str) -> WireMessage: ...
    async def picture(self, id_: str, limit: int) -> WireFile: ...
    async def file(self, id_: str, limit: int) -> WireFile: ...
    async def rooms(self) -> tuple[str, ...]: ...
    async def room(self, id_: str) -> WireRoom: ...
    async def member_name(self, room: str, person: str) -> str: ...
    async def contact_name(self, id_: str) -> str: ...
    async def invitation(self, id_: str) -> WireInvitation: ...
    async def friendship(self, id_: str) -> WireFriendship: ...
    async def accept_invitation(self, id_: str) -> None: ...
    async def accept_friendship(self, id_: str) -> None: ...
    async def say(self, where: str, text: str, to: Sequence[str]) -> str | None: ...
    async def hand(self, where: str, file: WireFile) -> str | None: ...
    async def take_back(self, id_: str) -> bool: ...
    def drop(self) -> None:
        """Cut the connection, at once and for good."""


Dial = Callable[[], Gateway]
