"""Who waits for a message, and so what leaves first and what must arrive (R8, R10, R12)."""

from collections.abc import Mapping
from enum import IntEnum

from handlers.model.admission import Act
from handlers.model.effects import Why


class Precedence(IntEnum):
    """The lowest leaves first.

    BROUGHT_BACK: somebody waits for what staff answered.  REPLY: somebody has just asked.
    CARD: staff have something to do.  UNHURRIED: nobody waits for it.
    """

    BROUGHT_BACK = 0
    REPLY = 1
    CARD = 2
    UNHURRIED = 3


OF: Mapping[str, Precedence] = {
    Why.RELAY: Precedence.BROUGHT_BACK,
    Act.RECALL: Precedence.BROUGHT_BACK,  # soon it is too late for that
    Why.ANSWER: Precedence.REPLY,
    Why.ACKNOWLEDGE: Precedence.REPLY,
    Why.ESCALATE: Precedence.CARD,
}
HURRIED = tuple(str(purpose) for purpose in OF)
# A question that staff never see, or an answer that never comes back, is worse than one
# that comes twice.
MUST_ARRIVE = (str(Why.RELAY), str(Why.ESCALATE), str(Act.RECALL))


def precedence(purpose: str) -> Precedence:
    """Of a row of the outbox; what is not named above is unhurried."""
    return OF.get(purpose, Precedence.UNHURRIED)
