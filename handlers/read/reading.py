"""What one message says, before anybody decides what to do about it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from handlers.model.finding import Stated


class Kind(StrEnum):
    """report: took place; announcement: is to come; reply: could only supply a field."""

    REPORT = "report"
    ANNOUNCEMENT = "announcement"
    QUESTION = "question"
    REPLY = "reply"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the reader may know of the room, so that our activity is told from another's.

    community: its name.  plan: titles of the organisation's project plan.
    collecting: a record is still open.  asked: the bot waits for an answer about one.
    addressed: the bot is mentioned or quoted.
    """

    community: str = ""
    plan: tuple[str, ...] = ()
    collecting: bool = False
    asked: bool = False
    addressed: bool = False


Activity: TypeAlias = tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """confidence: 0 … 1 that `kind` is right; under 0.5 a report is left to staff (R1).

    activities: what is stated of each activity, in the order of the text; empty unless
    report or announcement.  loose: what a reply (or chat) states without naming an activity.
    """

    kind: Kind
    confidence: float = 1.0
    activities: tuple[Activity, ...] = ()
    loose: tuple[Stated, ...] = ()
