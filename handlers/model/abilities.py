"""What a channel can do; whoever speaks through it adapts to what it cannot."""

from dataclasses import dataclass
from datetime import timedelta

NEVER = timedelta()


@dataclass(frozen=True, slots=True)
class Abilities:
    """read_all: hears every message of a group, not only those that mention the bot.

    write: may speak at all.  recall: tells when a member takes a message back.
    mention: whom a message is for hears so from their telephone.
    transactional: to send is to store, so a send cannot have an unknown outcome.
    takes_back: for so long after it was sent the bot can take back a message of its own.
    """

    read_all: bool
    write: bool
    recall: bool
    mention: bool
    pictures: bool
    transactional: bool = False
    takes_back: timedelta = NEVER


BUILT_IN = Abilities(  # of the web chat
    read_all=True, write=True, recall=True, mention=True, pictures=True, transactional=True
)
