"""Alone with the bot: everything said there is to it, and stays there (R16)."""

from dataclasses import replace

from handlers import privacy, voices
from handlers.asking import followups, questions
from handlers.asking.replying import respond
from handlers.model.case import Case, CaseKind
from handlers.model.effects import Effect, OpenCase
from handlers.model.events import MessageArrived
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.following import greeting
from handlers.read.note import read_message
from handlers.read.questions import thanks
from handlers.read.reading import Kind, Surroundings
from handlers.staff import staff_room
from handlers.waiting import subject


def on_message(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """As in a group, without the bot's name; thanks and greetings get no reply.

    Staff are served as in their room, for what concerns one card.  静默 is for a group:
    whoever asks for it here means one of theirs, so a person hears of it.
    """
    heard = replace(event, mentioned=True)
    unheard = [_for_staff(CaseKind.VOICE, event)] if event.voices else []
    if state.is_staff(event.sender):
        return [*unheard, *_of_staff(state, heard, settings)]
    if event.voices and settings.speech is not None:
        return voices.listen(state, event, settings.speech)
    if event.voices and not event.text:
        return _unheard(state, heard, settings)
    if thanks(event.text) or greeting(event.text):
        return [*unheard, *_wordless(event)]
    for step in (
        *questions.ABOUT_ONE,
        privacy.obey,
        followups.gone_on,
        followups.asked_again,
        report,
    ):
        effects = step(state, heard, settings)
        if effects is not None:
            return [*unheard, *effects]
    return [*unheard, *(questions.addressed(state, heard, settings) or [])]


def _of_staff(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """What is for no step and no room of theirs is no more lost than anybody's."""
    effects = staff_room.alone(state, event, settings)
    return effects or report(state, event, settings) or _wordless(event)


def report(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """What took place belongs into a group: staff see to it, and nobody is asked."""
    reading = read_message(event.text, event.at, Surroundings(addressed=True))
    if reading.kind is not Kind.REPORT:
        return None
    return [_for_staff(CaseKind.UNSURE, event)]


def _unheard(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """Nobody reads it, and it is to us: staff listen to it as to a question, and answer."""
    added = followups.added_to(state, event, settings)
    return respond(state, event, settings) if added is None else added


def _wordless(event: MessageArrived) -> list[Effect]:
    """Pictures without words are for a person to look at."""
    return [_for_staff(CaseKind.UNSURE, event)] if event.pictures else []


def _for_staff(kind: CaseKind, event: MessageArrived) -> OpenCase:
    about = subject(event.room, event.message)
    return OpenCase(Case(kind, about, event.room, event.now))
