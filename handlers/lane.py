"""One lane, event by event: which timers run out, and what the state is after a decision."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

from handlers.model.case import Case, Listed, Question
from handlers.model.draft import Draft
from handlers.model.effects import (
    CloseCase,
    DropDraft,
    DropTimers,
    Effect,
    KeepDraft,
    KeepQuestion,
    KeepTalk,
    KeepWish,
    OpenCase,
    SetReminder,
    SetTimer,
    TakeCase,
)
from handlers.model.state import State
from handlers.model.visit import DropVisit, KeepVisit

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
        case OpenCase() | CloseCase() | TakeCase() | SetReminder():
            return replace(state, cases=tuple(_case(c, effect) for c in state.cases))
        case _:
            return _visited(state, effect)


def _visited(state: State, effect: Effect) -> State:
    match effect:
        case KeepVisit(visit):
            return replace(state, visited=state.visited.keep(visit))
        case DropVisit(visit_id):
            return replace(state, visited=state.visited.drop(visit_id))
        case KeepWish(person, unnamed) if person in state.people:
            known = replace(state.people[person], unnamed=unnamed)
            return replace(state, people={**state.people, person: known})
        case _:
            return state  # what is said and filed is seen by people, not by handlers


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
    """In the order in which they were asked; an answered one may be gone on with."""
    if any(q.id == question.id for q in questions):
        return tuple(question if q.id == question.id else q for q in questions)
    return (*questions, question)


def _begun(listed: Listed, case: Case) -> Listed:
    """The card once more, as if nobody had seen to it."""
    return replace(
        listed,
        case=case,
        taken_by=None,
        outcome=None,
        closed_by=None,
        reason="",
        reminders=0,
        remind_at=None,
    )


def _case(listed: Listed, effect: OpenCase | CloseCase | TakeCase | SetReminder) -> Listed:
    match effect:
        case OpenCase(case):
            same = (case.kind, case.subject) == (listed.case.kind, listed.case.subject)
            ended = same and listed.outcome is not None  # an open one stays as it began
            return _begun(listed, case) if ended else listed
        case CloseCase(subject, _, outcome, by, reason, kind):
            case = listed.case
            if case.subject != subject or kind not in (None, case.kind) or listed.outcome:
                return listed
            return replace(listed, outcome=outcome, closed_by=by, reason=reason)
        case _ if listed.number != effect.number:
            return listed
        case TakeCase(_, by):
            return replace(listed, taken_by=by)
        case _:
            return replace(listed, remind_at=effect.due, reminders=effect.reminders)
