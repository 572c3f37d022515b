"""静默 and 恢复: leaders and staff stop and resume what the bot says unasked (R11)."""

from dataclasses import replace
from datetime import datetime

from handlers.model.draft import Draft
from handlers.model.effects import DropTimers, Effect, KeepTalk, SetTimer, Unsay, Why
from handlers.model.events import MessageArrived
from handlers.model.people import Role
from handlers.model.settings import Settings
from handlers.model.state import State, Talk
from handlers.nudge import come_back
from handlers.read.command import Command, read_command
from handlers.records.joining import collecting
from handlers.records.pieces import SETTLE

SILENCED = (Why.ASK, Why.NUDGE, Why.SETTLE, Why.THANKS, Why.DIGEST, Why.TIP)


def obey(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """A leader's or staff's word for silence holds at once and until it is taken back."""
    command = read_command(event.text)
    if command is None or state.role(event.sender) in (None, Role.MEMBER):
        return None
    talk = replace(state.talk(event.room), spoke_at=event.now)
    match command:
        case Command.HUSH:
            return silenced(talk)
        case Command.RESUME:
            return resumed(state, talk, event.now, settings)
        case _:
            return None


def silenced(talk: Talk) -> list[Effect]:
    """Nothing more is said unasked in this room, not even what waits."""
    return [KeepTalk(replace(talk, hushed=True)), Unsay(talk.room, SILENCED)]


def resumed(state: State, talk: Talk, now: datetime, settings: Settings) -> list[Effect]:
    """Its records are looked at once more."""
    waiting = [d for d in collecting(state) if d.room == talk.room]
    timers = [t for d in waiting for t in _again(d, now, settings)]
    return [KeepTalk(replace(talk, hushed=False)), *timers]


def _again(draft: Draft, now: datetime, settings: Settings) -> list[Effect]:
    """Look at the record once more, as if its burst were just over."""
    looks: list[Effect] = [
        DropTimers(draft.id),
        SetTimer(SETTLE, draft.id, now + settings.coach.settle),
    ]
    asked = [come_back(draft, now, settings)] if draft.requests else []
    return looks + asked
