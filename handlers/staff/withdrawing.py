"""Staff take an answer back: by a word about the card, or by recalling theirs (R11, R12)."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.asking.cards import names, say
from handlers.model.case import Case, CaseKind, Question, QuestionStatus, Reply
from handlers.model.effects import Effect, KeepEntry, KeepQuestion, OpenCase, Why, Withhold
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.people import MessageId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.asked import without_numbers
from handlers.read.orders import Order, read_order
from handlers.staff.answering import asked_on, on_cards
from handlers.staff.telling import told_staff
from handlers.staff.unlearning import unlearnt


def withdrawn(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """“#12 发错了”: the newest answer is taken back, and the question waits again."""
    if read_order(without_numbers(event.text)) is not Order.WITHDRAW:
        return None
    effects: list[Effect] = []
    for number, question in on_cards(state, event):
        if of_staff(question):
            effects += take_back(state, number, question, event, settings)
    return effects or None


def recalled(state: State, event: MessageRecalled, settings: Settings) -> list[Effect]:
    """Staff took their own words back (撤回), which may have answered several cards."""
    effects: list[Effect] = []
    for listed in state.cases:
        question = asked_on(state, listed)
        if question and of_staff(question, event.message):
            effects += take_back(state, listed.number, question, event, settings)
    return effects


def take_back(
    state: State,
    number: int,
    question: Question,
    event: MessageArrived | MessageRecalled,
    settings: Settings,
) -> list[Effect]:
    """What has not left yet never does; else the asker hears, once, that it does not hold.

    What was learnt from it answers nobody else either, unless staff have changed it since.
    """
    message = event.message if isinstance(event, MessageRecalled) else None
    reply, *more = _gone(question, message)
    left = tuple(r for r in question.replies if r not in (reply, *more))
    again = replace(question, status=QuestionStatus.ESCALATED, by=None, replies=left)
    data: dict[str, object] = {"names": names(state, again.askers)}
    instead = say(again, Why.RELAY, "cases/withdrawn", data, event.now, settings)
    instead = replace(instead, key=f"withdrawn/{reply.key}")
    known = unlearnt(state, question, left)
    today = event.now.astimezone(settings.zone).date()
    told = {"number": number, "gone": known.gone, "changed": known.changed}
    return [
        KeepQuestion(again),
        *(KeepEntry(entry.retired(today)) for entry in known.gone),
        OpenCase(Case(CaseKind.QUESTION, question.id, question.room, event.now)),
        Withhold(reply.key, instead),
        *(Withhold(added_to_it.key) for added_to_it in more),
        told_staff(event, "cases/waits_again", told, settings, again),
    ]


def of_staff(question: Question, message: MessageId | None = None) -> bool:
    """Whether staff may still take back its newest answer, or what they wrote in a message."""
    closed = question.status is QuestionStatus.CLOSED_BY_HUMAN
    return not closed and bool(_gone(question, message))


def _gone(question: Question, message: MessageId | None) -> Sequence[Reply]:
    """The newest answer, or that of a message with what staff added before it went on."""
    replies = [reply for reply in question.replies if reply.by is not None]
    if message is None:
        return [reply for reply in question.replies[-1:] if reply in replies]
    said = [n for n, reply in enumerate(replies) if reply.message == message]
    if not said:
        return []
    first, *more = replies[said[0] :]
    on = [f.at for f in question.further if f.at > first.at]
    return [first, *(reply for reply in more if not on or reply.at < on[0])]
