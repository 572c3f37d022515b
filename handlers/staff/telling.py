"""What the bot says in the room where staff act: one line, when it may speak there."""

from handlers import moments
from handlers.model.case import Question
from handlers.model.effects import Say, Why
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.settings import Settings


def told_staff(
    event: MessageArrived | MessageRecalled,
    prompt: str,
    data: dict[str, object],
    settings: Settings,
    question: Question | None = None,
) -> Say:
    """One line to what was said there.  question: what a quote of it is about."""
    return Say(
        event.room,
        Why.ANSWER,
        prompt,
        data,
        question=question.id if question else None,
        not_before=moments.allowed(event.now, settings),
    )
