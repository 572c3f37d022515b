"""What happens to an account and its rooms beside what is said there, and what may follow.

An account is ours in a channel of the outside; a room belongs to nobody until staff bind it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from handlers.model.people import MessageId, Organisation, Person, PersonId, Room, RoomId


@dataclass(frozen=True, slots=True)
class Entered:
    """The account was put into a room.  by: who did it, None if nobody knows."""

    row: int
    room: RoomId
    topic: str
    by: Person | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Unbind:
    """A deed of staff's: the room is not whose they had said (R10)."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class Unbound:
    """A room that waits to be bound, as its account found it, and whose it can be."""

    topic: str
    organisations: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Called:
    """The bot was addressed in a room that nobody has bound.

    organisations: all there are.
    """

    row: int
    channel: str
    message: MessageId
    room: RoomId
    topic: str
    by: Person
    text: str
    now: datetime
    organisations: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody asks the account to come into a room."""

    row: int
    channel: str
    invitation: str
    by: Person | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Befriended:
    """Somebody wants to be able to write to the account.

    vouched: they gave the word that staff hand out, so they are of staff.
    friendship: the request to be accepted, None where they can write already.
    """

    row: int
    channel: str
    person: Person
    vouched: bool
    now: datetime
    friendship: str | None = None


@dataclass(frozen=True, slots=True)
class PeopleCame:
    """Others came into a bound room.  before: those of them who have been there already.

    spoke: those who are known only because they have spoken there since.
    """

    row: int
    room: RoomId
    people: tuple[Person, ...]
    now: datetime
    before: frozenset[PersonId] = frozenset()
    spoke: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class RoomSeen:
    """How a bound room is when the account looks at it again.  people: all but the account."""

    row: int
    room: RoomId
    topic: str
    people: tuple[Person, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class PeopleWent:
    """Others are in a bound room no more."""

    row: int
    room: RoomId
    people: tuple[PersonId, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class PutOut:
    """The account is in a room no more."""

    row: int
    room: RoomId
    now: datetime


@dataclass(frozen=True, slots=True)
class Renamed:
    """A bound room goes by another name."""

    row: int
    room: RoomId
    topic: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Missed:
    """Between two moments the account heard nothing, though something may have been said."""

    row: int
    channel: str
    since: datetime
    until: datetime
    now: datetime


Admission: TypeAlias = (
    Entered
    | Called
    | Invited
    | Befriended
    | PeopleCame
    | RoomSeen
    | PeopleWent
    | PutOut
    | Renamed
    | Missed
)


class Act(StrEnum):
    """What an account does beside speaking.

    look_at_room: tell anew who is in a room and what it is called, now that it is ours.
    recall: take back a message of the bot, while the channel still can.
    """

    ACCEPT_INVITATION = "accept_invitation"
    ACCEPT_FRIENDSHIP = "accept_friendship"
    LOOK_AT_ROOM = "look_at_room"
    RECALL = "recall"


@dataclass(frozen=True, slots=True)
class DoAct:
    """Have the account do this; `subject` is the id that the channel gave it."""

    channel: str
    act: Act
    subject: str


@dataclass(frozen=True, slots=True)
class BindRoom:
    """The room belongs to somebody from now on, and what is said there is kept."""

    room: Room


@dataclass(frozen=True, slots=True)
class RenameRoom:
    """Call the room so."""

    room: RoomId
    name: str


@dataclass(frozen=True, slots=True)
class LeaveRoom:
    """Nothing more is said in the room, not even what waits.

    unbound: the bot stays, and the room waits to be bound anew.
    """

    room: RoomId
    at: datetime
    unbound: bool = False


@dataclass(frozen=True, slots=True)
class KeepPeople:
    """Who came into the room and who went; membership is remembered over time (D1).

    whole: whoever did not come is not there.
    """

    room: RoomId
    at: datetime
    came: tuple[Person, ...] = ()
    went: tuple[PersonId, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Appoint:
    """This person is of staff."""

    person: Person


@dataclass(frozen=True, slots=True)
class Found:
    """There is a new organisation."""

    organisation: Organisation


AdmissionEffect: TypeAlias = (
    DoAct | BindRoom | RenameRoom | LeaveRoom | KeepPeople | Appoint | Found
)
