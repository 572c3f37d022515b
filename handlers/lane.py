"""One lane, event by event: which timers run out, and what the state is after a decision."""

from collections.abc import Iterable
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

Due: TypeAlias = tuple[datetime, str, str]

LATE = timedelta(minutes=2)  # after an outage: what is said must be right now, not back then


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
        case KeepDraft(draft):
            return replace(state, drafts=_with_draft(state.drafts, draft))
        case DropDraft(gone):
            return replace(state, drafts=tuple(d for d in state.drafts if d.id != gone))
        case KeepQuestion(question):
            return replace(state, questions=_with_question(state.questions, question))
        case SetTimer(timer, subject, due):
            return replace(state, timers={**state.timers, (subject, timer): due})
        case DropTimers(subject):
            timers = {key: due for key, due in state.timers.items() if key[0] != subject}
            return replace(state, timers=timers)
        case KeepTalk(talk):
            return replace(state, talks={**state.talks, talk.room: talk})
        case _:
            return state  # said, filed and cases are seen by people, not by handlers


def _with_draft(drafts: tuple[Draft, ...], draft: Draft) -> tuple[Draft, ...]:
    if any(d.id == draft.id for d in drafts):
        return tuple(draft if d.id == draft.id else d for d in drafts)
    return (*drafts, draft)


def _with_question(
    questions: tuple[Question, ...], question: Question
) -> tuple[Question, ...]:
    others = tuple(q for q in questions if q.id != question.id)
    if question.status is QuestionStatus.ESCALATED:
        return (*others, question)
    return others
