"""Whatever staff do at the desk is decided here; a deed that cannot be done is refused."""

from typing import assert_never

from handlers.desk import (
    binding,
    cards,
    correcting,
    judging,
    logs,
    merging,
    pictures,
    records,
    rooms,
    splitting,
)
from handlers.model.admission import Unbind
from handlers.model.deed import (
    Answer,
    Bind,
    Choose,
    Correct,
    Drop,
    End,
    File,
    Hush,
    Introduce,
    Judge,
    Learn,
    Log,
    Mark,
    Merge,
    Reissue,
    Release,
    Restore,
    Split,
    Take,
    TakeBack,
    Unlog,
    Withdraw,
)
from handlers.model.effects import Effect
from handlers.model.events import AtDesk
from handlers.model.settings import Settings
from handlers.model.state import State


def on_deed(state: State, event: AtDesk, settings: Settings) -> list[Effect]:
    """The effects of one deed; the same deed once more has none."""
    match event.deed:
        case Answer() | TakeBack() | Take() | Release() | Drop() | End() | Learn() as deed:
            return cards.decide(state, event, deed, settings)
        case Withdraw() | Restore() | Reissue() | File() as deed:
            return records.decide(state, event, deed, settings)
        case Log() | Unlog() as deed:
            return logs.decide(state, event, deed)
        case Hush() | Introduce() | Unbind() as deed:
            return rooms.decide(state, event, deed, settings)
        case Bind() as deed:
            return binding.bind(state, event, deed, settings)
        case Correct() | Choose() | Mark() | Judge() | Merge() | Split() as deed:
            return _findings(state, event, deed, settings)
        case _:
            assert_never(event.deed)


def _findings(
    state: State,
    event: AtDesk,
    deed: Correct | Choose | Mark | Judge | Merge | Split,
    settings: Settings,
) -> list[Effect]:
    match deed:
        case Correct():
            return correcting.correct(state, event, deed, settings)
        case Choose():
            return pictures.choose(state, event, deed, settings)
        case Mark():
            return pictures.mark(state, event, deed, settings)
        case Judge():
            return judging.judge(state, event, deed, settings)
        case Merge():
            return merging.merge(state, event, deed, settings)
        case Split():
            return splitting.split(state, event, deed, settings)
        case _:
            assert_never(deed)
