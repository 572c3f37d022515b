"""What a voice message says has come back: it is a message with these words, sent back then."""

from collections.abc import Mapping
from dataclasses import replace

from handlers import intake, lane, voices
from handlers.asking import private
from handlers.model.effects import Effect
from handlers.model.events import ErrandReturned
from handlers.model.people import Purpose
from handlers.model.settings import Settings
from handlers.model.state import State


def on_speech(state: State, event: ErrandReturned, settings: Settings) -> list[Effect]:
    """Handled like words; then once more what its sender said after it and nothing took (R4).

    What could not be read, or had no words in it, is a piece that staff listen to.
    """
    about, deaf = event.about, replace(settings, speech=None)
    words = _words(event.answer)
    if words:
        text = "\n".join(filter(None, (about.text, words)))
        about = replace(about, text=text, voices=())
    alone = state.rooms[about.room].purpose is Purpose.PRIVATE
    on_message = private.on_message if alone else intake.on_message
    effects = voices.heard(state, about.room, about.message, event.now)
    for message in (about, *voices.later_words(state, about.room, about.message)):
        now = replace(message, now=event.now)
        effects += on_message(lane.advance(state, effects), now, deaf)
    return effects


def _words(answer: Mapping[str, object] | None) -> str:
    text = answer.get("text") if answer else None
    return text.strip() if isinstance(text, str) else ""
