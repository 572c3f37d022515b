"""What is asked outside about one message because no rule can answer it, and takes a while."""

from dataclasses import dataclass
from enum import StrEnum

from handlers.model.people import MessageId, RoomId


class ErrandKind(StrEnum):
    """reading: what a language model makes of the words; speech: what a voice message says;
    sight: what its pictures show.
    """

    READING = "reading"
    SPEECH = "speech"
    SIGHT = "sight"


@dataclass(frozen=True, slots=True)
class Errand:
    """One errand about one message; the same three are the same errand, run once.

    It holds no words: whoever runs it gets the message as it lies in the inbox.
    """

    kind: ErrandKind
    room: RoomId
    message: MessageId
