"""Staff answer, take and end cases at the desk: the same as by words in their room (R12).

Whoever did it sees the page, so nothing is said to them; whoever else had taken the case is
told in the staff's room.
"""

from collections.abc import Iterable

from handlers.desk.named import refused
from handlers.model.case import Listed, Question
from handlers.model.deed import (
    Answer,
    Drop,
    End,
    How,
    Learn,
    OfCard,
    Refusal,
    Release,
    Take,
    TakeBack,
)
from handlers.model.effects import Effect, KeepEntry, Say, SetReminder, TakeCase
from handlers.model.events import AtDesk, MessageArrived
from handlers.model.people import RoomId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.orders import Kept, Order, added
from handlers.read.staff import Decided, Decision
from handlers.staff import answering, cases, learning, withdrawing

PAGE = RoomId("")  # no room: what would be said to whoever acts is not said
ORDERS = {How.NEW: Order.LEARN, How.MERGE: Order.MERGE, How.APART: Order.APART}


def decide(state: State, event: AtDesk, deed: OfCard, settings: Settings) -> list[Effect]:
    """The card that is named, wherever it was shown."""
    card = next((one for one in state.cases if one.number == deed.number), None)
    if card is None:
        return refused(event, Refusal.UNKNOWN)
    match deed:
        case Take() | Release() | Drop() | End():
            return _looked_after(state, event, card, deed, settings)
        case _:
            return _asked(state, event, card, deed, settings)


def _looked_after(
    state: State,
    event: AtDesk,
    card: Listed,
    deed: Take | Release | Drop | End,
    settings: Settings,
) -> list[Effect]:
    if card.outcome is not None:
        again = isinstance(deed, Drop | End) and card.closed_by == event.by
        return [] if again else refused(event, Refusal.ENDED)
    match deed:
        case Release():
            return _released(card, event)
        case Take() if card.taken_by == event.by:
            return []
        case Take():
            decided = Decided(Decision.TAKE)
        case Drop(_, reason):
            decided = Decided(Decision.DROP, reason)
        case _:
            decided = Decided(Decision.DONE)
    spoken = _spoken(event, state.staff or PAGE)
    return _unsaid(cases.carried_out(state, card, decided, spoken, settings))


def _released(card: Listed, event: AtDesk) -> list[Effect]:
    """Staff hear of it again as of a new one."""
    if card.taken_by is None:
        return []
    return [TakeCase(card.number, None, event.now), SetReminder(card.number, None, 0)]


def _asked(
    state: State,
    event: AtDesk,
    card: Listed,
    deed: Answer | TakeBack | Learn,
    settings: Settings,
) -> list[Effect]:
    asked = (q for q in state.questions if q.id == card.case.subject)
    question = next(asked, None)
    if question is None:
        return refused(event, Refusal.NO_QUESTION)
    match deed:
        case Answer():
            return _answered(state, event, question, deed, settings)
        case TakeBack():
            return _taken_back(state, event, (card, question), settings)
        case _:
            return _learnt(state, event, (card, question), deed.how, settings)


def _answered(
    state: State, event: AtDesk, question: Question, deed: Answer, settings: Settings
) -> list[Effect]:
    """An answer to what is answered already must say that it adds to it (补充)."""
    words = deed.words.strip()
    if not words and not deed.pictures:
        return refused(event, Refusal.NOTHING)
    if question.room in state.gone:
        return refused(event, Refusal.ROOM_GONE)
    shown = answering.Card(deed.number, question)
    waits = answering.takes_answer(state, shown)
    said = [(r.text, r.photos) for r in question.replies[-1:]]
    if not waits and (added(words) or words, deed.pictures) in said:
        return []
    if not waits and added(words) is None:
        return refused(event, Refusal.ANSWERED)
    spoken = _spoken(event, PAGE, words, deed.pictures)
    return _unsaid(answering.answered_card(state, spoken, shown, words, settings))


def _taken_back(
    state: State, event: AtDesk, about: tuple[Listed, Question], settings: Settings
) -> list[Effect]:
    card, question = about
    if not withdrawing.of_staff(question):
        return refused(event, Refusal.UNANSWERED)
    spoken = _spoken(event, PAGE)
    return _unsaid(withdrawing.take_back(state, card.number, question, spoken, settings))


def _learnt(
    state: State,
    event: AtDesk,
    about: tuple[Listed, Question],
    how: How,
    settings: Settings,
) -> list[Effect]:
    card, question = about
    if not any(reply.by is not None for reply in question.replies):
        return refused(event, Refusal.UNANSWERED)
    spoken = _spoken(event, PAGE)
    kept = Kept(ORDERS[how], for_all=True)  # the page warned before
    effects = _unsaid(
        learning.carried_out(state, card.number, question, kept, spoken, settings)
    )
    known = any(isinstance(one, KeepEntry) for one in effects)
    return effects if known else refused(event, Refusal.ALIKE)


def _spoken(
    event: AtDesk, room: RoomId, words: str = "", pictures: tuple[str, ...] = ()
) -> MessageArrived:
    """The deed as if it had been said."""
    return MessageArrived(
        event.row, event.message, room, event.by, event.now, event.now, words, pictures
    )


def _unsaid(effects: Iterable[Effect]) -> list[Effect]:
    return [one for one in effects if not (isinstance(one, Say) and one.room == PAGE)]
