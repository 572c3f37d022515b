"""Whom a question in a group is for: neighbours, or the staff, without the bot's name (R1)."""

from handlers.model.events import MessageArrived
from handlers.model.state import State
from handlers.read.calling import addresses, calls, only_talks
from handlers.read.questions import is_question, to_staff


def for_staff(state: State, event: MessageArrived) -> bool:
    """A question about what only staff know, or one that is said to one of them by name."""
    if to_staff(event.text):
        return True
    if only_talks(event.text):
        return False
    return is_question(event.text) and _names_staff(state, event)


def _names_staff(state: State, event: MessageArrived) -> bool:
    """Whom another member is called like may be that member."""
    for one in state.people.values():
        if state.is_staff(one.id) and addresses(event.text, one.name):
            return not any(
                calls(event.text, other.name)
                for other in state.people.values()
                if not state.is_staff(other.id) and other.id != event.sender
            )
    return False
