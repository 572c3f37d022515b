"""What waits for a person: staff take it, end it, look at it and ask what there is (R12).

In the staff's room the bot says as little as may be: what somebody decided stands in their own
words, so nothing is said to it, unless somebody else was at it, or it cannot be done.
"""

from dataclasses import replace

from handlers.asking.cards import closed
from handlers.model.case import CaseKind, Listed, Outcome
from handlers.model.effects import CloseCase, Effect, Say
from handlers.model.events import MessageArrived
from handlers.model.people import DraftId, QuestionId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.asked import card_numbers, without_numbers
from handlers.read.staff import (
    Decided,
    Decision,
    asks_for_list,
    names_card,
    read_decision,
)
from handlers.staff import listing, reminders
from handlers.staff.telling import told_staff


def shown(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """“待办”: everything that waits, the oldest first; None when nobody asks for it."""
    if not asks_for_list(event.text):
        return None
    waiting = [one for one in state.cases if one.outcome is None]
    return [_say("cases/list", listing.of(state, waiting, event.now), event, settings)]


def unknown(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """A card that is named and does not exist is said, or an answer to it would be lost."""
    wrong = [n for n in _numbers(event) if n not in {one.number for one in state.cases}]
    if not wrong or not names_card(event.text):
        return []
    return [_say("cases/unknown", {"numbers": wrong}, event, settings)]


def decided(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """What short words decide about the cards that they name or quote; else None."""
    cards = referred(state, event)
    if not cards or event.pictures or event.voices:
        return None
    found = read_decision(without_numbers(event.text))
    if found is None:
        return None
    effects: list[Effect] = []
    for card in cards:
        effects += carried_out(state, card, found, event, settings)
    return effects


def noted(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """Words that answer no question: whoever writes them looks after the case.

    To a case that has ended they come too late, which only somebody else need be told.
    """
    effects: list[Effect] = []
    for card in referred(state, event):
        if card.outcome is not None and card.closed_by != event.sender:
            effects.append(_ended(state, card, event, settings))
        elif card.outcome is None and card.case.kind is not CaseKind.QUESTION:
            effects += _taken(card, event, settings) if card.taken_by is None else []
    return effects or None


def carried_out(
    state: State, card: Listed, found: Decided, event: MessageArrived, settings: Settings
) -> list[Effect]:
    """One card: what was decided about it; of one that has ended, how it ended."""
    match found.decision:
        case Decision.SEEN:
            return []
        case Decision.SHOW:
            data = listing.details(state, card, event.now, settings)
            return [_say("cases/show", data, event, settings, card)]
        case Decision.TAKE | Decision.DONE | Decision.DROP if card.outcome is not None:
            return [_ended(state, card, event, settings)]
        case Decision.TAKE:
            return [*_taken(card, event, settings), *_told(state, card, event, settings)]
        case _:
            how = Outcome.DONE if found.decision is Decision.DONE else Outcome.DROPPED
            told = _told(state, replace(card, outcome=how), event, settings)
            end = CloseCase(
                card.case.subject,
                event.now,
                how,
                event.sender,
                found.reason,
                card.case.kind,
            )
            return [*_closed(state, card, end), *told]


def referred(state: State, event: MessageArrived) -> list[Listed]:
    """Those that are named; a quoted card stands for what still waits about its subject."""
    cards = [one for one in state.cases if one.number in _numbers(event)]
    if card_numbers(event.text):
        return cards
    return [one for one in cards if one.outcome is None] or cards


def _taken(card: Listed, event: MessageArrived, settings: Settings) -> list[Effect]:
    return reminders.taken(card.number, event, settings)


def _closed(state: State, card: Listed, end: CloseCase) -> list[Effect]:
    """A question that staff are done with was answered elsewhere, or needs no answer."""
    waiting = (q for q in state.questions if q.waits and q.id == card.case.subject)
    question = next(waiting, None)
    if question is None:
        return [end]
    effects = closed(state, question, end.at, "staff")
    return [end if isinstance(effect, CloseCase) else effect for effect in effects]


def _told(
    state: State, card: Listed, event: MessageArrived, settings: Settings
) -> list[Effect]:
    """Whoever had taken it must learn that somebody else is at it, or has ended it."""
    if card.taken_by in (None, event.sender):
        return []
    data: dict[str, object] = {
        "number": card.number,
        "before": state.name(card.taken_by),
        "by": state.name(event.sender),
        "outcome": card.outcome.value if card.outcome else "",
    }
    return [_say("cases/taken_over", data, event, settings, card)]


def _ended(state: State, card: Listed, event: MessageArrived, settings: Settings) -> Say:
    data: dict[str, object] = {
        "number": card.number,
        "kind": card.case.kind.value,
        **listing.end(state, card),
        "own": card.closed_by == event.sender,
    }
    return _say("cases/ended", data, event, settings, card)


def _say(
    prompt: str,
    data: dict[str, object],
    event: MessageArrived,
    settings: Settings,
    card: Listed | None = None,
) -> Say:
    """To whoever spoke.  card: what a quote of these words would be about."""
    told = replace(told_staff(event, prompt, data, settings), to=(event.sender,))
    if card is None:
        return told
    if card.case.kind is CaseKind.QUESTION:
        return replace(told, question=QuestionId(card.case.subject))
    return replace(told, draft=DraftId(card.case.subject))


def _numbers(event: MessageArrived) -> tuple[int, ...]:
    return event.quoted.cases if event.quoted else ()
