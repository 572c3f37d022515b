"""Staff answer through the card in their room (R12)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers import moments
from handlers.asking.cards import names, needless, say, waits_for_staff
from handlers.model.case import (
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
    KeepQuestion,
    Say,
    Why,
)
from handlers.model.events import MessageArrived
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.address import without_address
from handlers.read.asked import card_numbers, without_numbers
from handlers.read.following import greeting
from handlers.read.orders import added
from handlers.read.promises import promises
from handlers.read.questions import thanks
from handlers.staff import reminders
from handlers.staff.telling import told_staff

LATE = timedelta(days=1)  # from then on the answer says what it is about
NAMED = 24  # characters of the question


@dataclass(frozen=True, slots=True)
class Card:
    """A question as staff have it before them, under its number.

    named: by that number, or chosen at the desk; else staff only quote what was said of it.
    """

    number: int
    question: Question
    named: bool = True


def answered_by_staff(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Staff answer by quoting the card or by its number: the asker gets the answer (R12)."""
    words = without_numbers(event.text).strip()
    if not words and not event.pictures:
        return None
    cards = list(on_cards(state, event))
    named = bool(card_numbers(event.text))
    effects: list[Effect] = []
    for number, question in cards:
        card = Card(number, question, named)
        effects += answered_card(state, event, card, words, settings)
    return effects if cards else None


def on_cards(state: State, event: MessageArrived) -> Iterator[tuple[int, Question]]:
    """The questions of the cards that the words name or quote, with their numbers."""
    numbers = event.quoted.cases if event.quoted else ()
    for listed in state.cases:
        question = asked_on(state, listed)
        if listed.number in numbers and question is not None:
            yield listed.number, question


def asked_on(state: State, listed: Listed) -> Question | None:
    """The question of a card; None for a case of another kind."""
    return next((q for q in state.questions if q.id == listed.case.subject), None)


def answered_card(
    state: State,
    event: MessageArrived,
    card: Card,
    words: str,
    settings: Settings,
) -> list[Effect]:
    """What staff say to one card, in their words.

    A promise that is brought back leaves the case open, and with whoever gave it.
    """
    question = card.question
    more = added(words)
    nod = not event.pictures and (thanks(words) or greeting(words))
    if nod and not question.waits:
        return []
    if more is None and not takes_answer(state, card):
        return [_settled(event, card.number, question, settings)]
    promised = question.waits and promises(more or words) and not event.pictures
    text = more if more is not None and (promised or not question.waits) else words
    if question.room in state.gone:
        return [_stays(state, question, event, settings)]
    if promised:
        end = reminders.taken(card.number, event, settings)
    else:
        end = [CloseCase(question.id, event.now, Outcome.ANSWERED, event.sender)]
    timers = [DropTimers(question.id)] if question.offered else []
    reply = _reply(question, text, event, settings)
    relayed = _relay(state, question, reply, event, settings)
    over = needless(state, question) if question.waits else []
    return [KeepQuestion(_with(question, reply)), *end, *timers, *over, relayed]


def _reply(
    question: Question, text: str, event: MessageArrived, settings: Settings
) -> Reply:
    """An addition goes to whoever got what it adds to."""
    before = (question.replies[-1].to if question.replies else ()) or question.askers
    return Reply(
        text,
        moments.allowed(event.now, settings),
        f"relay/{question.id}/{event.message}",
        by=event.sender,
        message=event.message,
        photos=event.pictures,
        to=question.askers if question.waits else before,
    )


def takes_answer(state: State, card: Card) -> bool:
    """Whether words about it are brought back: it waits, or more was promised.

    One that ended otherwise only takes them where it is named: whoever quotes it mostly
    speaks of it to colleagues.
    """
    question = card.question
    if question.waits or (card.named and waits_for_staff(question)):
        return True
    here = (one for one in state.cases if one.case.subject == question.id)
    return any(one.outcome is None and one.taken_by is not None for one in here)


def _relay(
    state: State,
    question: Question,
    reply: Reply,
    event: MessageArrived,
    settings: Settings,
) -> Say:
    """The answer is brought to whoever asked; a late one names the question."""
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
    return replace(relay, to=reply.to, key=reply.key, photos=reply.photos)


def _stays(
    state: State, question: Question, event: MessageArrived, settings: Settings
) -> Say:
    """The bot has left the group: a person must tell whoever asked."""
    to = _reply(question, "", event, settings).to
    data: dict[str, object] = {"names": names(state, to)}
    return told_staff(event, "cases/room_gone", data, settings, question)


def _with(question: Question, reply: Reply) -> Question:
    replies = (*question.replies, reply)
    how = QuestionStatus.ANSWERED
    return replace(question, status=how, by="staff", replies=replies, offered=())


def _settled(
    event: MessageArrived, number: int, question: Question, settings: Settings
) -> Say:
    """Nothing is relayed twice; staff hear why, and how it goes out after all, once an answer."""
    again = waits_for_staff(question)
    data: dict[str, object] = {"number": number, "by": question.by, "again": again}
    told = told_staff(event, "cases/settled", data, settings, question)
    return replace(told, key=f"settled/{question.id}/{len(question.replies)}")
