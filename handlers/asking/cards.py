"""What is said about a question, and the card by which staff know of it (R12)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers import moments
from handlers.likeness import alike
from handlers.model.case import Case, CaseKind, Question, QuestionStatus
from handlers.model.effects import (
    CloseCase,
    DropTimers,
    Effect,
    KeepQuestion,
    Needless,
    OpenCase,
    Say,
    Why,
    Withhold,
)
from handlers.model.events import Quoted
from handlers.model.people import MessageId, PersonId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.address import without_address
from handlers.read.asked import meaning

JOINT = "together/"  # keys of what is said to several questions at once
SAME = 0.75  # the share of pairs of characters from which on two questions are one


def acknowledge(
    state: State, question: Question, at: datetime, settings: Settings
) -> list[Effect]:
    """Staff have a card; whoever asks hears so, once a question unless `told` is taken off."""
    if question.told is not None:
        return card(state, question, at, settings)
    again = f"/{question.further[-1].message}" if question.further else ""
    told = replace(question, told=f"acknowledge/{question.id}{again}")
    data: dict[str, object] = {"names": names(state, question.askers)}
    heard = say(told, Why.ACKNOWLEDGE, "cases/acknowledge", data, at, settings)
    return [replace(heard, key=told.told), *card(state, told, at, settings)]


def card(
    state: State, question: Question, at: datetime, settings: Settings
) -> list[Effect]:
    """The question kept, its case, and what staff read; one that goes on names what was."""
    case = OpenCase(Case(CaseKind.QUESTION, question.id, question.room, at))
    if state.staff is None:
        return [KeepQuestion(question), case]
    room = state.rooms.get(question.room)
    by, message = question.asker, question.message
    if question.further:
        by, message = question.further[-1].asker, question.further[-1].message
    words: dict[str, object] = {
        "names": names(state, [by]),
        "room": room.name if room else "",
        "text": without_address(question.words),
        "before": without_address(question.text) if question.further else "",
        "answered": question.replies[-1].text if question.replies else "",
        "like": _like(state, question),
    }
    told = say(question, Why.ESCALATE, "cases/question", words, at, settings)
    key = card_key(question, message)
    kept = KeepQuestion(replace(question, carded=(*question.carded, key)))
    return [kept, case, replace(told, room=state.staff, to=(), key=key)]


def card_key(question: Question, message: MessageId) -> str:
    """Of the card that shows this message; one that follows a recalled one is another."""
    return f"card/{question.id}/{message}"


def closed(state: State, question: Question, at: datetime, by: str | None) -> list[Effect]:
    """Nobody needs the bot for it any more; what it still had to say about it is dropped."""
    ended = replace(question, status=QuestionStatus.CLOSED_BY_HUMAN, by=by, offered=())
    timers = [DropTimers(question.id)] if question.offered else []
    pending = [reply.key for reply in question.replies if reply.at > at]
    passed = _passed_on(question)
    unsaid = [key for key in (*passed, *pending) if _only_mine(state, question, key)]
    return [
        KeepQuestion(ended),
        CloseCase(question.id, at),
        *timers,
        *(Withhold(key) for key in unsaid),
    ]


def needless(state: State, question: Question) -> list[Needless]:
    """Nobody has to hear any more that it was passed on, nor staff to be asked."""
    passed = _passed_on(question)
    return [Needless(key) for key in passed if _only_mine(state, question, key)]


def _passed_on(question: Question) -> list[str]:
    """The keys of what says that staff have it, and asks them as long as it waits."""
    told = [question.told] if question.told is not None else []
    return [*told, *question.carded] if question.waits else told


def waits_for_staff(question: Question) -> bool:
    """Somebody answered it in the group: whoever answers by the card knows better.

    What was answered by card since it was asked, or is wanted no more, is over.
    """
    if question.status is not QuestionStatus.CLOSED_BY_HUMAN or question.by == "asker":
        return False
    by_card = (
        r for r in question.replies if r.by is not None and r.at >= question.asked_at
    )
    return question.by is None or not any(by_card)


def say(
    question: Question,
    why: Why,
    prompt: str,
    data: dict[str, object],
    at: datetime,
    settings: Settings,
) -> Say:
    """Words in the room of the question, for whoever asked."""
    return Say(
        question.room,
        why,
        prompt,
        data,
        to=question.askers,
        question=question.id,
        not_before=moments.allowed(at, settings),
    )


def names(state: State, people: Sequence[PersonId]) -> list[str]:
    """How they are called; nothing for somebody who has left."""
    return [name for one in people if (name := state.name(one))]


def quotes(quoted: Quoted, question: Question) -> bool:
    """Whether the words in which it was asked, or what we said to it, are quoted."""
    asked = {question.message, *(further.message for further in question.further)}
    return quoted.question == question.id or quoted.message in asked


def same(one: str, other: str) -> bool:
    """Whether two questions want the same, said in nearly the same words."""
    a, b = ("".join(meaning(text)) for text in (one, other))
    return min(len(a), len(b)) * 2 > max(len(a), len(b)) and alike(a, b) >= SAME


def _only_mine(state: State, question: Question, key: str) -> bool:
    """Whether no other question needs what is said under this key.

    Staff's room knows only the questions that are spoken of there, not those beside them.
    """
    if key.startswith(JOINT) and question.room not in state.rooms:
        return False
    return not any(q.id != question.id and _needs(q, key) for q in state.questions)


def _needs(question: Question, key: str) -> bool:
    if question.status is QuestionStatus.CLOSED_BY_HUMAN:
        return False
    told = question.waits and question.told == key
    return told or any(reply.key == key for reply in question.replies)


def _like(state: State, question: Question) -> int | None:
    """The number of the card on which the same is asked already."""
    others = (one for one in state.waiting if one.question.id != question.id)
    return next((o.number for o in others if same(o.question.words, question.words)), None)
