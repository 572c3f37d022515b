"""静默 and 恢复: leaders and staff stop and resume what the bot says unasked (R11)."""

from dataclasses import replace

from handlers.joining import collecting
from handlers.model.draft import Draft
from handlers.model.effects import DropTimers, Effect, KeepTalk, SetTimer, Unsay, Why
from handlers.model.events import MessageArrived
from handlers.model.people import Role
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.nudge import come_back
from handlers.pieces import SETTLE
from handlers.read.command import Command, read_command

SILENCED = (Why.ASK, Why.NUDGE, Why.SETTLE, Why.THANKS, Why.DIGEST, Why.TIP)


def obey(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """A leader's or staff's word for silence holds at once and until it is taken back."""
    command = read_command(event.text)
    if command is None or state.role(event.sender) in (None, Role.MEMBER):
        return None
    talk = replace(state.talk(event.room), spoke_at=event.now)
    match command:
        case Command.HUSH:
            return [KeepTalk(replace(talk, hushed=True)), Unsay(event.room, SILENCED)]
        case Command.RESUME:
            waiting = [d for d in collecting(state) if d.room == event.room]
            timers = [t for d in waiting for t in _again(d, event, settings)]
            return [KeepTalk(replace(talk, hushed=False)), *timers]
        case _:
            return None


def _again(draft: Draft, event: MessageArrived, settings: Settings) -> list[Effect]:
    """Look at the record once more, as if its burst were just over."""
    looks: list[Effect] = [
        DropTimers(draft.id),
        SetTimer(SETTLE, draft.id, event.now + settings.coach.settle),
    ]
    asked = [come_back(draft, event.now, settings)] if draft.requests else []
    return looks + asked
