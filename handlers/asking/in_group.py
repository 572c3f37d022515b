"""A person answers in the group itself: the bot is silent there (R12)."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.asking.cards import closed, names
from handlers.asking.replying import SOON
from handlers.likeness import pairs
from handlers.model.case import Question
from handlers.model.effects import Effect
from handlers.model.events import MessageArrived
from handlers.model.people import Role
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.asked import WORTH, meaning
from handlers.read.following import greeting
from handlers.read.questions import is_question, thanks

SPOKEN_FOR = timedelta(hours=24)  # words about a question this soon after it answer it


def answered_by_human(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """The bot is silent where a person is answering (R12)."""
    question = _being_answered(state, event)
    if question is None or not _says_something(event.text):
        return None
    by = "staff" if state.is_staff(event.sender) else None
    return closed(state, question, event.now, by)


def _says_something(text: str) -> bool:
    """A nod, a greeting, thanks or a question back is no answer."""
    if len(text) < WORTH or is_question(text):
        return False
    return not (greeting(text) or thanks(text))


def _being_answered(state: State, event: MessageArrived) -> Question | None:
    """The question that these words answer: the quoted one, else what staff speak of here."""
    here = [
        q
        for q in state.questions
        if q.room == event.room and event.sender not in q.askers and _unsettled(q, event)
    ]
    quoted = event.quoted
    if quoted is not None:
        knows = state.role(event.sender) in (Role.STAFF, Role.LEADER)
        named = (q for q in here if quoted.message == q.message or quoted.question == q.id)
        return next(named, None) if knows else None
    return _spoken_of(state, event, here) if state.is_staff(event.sender) else None


def _spoken_of(
    state: State, event: MessageArrived, questions: Sequence[Question]
) -> Question | None:
    """The newest that the words are about; else the newest, if it was asked just now."""
    about = [
        q for q in questions if _age(q, event) <= SPOKEN_FOR and _about(state, event, q)
    ]
    soon = [q for q in questions if _age(q, event) <= SOON]
    return next(reversed(about or soon), None)


def _about(state: State, event: MessageArrived, question: Question) -> bool:
    """Who asked is named, or something of what was asked."""
    if any(name in event.text for name in names(state, question.askers)):
        return True
    asked = {pair for run in meaning(question.words) for pair in pairs(run)}
    return any(pairs(run) & asked for run in meaning(event.text) if len(run) > 1)


def _unsettled(question: Question, event: MessageArrived) -> bool:
    """It waits, or staff's answer to it waits for the morning."""
    pending = [r for r in question.replies[-1:] if r.by is not None and r.at > event.now]
    return question.waits or bool(pending)


def _age(question: Question, event: MessageArrived) -> timedelta:
    return event.now - (question.further[-1].at if question.further else question.at)
