"""A person answers in the group itself: the bot is silent there (R12)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.asking.cards import closed, names, quotes
from handlers.asking.replying import SOON
from handlers.model.case import Question
from handlers.model.effects import Effect, KeepQuestion
from handlers.model.events import MessageArrived
from handlers.model.people import Role
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read import on_topic
from handlers.read.asked import WORTH
from handlers.read.calling import hails
from handlers.read.following import greeting
from handlers.read.promises import promises
from handlers.read.questions import is_question, thanks
from handlers.staff import reminders

SPOKEN_FOR = timedelta(hours=24)  # words about a question this soon after it answer it
REMEMBERED = timedelta(hours=2)  # so long it matters who has spoken since
LONGEST = (
    200  # characters; who answers a neighbour says less, and one left open is not lost
)
_PAUSES = " \u2005，,：:、"


def answered_by_human(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """The bot is silent where a person is answering; who promises to has it (R12)."""
    if event.quoted is None and not state.is_staff(event.sender):
        return None
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
    words = _without_askers(state, event, question)
    if promises(words):
        return _taken(state, question, event, settings)
    if not _says_something(words):
        return None
    by = "staff" if state.is_staff(event.sender) else None
    return closed(state, question, event.now, by)


def overheard(state: State, event: MessageArrived) -> list[Effect]:
    """Who else spoke after a question that waits, and whether it may have answered it."""
    waiting = [q for q in state.questions if _listens(q, event)]
    if not waiting:  # as for most of what is said
        return []
    told = {q.id for q in _told(state, event, [q for q in waiting if not q.stated])}
    member = not state.is_staff(event.sender)
    effects: list[Effect] = []
    for question in waiting:
        heard = question
        if member and not question.followed:
            heard = replace(heard, followed_at=event.now)
        if question.id in told:
            heard = replace(heard, stated_at=event.now)
        effects += [KeepQuestion(heard)] if heard is not question else []
    return effects


def _listens(question: Question, event: MessageArrived) -> bool:
    """It waits here, was asked lately by somebody else, and not all is known of it yet."""
    if not question.waits or question.room != event.room:
        return False
    late = event.now - question.asked_at > REMEMBERED
    if late or (question.stated and question.followed):
        return False
    return event.sender not in question.askers


def _told(
    state: State, event: MessageArrived, silent: Sequence[Question]
) -> Sequence[Question]:
    """Those that this may answer: too little to close one, enough where its asker says thanks.

    Who is called by name is meant alone.
    """
    if not silent or len(event.text) > LONGEST:
        return []
    hailed = [q for q in silent if _hailed(state, event, q)]
    voiced = [q for q in silent if event.voices and _right_behind(state, event, q)]
    everybody = [asker for q in silent for asker in q.askers]
    words = _without_names(event.text, names(state, everybody))
    if promises(words) or on_topic.to_everybody(words) or not _says_something(words):
        return voiced
    return [*voiced, *(q for q in hailed or silent if _may_answer(state, event, q))]


def _may_answer(state: State, event: MessageArrived, question: Question) -> bool:
    words = _without_askers(state, event, question)
    if on_topic.about(words, question.words) or on_topic.replies(words, question.words):
        return True
    return _right_behind(state, event, question) and _plainly(words, question)


def _plainly(words: str, question: Question) -> bool:
    """A mere 可以 is meant for whom it calls, if it calls somebody."""
    return "@" not in words and on_topic.plainly(words, question.words)


def _right_behind(state: State, event: MessageArrived, question: Question) -> bool:
    """It quotes the question, or quotes nothing and nothing else was said since."""
    if event.quoted is not None:
        return quotes(event.quoted, question)
    spoke = state.talk(event.room).spoke_at
    return not question.followed and (spoke is None or spoke <= question.asked_at)


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
    return next((q for q in here if quotes(quoted, q)), None)


def _spoken_of(
    state: State, event: MessageArrived, here: Sequence[Question]
) -> Question | None:
    """The newest that words of staff are about, or answer; whom they name is meant alone."""
    newest = [q for q in reversed(here) if _age(q, event) <= SPOKEN_FOR]
    hailed = [q for q in newest if _hailed(state, event, q)]
    if not hailed:
        return next(_answered(state, event, newest), None)
    return next((q for q in hailed if _seen_to(state, event, q)), None)


def _seen_to(state: State, event: MessageArrived, question: Question) -> bool:
    """Said to its asker, it need neither come at once nor alone."""
    words = _without_askers(state, event, question)
    return promises(words) or any(fits(words, question.words) for fits in _ANY)


def _answered(
    state: State, event: MessageArrived, newest: Sequence[Question]
) -> Iterator[Question]:
    """What is said to everybody answers nobody's question: one that is lost is worse."""
    if on_topic.to_everybody(event.text):
        return
    yield from (q for q in newest if on_topic.about(event.text, q.words))
    soon = [q for q in newest if _age(q, event) <= SOON]
    yield from (q for q in soon if on_topic.replies(event.text, q.words))
    for question in soon[:1]:
        words = _without_askers(state, event, question)
        plain = promises(words) or _plainly(words, question)
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


def _hailed(state: State, event: MessageArrived, question: Question) -> bool:
    """Whether the words are said to its asker by name."""
    return any(hails(event.text, name) for name in names(state, question.askers))


def _without_askers(state: State, event: MessageArrived, question: Question) -> str:
    return _without_names(event.text, names(state, question.askers))


def _without_names(text: str, called: Sequence[str]) -> str:
    """The words without these names, and without pauses at their ends, named or not."""
    for name in called:
        text = text.replace(f"@{name}", "").replace(name, "")
    return text.strip(_PAUSES)


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
