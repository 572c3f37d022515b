"""One lane, event by event: which timers run out, and what the state is after a decision."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

from handlers.model.case import Question, QuestionStatus
from handlers.model.draft import Draft
from handlers.model.effects import (
    DropDraft,
    DropTimers,
    Effect,
    KeepDraft,
    KeepQuestion,
    KeepTalk,
    SetTimer,
)
from handlers.model.state import State

Timers: TypeAlias = Mapping[tuple[str, str], datetime]
Due: TypeAlias = tuple[datetime, str, str]

LATE = timedelta(
    minutes=2
)  # after an outage: what is said must be right now, not back then


def next_due(state: State, until: datetime) -> Due | None:
    """(due, subject, timer) of the timer that runs out first, None when none does by `until`."""
    due = min(((at, *key) for key, at in state.timers.items()), default=None)
    return due if due and due[0] <= until else None


def moment(due: datetime, now: datetime) -> datetime:
    """When a timer counts as run out: when it was due, or now if it is found late."""
    return due if now - due <= LATE else now


def without_timer(state: State, due: Due) -> State:
    """The state once this timer has run out."""
    timers = {key: at for key, at in state.timers.items() if key != due[1:]}
    return replace(state, timers=timers)


def advance(state: State, effects: Iterable[Effect]) -> State:
    """The state as it will be once these effects are stored."""
    for effect in effects:
        state = _after(state, effect)
    return state


def _after(state: State, effect: Effect) -> State:
    match effect:
        case KeepDraft() | DropDraft():
            return replace(state, drafts=_drafts(state.drafts, effect))
        case KeepQuestion(question):
            return replace(state, questions=_questions(state.questions, question))
        case SetTimer() | DropTimers():
            return replace(state, timers=_timers(state.timers, effect))
        case KeepTalk(talk):
            return replace(state, talks={**state.talks, talk.room: talk})
        case _:
            return state  # said, filed and cases are seen by people, not by handlers


def _drafts(drafts: tuple[Draft, ...], effect: KeepDraft | DropDraft) -> tuple[Draft, ...]:
    if isinstance(effect, DropDraft):
        return tuple(d for d in drafts if d.id != effect.draft)
    if any(d.id == effect.draft.id for d in drafts):
        return tuple(effect.draft if d.id == effect.draft.id else d for d in drafts)
    return (*drafts, effect.draft)


def _timers(timers: Timers, effect: SetTimer | DropTimers) -> Timers:
    if isinstance(effect, SetTimer):
        return {**timers, (effect.subject, effect.timer): effect.due}
    return {key: due for key, due in timers.items() if key[0] != effect.subject}


def _questions(questions: tuple[Question, ...], question: Question) -> tuple[Question, ...]:
    others = tuple(q for q in questions if q.id != question.id)
    if question.status is QuestionStatus.ESCALATED:
        return (*others, question)
    return others
