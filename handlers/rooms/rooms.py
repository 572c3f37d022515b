"""Which decision belongs to what happens to the account and its rooms."""

from typing import assert_never

from handlers.model.admission import (
    Admission,
    Befriended,
    Called,
    Entered,
    Invited,
    Missed,
    PeopleCame,
    PeopleWent,
    PutOut,
    Renamed,
    RoomSeen,
)
from handlers.model.effects import Effect
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.rooms import admission, binding, leaving, people


def decide(state: State, event: Admission, settings: Settings) -> list[Effect]:
    """Rooms that nobody has bound are the account's lane, all others their own."""
    match event:
        case Called():
            return binding.on_called(state, event, settings)
        case Invited():
            return admission.on_invited(event)
        case Befriended():
            return admission.on_befriended(event)
        case Entered():
            return admission.on_entered(state, event)
        case PeopleCame():
            return people.on_came(state, event, settings)
        case _:
            return _gone(state, event, settings)


def _gone(
    state: State,
    event: RoomSeen | PeopleWent | PutOut | Renamed | Missed,
    settings: Settings,
) -> list[Effect]:
    match event:
        case RoomSeen():
            return people.on_seen(state, event)
        case PeopleWent():
            return people.on_went(event)
        case Renamed():
            return people.on_renamed(event)
        case PutOut():
            return leaving.on_put_out(state, event)
        case Missed():
            return leaving.on_missed(state, event, settings)
        case _:
            assert_never(event)
