"""What staff answered once is known from then on, if they say so: 记下 (R13)."""

from dataclasses import replace

from handlers.knowledge.learning import learnt
from handlers.model.case import Entry, Question
from handlers.model.effects import Effect, KeepEntry
from handlers.model.events import MessageArrived
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.asked import without_address, without_numbers
from handlers.read.orders import Order, read_order
from handlers.staff.answering import on_cards, told_staff

LEARNING = (Order.LEARN, Order.MERGE, Order.APART)


def learn(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """“#12 记下” keeps the answer; where something alike is known, staff choose first."""
    order = read_order(without_numbers(event.text))
    if order not in LEARNING:
        return None
    effects: list[Effect] = []
    for number, question in on_cards(state, event):
        effects += carried_out(state, number, question, order, event, settings)
    return effects or None


def carried_out(
    state: State,
    number: int,
    question: Question,
    order: Order,
    event: MessageArrived,
    settings: Settings,
) -> list[Effect]:
    """One card: learnt, merged, or a choice between the two is offered."""
    answered = _answered(question)
    data: dict[str, object] = {"number": number}
    if not answered:
        return [told_staff(event, "knowledge/unanswered", data, settings, question)]
    entry, like = _learnt(state, question, answered, event, settings)
    if like is not None:
        if order is Order.LEARN and like.answer != entry.answer:
            data |= {"like": like.question, "answer": like.answer}
            return [told_staff(event, "knowledge/alike", data, settings, question)]
        if order is not Order.APART or like.id == entry.id:
            entry = _merged(like, entry)
    data |= {"question": entry.question, "merged": like is not None and entry.id == like.id}
    told = told_staff(event, "knowledge/learnt", data, settings, question)
    return [KeepEntry(entry), told]


def _learnt(
    state: State, question: Question, answer: str, event: MessageArrived, settings: Settings
) -> tuple[Entry, Entry | None]:
    """The new entry, and the known one that asks nearly the same.  Source: who, and when."""
    name = state.name(event.sender) or str(event.sender)
    asked = without_address(question.text)
    found = learnt(asked, answer, name, event.now, state.knowledge)
    day = event.now.astimezone(settings.zone).date()
    return replace(found.entry, source=f"{name} {day}"), found.like


def _answered(question: Question) -> str:
    """What staff said to it, additions too, before anybody went on asking."""
    replies = [reply for reply in question.replies if reply.by is not None]
    on = [f.at for f in question.further if replies and f.at > replies[0].at]
    return "\n".join(r.text for r in replies if r.text and (not on or r.at < on[0]))


def _merged(known: Entry, new: Entry) -> Entry:
    """The known entry with the new words for the question and the newer answer."""
    phrasings = dict.fromkeys((*known.phrasings, new.question))
    phrasings.pop(known.question, None)
    return replace(
        known,
        answer=new.answer,
        source=new.source,
        phrasings=tuple(phrasings),
        approver=new.approver,
        approved_at=new.approved_at,
    )
