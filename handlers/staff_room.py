"""What is said in the staff's room: words about a card, and answers (R12)."""

from collections.abc import Callable
from typing import TypeAlias

from handlers import questions
from handlers.model.effects import Effect
from handlers.model.events import MessageArrived
from handlers.model.settings import Settings
from handlers.model.state import State

Step: TypeAlias = Callable[[State, MessageArrived, Settings], list[Effect] | None]

STEPS: tuple[Step, ...] = (questions.answered_by_staff,)


def on_message(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """The first step that knows what the words are for; staff's talk is left alone."""
    for step in STEPS:
        effects = step(state, event, settings)
        if effects is not None:
            return effects
    return []
