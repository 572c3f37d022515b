"""What is said in the staff's room: words about a card, and answers (R12)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from handlers.asking import questions
from handlers.model.effects import Effect
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.people import Purpose
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.orders import read_notice
from handlers.read.staff import asks_for_list
from handlers.read.visit import read_visit
from handlers.staff import (
    answering,
    asides,
    cases,
    learning,
    notices,
    promising,
    withdrawing,
)
from handlers.staff.telling import told_staff
from handlers.visiting import settling, visits

Step: TypeAlias = Callable[[State, MessageArrived, Settings], list[Effect] | None]

STEPS: tuple[Step, ...] = (
    asides.loosely_numbered,
    notices.settle,
    cases.shown,
    withdrawing.withdrawn,
    notices.answer_to_all,
    learning.learn,
    promising.promised,
    cases.decided,
    asides.left_alone,
    answering.answered_by_staff,
    settling.settle,
    visits.log,
    visits.pictures,
    notices.propose,
    cases.noted,
    questions.introduced,
    questions.tried,
)

ALONE: tuple[Step, ...] = (  # with the bot
    withdrawing.withdrawn,
    learning.learn,
    promising.promised,
    cases.decided,
    asides.left_alone,
    answering.answered_by_staff,
    questions.tried,
)


def on_message(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """The first step that knows what the words are for; staff's talk is left alone."""
    before = notices.passed(state, event)
    state = replace(state, talks={**state.talks, **{e.talk.room: e.talk for e in before}})
    return [*before, *_first(STEPS, state, event, settings)]


def alone(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """What one of staff says alone with the bot: about a card, or a question to try.

    The list, notices and logs of visits are for all of staff: they have their room.
    """
    if _is_for_all(event):
        return [told_staff(event, "cases/list_elsewhere", {}, settings)]
    return _first(ALONE, state, event, settings)


def _first(
    steps: Sequence[Step], state: State, event: MessageArrived, settings: Settings
) -> list[Effect]:
    """What the first step that fits makes of it; numbers of no card are told in any case."""
    wrong = cases.unknown(state, event, settings)
    for step in steps:
        effects = step(state, event, settings)
        if effects is not None:
            return [*effects, *wrong]
    return wrong


def _is_for_all(event: MessageArrived) -> bool:
    """The list, a notice, or the log of a visit."""
    return (
        asks_for_list(event.text)
        or read_notice(event.text, to_us=False) is not None
        or read_visit(event.text, event.at, ()) is not None
    )


def on_recall(state: State, event: MessageRecalled, settings: Settings) -> list[Effect]:
    """What staff took back holds no longer: an answer, a notice that waits."""
    room = state.rooms.get(event.room)
    if room is None or room.purpose is not Purpose.STAFF:
        return []
    return withdrawing.recalled(state, event, settings) + notices.recalled(state, event)
