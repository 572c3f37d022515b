"""Staff say in a room whose it is: “@陪伴 绑定 三井导览队”; nobody else is heard there (R10)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b

from handlers import moments, privacy
from handlers.model.admission import Act, BindRoom, Called, DoAct, Found
from handlers.model.effects import Effect, Say, Why
from handlers.model.people import (
    Organisation,
    OrganisationId,
    Purpose,
    Role,
    Room,
    RoomId,
    RoomKind,
)
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.address import without_address
from handlers.read.binding import Binding, read_binding, read_founding

MOST_NAMED = 5  # organisations to choose from; more is a page, not a message


def on_called(state: State, event: Called, settings: Settings) -> list[Effect]:
    """The room becomes what staff say it is, and the bot introduces itself there."""
    if event.by.role is not Role.STAFF:
        return []
    text = without_address(event.text)
    names = [one.name for one in event.organisations]
    if founded := read_founding(text):
        return _founded(state, event, founded, settings)
    binding = read_binding(text, names)
    if binding is None:
        return [_reply(event, "rooms/how", {})]
    if binding.purpose is not Purpose.ORGANISATION:
        return _of_all(state, event, binding)
    if len(binding.organisations) != 1:
        return [_reply(event, "rooms/which", _offered(binding, event.organisations))]
    found = event.organisations[binding.organisations[0]]
    return _of(state, event, found, binding.kind, settings)


def _founded(state: State, event: Called, name: str, settings: Settings) -> list[Effect]:
    """A new organisation, unless there is one of this name already."""
    known = next((one for one in event.organisations if one.name == name), None)
    if known is not None:
        return _of(state, event, known, None, settings)
    new = founded(name, event.channel, event.room, event.row)
    return [Found(new), *_of(state, event, new, None, settings)]


def founded(name: str, channel: str, room: RoomId, row: int) -> Organisation:
    """A new organisation; what asks for it names it for ever."""
    drawn = blake2b(f"{channel}/{room}/{row}".encode(), digest_size=5)
    return Organisation(OrganisationId(drawn.hexdigest()), name)


def _of(
    state: State,
    event: Called,
    organisation: Organisation,
    kind: RoomKind | None,
    settings: Settings,
) -> list[Effect]:
    room = Room(
        event.room,
        event.topic or organisation.name,
        Purpose.ORGANISATION,
        organisation.id,
        kind,
        event.channel,
    )
    return [
        *taken(room),
        _reply(event, "rooms/bound", {"name": organisation.name, "purpose": room.purpose}),
        *introduced(state, room, organisation, event.now, settings),
    ]


def introduced(
    state: State, room: Room, organisation: Organisation, now: datetime, settings: Settings
) -> list[Effect]:
    """The group is told who came; leaders are told where the bot must be called."""
    introduction = privacy.introduce(room, now, settings)
    if state.leaders is None or not settings.must_be_called(room):
        return [introduction]
    data = {"name": organisation.name, "bot": settings.bot_name}
    at = moments.allowed(now, settings)
    told = Say(state.leaders, Why.NOTICE, "rooms/called", data, not_before=at)
    return [introduction, told]


def _of_all(state: State, event: Called, binding: Binding) -> list[Effect]:
    """Leaders and staff have one room each: whoever is in staff's may do what they may."""
    there = state.staff if binding.purpose is Purpose.STAFF else state.leaders
    if there is not None:
        return [_reply(event, "rooms/taken", {"purpose": binding.purpose})]
    name = event.topic or binding.whose
    room = Room(event.room, name, binding.purpose, channel=event.channel)
    shown = {"name": "", "purpose": binding.purpose}
    return [*taken(room), _reply(event, "rooms/bound", shown)]


def taken(room: Room) -> list[Effect]:
    """It is ours from now on, and who is in it is for us to know."""
    return [BindRoom(room), DoAct(room.channel, Act.LOOK_AT_ROOM, room.id)]


def _offered(binding: Binding, known: Sequence[Organisation]) -> dict[str, object]:
    """Those that the words may mean; else some, so that staff see how names are written."""
    meant = [known[place].name for place in binding.organisations]
    names = meant or [one.name for one in known]
    return {"whose": binding.whose, "names": names[:MOST_NAMED], "meant": bool(meant)}


def _reply(event: Called, prompt: str, data: Mapping[str, object]) -> Say:
    """To whoever asked, at once: somebody waits with the telephone in hand."""
    return Say(event.room, Why.ACKNOWLEDGE, prompt, data, to=(event.by.id,))
