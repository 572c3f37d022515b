"""Staff silence the bot in a room or a whole organisation (R11), let it introduce itself, or
say that a room is not this organisation's.
"""

from handlers import privacy
from handlers.desk.named import refused
from handlers.hush import resumed, silenced
from handlers.model.admission import LeaveRoom, Unbind
from handlers.model.deed import Hush, Introduce, Refusal
from handlers.model.effects import Effect
from handlers.model.events import AtDesk
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.rooms import leaving


def decide(
    state: State, event: AtDesk, deed: Hush | Introduce | Unbind, settings: Settings
) -> list[Effect]:
    """What becomes of a deed about a room; one that is not here is unknown."""
    if isinstance(deed, Hush):
        return hush(state, event, deed, settings)
    room = state.rooms.get(deed.room)
    if room is None:
        return refused(event, Refusal.UNKNOWN)
    if isinstance(deed, Unbind):
        left = leaving.ended(state, room.id, event.now)
        return [*left, LeaveRoom(room.id, event.now, unbound=True)]
    return [privacy.introduce(room, event.now, settings)]


def hush(state: State, event: AtDesk, deed: Hush, settings: Settings) -> list[Effect]:
    """Collecting and bulletins go on; a room that is so already is left alone."""
    rooms = [room for room in state.rooms if deed.room in (None, room)]
    if not rooms:
        return refused(event, Refusal.UNKNOWN)
    effects: list[Effect] = []
    for talk in (state.talk(room) for room in rooms):
        if deed.on and not talk.hushed:
            effects += silenced(talk)
        elif talk.hushed and not deed.on:
            effects += resumed(state, talk, event.now, settings)
    return effects
