"""What happens for what: the whole behaviour of the bot on one screen."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from handlers import coach, heard, intake, nudge, told, waiting
from handlers.asking import private, questions, replying
from handlers.desk import deeds
from handlers.model.admission import Admission
from handlers.model.effects import Effect
from handlers.model.errand import ErrandKind
from handlers.model.events import (
    AtDesk,
    CasesDue,
    ErrandReturned,
    Event,
    MessageArrived,
    MessageRecalled,
    PicturesSeen,
    TimerDue,
)
from handlers.model.finding import Field
from handlers.model.people import Purpose
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.pictures import sight
from handlers.records.pieces import AGAIN, HAND_OVER, SETTLE
from handlers.rooms import people, rooms
from handlers.staff import reminders, staff_room
from handlers.visiting import visits

OnMessage: TypeAlias = Callable[[State, MessageArrived, Settings], list[Effect]]
OnTimer: TypeAlias = Callable[[State, TimerDue, Settings], list[Effect]]
OnErrand: TypeAlias = Callable[[State, ErrandReturned, Settings], list[Effect]]

MESSAGES: Mapping[Purpose, OnMessage] = {
    Purpose.ORGANISATION: intake.on_message,
    Purpose.LEADERS: questions.on_leaders_message,
    Purpose.STAFF: staff_room.on_message,
    Purpose.PRIVATE: private.on_message,
}

TIMERS: Mapping[str, OnTimer] = {
    SETTLE: coach.on_settled,
    AGAIN: nudge.on_again,
    HAND_OVER: nudge.on_hand_over,
    replying.OFFERED: replying.on_offer_over,
    waiting.HEARING: waiting.on_overdue,
    waiting.LOOKING: waiting.on_overdue,
    people.WELCOME: people.on_welcome,
}

ERRANDS: Mapping[ErrandKind, OnErrand] = {
    ErrandKind.READING: told.on_reading,
    ErrandKind.SPEECH: heard.on_speech,
}


def decide(state: State, event: Event, settings: Settings) -> list[Effect]:
    """The effects of one event in one lane."""
    settings = _of_organisation(state, settings)
    match event:
        case MessageArrived():
            return _of_message(state, event, settings)
        case MessageRecalled():
            effects = intake.on_recall(state, event, settings)
            effects += staff_room.on_recall(state, event, settings)
            return effects + visits.recalled(state, event)
        case TimerDue():
            return TIMERS[event.timer](state, event, settings)
        case ErrandReturned():
            return _of_errand(state, event, settings)
        case PicturesSeen():
            return _of_pictures(state, event, settings)
        case _:
            return _of_us(state, event, settings)


def _of_message(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """History that a gateway delivers again is stored, never answered (R9)."""
    room = state.rooms.get(event.room)
    if room is None or event.now - event.at > settings.intake.stale:
        return []
    return MESSAGES[room.purpose](state, event, settings)


def _of_errand(state: State, event: ErrandReturned, settings: Settings) -> list[Effect]:
    """What comes back after a person has decided changes nothing; too late is not at all."""
    about = event.about
    if event.settled or about.room not in state.rooms:
        return []
    if event.now - about.at > settings.intake.stale:
        event = replace(event, answer=None)
    return ERRANDS[event.kind](state, event, settings)


def _of_pictures(state: State, event: PicturesSeen, settings: Settings) -> list[Effect]:
    """However late: a record that is filed still learns which picture is a sheet."""
    if event.settled or event.about.room not in state.rooms:
        return []
    return sight.on_seen(state, event, settings)


def _of_us(
    state: State, event: CasesDue | AtDesk | Admission, settings: Settings
) -> list[Effect]:
    """What staff or the clock want, and what happens to our accounts."""
    match event:
        case AtDesk():
            return deeds.on_deed(state, event, settings)
        case CasesDue():
            return reminders.on_due(state, event, settings)
        case _:
            return rooms.decide(state, event, settings)


def _of_organisation(state: State, settings: Settings) -> Settings:
    """What an organisation must report may differ from what is usual."""
    if state.organisation is None or state.organisation.required is None:
        return settings
    required = tuple(Field(name) for name in state.organisation.required)
    return replace(settings, coach=replace(settings.coach, required=required))
