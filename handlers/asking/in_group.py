"""A person answers in the group itself: the bot is silent there (R12)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.asking.cards import closed, names
from handlers.asking.replying import SOON
from handlers.model.case import Question
from handlers.model.effects import Effect, KeepQuestion
from handlers.model.events import MessageArrived
from handlers.model.people import Role
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read import on_topic
from handlers.read.asked import WORTH
from handlers.read.following import greeting
from handlers.read.questions import is_question, thanks
from handlers.read.staff import promises
from handlers.staff import reminders

SPOKEN_FOR = timedelta(hours=24)  # words about a question this soon after it answer it
REMEMBERED = timedelta(hours=2)  # so long it matters who has spoken since


def answered_by_human(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """The bot is silent where a person is answering; who promises to has it (R12)."""
    here = [
        q
        for q in state.questions
        if q.room == event.room and event.sender not in q.askers and _unsettled(q, event)
    ]
    question = (
        _quoted(state, event, here) if event.quoted else _spoken_of(state, event, here)
    )
    if question is None:
        return None
    words = _without_names(state, event.text, question)
    if promises(words):
        return _taken(state, question, event, settings)
    if not _says_something(words):
        return None
    by = "staff" if state.is_staff(event.sender) else None
    return closed(state, question, event.now, by)


def overheard(state: State, event: MessageArrived) -> list[Effect]:
    """Who else spoke after a question that waits, and whether it may have answered it."""
    effects: list[Effect] = []
    for question in state.questions:
        asked = question.room == event.room and question.waits
        if not asked or event.sender in question.askers:
            continue
        if event.now - question.asked_at <= REMEMBERED:
            heard = _heard(state, event, question)
            effects += [KeepQuestion(heard)] if heard != question else []
    return effects


def _heard(state: State, event: MessageArrived, question: Question) -> Question:
    heard = question
    if not (question.followed or state.is_staff(event.sender)):
        heard = replace(heard, followed_at=event.now)
    if question.stated or not (event.voices or _may_answer(state, event, question)):
        return heard
    return replace(heard, stated_at=event.now)


def _may_answer(state: State, event: MessageArrived, question: Question) -> bool:
    """Less than closes a question at once; enough where its asker says thanks for it."""
    words = _without_names(state, event.text, question)
    if promises(words) or on_topic.to_everybody(words) or not _says_something(words):
        return False
    return any(fits(words, question.words) for fits in _ANY)


def _says_something(words: str) -> bool:
    """A nod, a greeting, thanks or a question back is no answer."""
    if is_question(words) or greeting(words) or thanks(words):
        return False
    return len(words) >= WORTH or on_topic.verdict(words)


def _quoted(
    state: State, event: MessageArrived, here: Sequence[Question]
) -> Question | None:
    """The one whose words, or whose acknowledgement, staff or a leader quote."""
    quoted = event.quoted
    if quoted is None or state.role(event.sender) not in (Role.STAFF, Role.LEADER):
        return None
    named = (q for q in here if quoted.message == q.message or quoted.question == q.id)
    return next(named, None)


def _spoken_of(
    state: State, event: MessageArrived, here: Sequence[Question]
) -> Question | None:
    """The newest whose asker staff name, or that their words are about or answer."""
    if not state.is_staff(event.sender):
        return None
    newest = [q for q in reversed(here) if _age(q, event) <= SPOKEN_FOR]
    named = (q for q in newest if _without_names(state, event.text, q) != event.text)
    return next(named, None) or next(_answered(event, newest), None)


def _answered(event: MessageArrived, newest: Sequence[Question]) -> Iterator[Question]:
    """What is said to everybody answers nobody's question: one that is lost is worse."""
    words = event.text
    if on_topic.to_everybody(words):
        return
    yield from (q for q in newest if on_topic.about(words, q.words))
    soon = [q for q in newest if _age(q, event) <= SOON]
    yield from (q for q in soon if on_topic.replies(words, q.words))
    for question in soon[:1]:
        plain = promises(words) or on_topic.plainly(words, question.words)
        if plain and not question.followed:
            yield question


def _taken(
    state: State, question: Question, event: MessageArrived, settings: Settings
) -> list[Effect]:
    """Of staff it is known who sees to it; what anybody else promises changes nothing."""
    if not state.is_staff(event.sender):
        return []
    cards = (one.number for one in state.waiting if one.question.id == question.id)
    return [effect for n in cards for effect in reminders.taken(n, event, settings)]


def _without_names(state: State, text: str, question: Question) -> str:
    """The words without whom they are said to."""
    for name in names(state, question.askers):
        text = text.replace(f"@{name}", "").replace(name, "")
    return text.strip(" \u2005，,：:、")


def _unsettled(question: Question, event: MessageArrived) -> bool:
    """It waits, or staff's answer to it waits for the morning."""
    pending = [r for r in question.replies[-1:] if r.by is not None and r.at > event.now]
    return question.waits or bool(pending)


def _age(question: Question, event: MessageArrived) -> timedelta:
    return event.now - question.asked_at


_ANY: Sequence[Callable[[str, str], bool]] = (
    on_topic.about,
    on_topic.replies,
    on_topic.plainly,
)
