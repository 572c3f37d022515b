"""What is being read outside: meanwhile nothing is asked about any record of the lane (R2).

One timer for each message ends the waiting when nothing comes back.
"""

from datetime import datetime

from handlers.model.effects import DropTimers, Effect, SetTimer
from handlers.model.events import TimerDue
from handlers.model.people import MessageId, RoomId
from handlers.model.settings import Settings
from handlers.model.state import State

HEARING = "hearing"  # for one voice message
LOOKING = "looking"  # for the pictures of one message
_WAITS = (HEARING, LOOKING)


def subject(room: RoomId, message: MessageId) -> str:
    """What the timer and the cases about one message are called by."""
    return f"{room}/{message}"


def awaited(state: State) -> tuple[datetime, ...]:
    """Until when each is waited for: anybody may answer by voice, any sheet may tell."""
    return tuple(due for (_, timer), due in state.timers.items() if timer in _WAITS)


def over(state: State, name: str, timer: str, now: datetime) -> list[Effect]:
    """Nobody waits for it any longer; records that did are looked at again."""
    until = state.timers.get((name, timer))
    if until is None:
        return []
    looks = [
        SetTimer(other, about, now)
        for (about, other), due in state.timers.items()
        if due == until and other not in _WAITS
    ]
    return [DropTimers(name), *looks]


def on_overdue(state: State, event: TimerDue, settings: Settings) -> list[Effect]:
    """That nobody waits any longer is all: what comes back is used when it comes."""
    return []
