"""What happened, as the inbox takes it.  One function a kind; the bodies are plain JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b

import orjson

from bot.channels.standing import Outage
from bot.channels.wechaty.wire import (
    WireEvent,
    WireFriendship,
    WireInvitation,
    WireMessage,
    storable,
)
from store.inbox import Inbound, fingerprint

CHANNEL = "wechaty"
LATEST_SECONDS = 2_145_888_000  # the end of 2037: what is larger is counted in milliseconds
Member = Mapping[str, str]  # id, name


@dataclass(frozen=True, slots=True)
class Kept:
    """sha256 of what came with a message.  missing: the reason, by sha256."""

    pictures: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a message.  quote: an external id, if it is known: the words are another's.

    name: of whoever said it, as they are called there.
    """

    text: str
    mentions: Sequence[str]
    quote: str | None = None
    name: str = ""


def message(wire: WireMessage, said: Said, kept: Kept, now: datetime) -> Inbound:
    """Somebody spoke; the keys are those of the web chat, and more only where there is more."""
    room = room_of(wire)
    body: dict[str, object] = {
        "text": said.text,
        "pictures": [*kept.pictures],
        "voices": [*kept.voices],
        "files": [*kept.files],
        "quote": said.quote,
        "mentions": [*said.mentions],
    }
    if said.name:
        body["name"] = said.name
    if kept.missing:
        body["missing"] = dict(kept.missing)
    media = (*kept.pictures, *kept.voices, *kept.files)
    content = said.text or media
    mark = fingerprint(room, wire.talker, said.text, media) if content else None
    at = moment(wire.said_at, now)
    return _storable(
        Inbound(CHANNEL, room, wire.id, "message", room, wire.talker, at, now, body, mark)
    )


def recall(wire: WireMessage, recalled: str, now: datetime) -> Inbound:
    """A message was taken back."""
    name, body = f"recall:{recalled}", {"message": recalled}
    return _of_room(room_of(wire), name, "recall", body, now)


def unreadable(id_: str, now: datetime) -> Inbound:
    """The gateway announced a message and cannot say any more what it was, nor where."""
    body = {"message": id_, "missing": "unreadable"}
    return _of_channel(id_, "unreadable", body, now)


def room_joined(
    room: str,
    topic: str,
    members: Sequence[Member],
    event: WireEvent,
    now: datetime,
) -> Inbound:
    """The bot came into a room.  members: all the others."""
    inviter = event.text("inviterId")
    body = {"room": room, "topic": topic, "inviter": inviter, "members": [*members]}
    return _of_room(room, _name("joined", event, now), "room_joined", body, now)


def members_joined(
    room: str, members: Sequence[Member], event: WireEvent, now: datetime
) -> Inbound:
    """Others came into a room."""
    body = {"room": room, "inviter": event.text("inviterId"), "members": [*members]}
    return _of_room(room, _name("joined", event, now), "members_joined", body, now)


def members_left(
    room: str, gone: Sequence[str], event: WireEvent, now: datetime
) -> Inbound:
    """Others left, or were removed."""
    body = {"room": room, "members": [*gone], "remover": event.text("removerId")}
    return _of_room(room, _name("left", event, now), "members_left", body, now)


def left(room: str, event: WireEvent, now: datetime) -> Inbound:
    """The bot is no longer in the room."""
    return _of_room(room, _name("gone", event, now), "left", {"room": room}, now)


def absent(room: str, now: datetime) -> Inbound:
    """The bot is no longer in the room, and nobody said when that began."""
    return _of_room(room, f"gone:{now.isoformat()}", "left", {"room": room}, now)


def topic(room: str, called: str, event: WireEvent, now: datetime) -> Inbound:
    """The room has another name."""
    body = {"room": room, "topic": called}
    return _of_room(room, _name("topic", event, now), "topic", body, now)


def room(
    id_: str, called: str, members: Sequence[Member], change: str, now: datetime
) -> Inbound:
    """A room as it is, told when that is news.  change: no other of this process is called so.

    The gateway tells no such thing twice: what becomes again as it was is news as well.
    """
    body = {"room": id_, "topic": called, "members": [*members]}
    return _of_room(id_, f"room:{now.isoformat()}:{change}", "room", body, now)


def invited(invitation: WireInvitation, now: datetime) -> Inbound:
    """Somebody asks the bot into a room."""
    body = {
        "invitation": invitation.id,
        "inviter": invitation.inviter,
        "topic": invitation.topic,
    }
    return _of_channel(f"invited:{invitation.id}", "invited", body, now)


def friend(friendship: WireFriendship, name: str, now: datetime) -> Inbound:
    """Somebody asks for the bot's friendship (received), or granted it."""
    body = {
        "friendship": friendship.id,
        "contact": friendship.contact,
        "name": name,
        "hello": friendship.hello,
        "received": friendship.received,
    }
    return _of_channel(f"friend:{friendship.id}", "friend", body, now)


def outage(missed: Outage, now: datetime) -> Inbound:
    """Nothing was heard for a while, and what was said then is lost."""
    body = {
        "since": missed.since.isoformat(),
        "until": missed.until.isoformat(),
        "reason": missed.reason,
    }
    name = f"outage:{body['since']}/{body['until']}"
    return replace(_of_channel(name, "outage", body, now), at=missed.since)


def room_of(wire: WireMessage) -> str:
    """Alone with the bot, the room is the other person."""
    return wire.room or wire.talker


def moment(said_at: int, now: datetime) -> datetime:
    """When it was said; clocks of gateways that run ahead are set back."""
    if said_at <= 0:
        return now
    seconds = said_at / 1000 if said_at > LATEST_SECONDS else said_at
    return min(datetime.fromtimestamp(seconds, UTC), now)


def _of_room(
    id_: str, name: str, kind: str, body: Mapping[str, object], now: datetime
) -> Inbound:
    return _storable(Inbound(CHANNEL, id_, name, kind, id_, None, now, now, body))


def _of_channel(name: str, kind: str, body: Mapping[str, object], now: datetime) -> Inbound:
    row = Inbound(CHANNEL, CHANNEL, name, kind, CHANNEL, None, now, now, body)
    return _storable(row)


def _storable(row: Inbound) -> Inbound:
    """Whatever people call themselves and their groups, the store can take it."""
    return replace(
        row,
        room=storable(row.room),
        external_id=storable(row.external_id),
        lane=storable(row.lane),
        sender=None if row.sender is None else storable(row.sender),
        body={key: _value(value) for key, value in row.body.items()},
    )


def _value(value: object) -> object:
    match value:
        case str():
            return storable(value)
        case list():
            return [_value(one) for one in value]
        case Mapping():
            return {key: _value(one) for key, one in value.items()}
        case _:
            return value


def _name(what: str, event: WireEvent, now: datetime) -> str:
    """The same for the same event, however often it is delivered, if it says when it was."""
    content = orjson.dumps(event.data, option=orjson.OPT_SORT_KEYS)
    when = event.number("timestamp") or int(now.timestamp() * 1000)
    return f"{what}:{when}:{blake2b(content, digest_size=6).hexdigest()}"
