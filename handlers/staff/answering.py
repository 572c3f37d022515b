"""Staff answer through the card in their room, and take an answer back (R11, R12)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers import moments
from handlers.asking.cards import names, say, waits_for_staff
from handlers.model.case import (
    Case,
    CaseKind,
    Listed,
    Outcome,
    Question,
    QuestionStatus,
    Reply,
)
from handlers.model.effects import (
    CloseCase,
    DropTimers,
    Effect,
    KeepEntry,
    KeepQuestion,
    OpenCase,
    Say,
    Why,
    Withhold,
)
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.people import MessageId, PersonId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.address import without_address
from handlers.read.asked import without_numbers
from handlers.read.following import greeting
from handlers.read.orders import Order, added, read_order
from handlers.read.questions import thanks
from handlers.staff.telling import told_staff
from handlers.staff.unlearning import unlearnt

LATE = timedelta(days=1)  # from then on the answer says what it is about
NAMED = 24  # characters of the question


@dataclass(frozen=True, slots=True)
class Card:
    """A question as staff have it before them, under its number."""

    number: int
    question: Question


def answered_by_staff(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Staff answer by quoting the card or by its number: the asker gets the answer (R12)."""
    words = without_numbers(event.text).strip()
    if not words and not event.pictures:
        return None
    cards = list(on_cards(state, event))
    effects: list[Effect] = []
    for number, question in cards:
        effects += answered_card(state, event, Card(number, question), words, settings)
    return effects if cards else None


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
        question = _of(state, listed)
        if question and of_staff(question, event.message):
            effects += take_back(state, listed.number, question, event, settings)
    return effects


def on_cards(state: State, event: MessageArrived) -> Iterator[tuple[int, Question]]:
    """The questions of the cards that the words name or quote, with their numbers."""
    numbers = event.quoted.cases if event.quoted else ()
    for listed in state.cases:
        question = _of(state, listed)
        if listed.number in numbers and question is not None:
            yield listed.number, question


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


def _of(state: State, listed: Listed) -> Question | None:
    return next((q for q in state.questions if q.id == listed.case.subject), None)


def answered_card(
    state: State,
    event: MessageArrived,
    card: Card,
    words: str,
    settings: Settings,
) -> list[Effect]:
    """What staff say to one card, in their words."""
    question = card.question
    more = added(words)
    waits = question.waits or waits_for_staff(question)
    nod = not event.pictures and (thanks(words) or greeting(words))
    if nod and not question.waits:
        return []
    if not waits and more is None:
        return [_settled(event, card.number, question, settings)]
    text = more if more is not None and not question.waits else words
    reply = Reply(
        text,
        moments.allowed(event.now, settings),
        f"relay/{question.id}/{event.message}",
        by=event.sender,
        message=event.message,
        photos=event.pictures,
        to=question.askers if question.waits else _told_before(question),
    )
    return _relay(state, question, reply, event, settings)


def _relay(
    state: State,
    question: Question,
    reply: Reply,
    event: MessageArrived,
    settings: Settings,
) -> list[Effect]:
    """The answer is brought to whoever asked; a late one names the question."""
    if question.room in state.gone:
        return [_stays(state, question, reply, event, settings)]
    late = event.now - question.at > LATE
    about = without_address(question.words)
    data: dict[str, object] = {
        "names": names(state, reply.to),
        "answer": reply.text,
        "asked": about[:NAMED] if late else "",
        "cut": len(about) > NAMED,
        "more": not question.waits and bool(question.replies),
    }
    relay = say(question, Why.RELAY, "cases/relay", data, event.now, settings)
    answered = _with(question, reply)
    timers = [DropTimers(question.id)] if question.offered else []
    return [
        KeepQuestion(answered),
        CloseCase(question.id, event.now, Outcome.ANSWERED, event.sender),
        *timers,
        replace(relay, to=reply.to, key=reply.key, photos=reply.photos),
    ]


def _stays(
    state: State,
    question: Question,
    reply: Reply,
    event: MessageArrived,
    settings: Settings,
) -> Say:
    """The bot has left the group: a person must tell whoever asked."""
    data: dict[str, object] = {"names": names(state, reply.to)}
    return told_staff(event, "cases/room_gone", data, settings, question)


def _with(question: Question, reply: Reply) -> Question:
    replies = (*question.replies, reply)
    how = QuestionStatus.ANSWERED
    return replace(question, status=how, by="staff", replies=replies, offered=())


def _told_before(question: Question) -> tuple[PersonId, ...]:
    """Who gets an addition: whoever got what it adds to."""
    return (question.replies[-1].to if question.replies else ()) or question.askers


def _settled(
    event: MessageArrived, number: int, question: Question, settings: Settings
) -> Say:
    """Nothing is relayed twice; staff hear why, once an answer."""
    data: dict[str, object] = {"number": number, "by": question.by}
    told = told_staff(event, "cases/settled", data, settings, question)
    return replace(told, key=f"settled/{question.id}/{len(question.replies)}")


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
