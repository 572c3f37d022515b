"""The side of WeChat behind the Python gateway: people, rooms, messages, and what was sent."""

import hashlib
import itertools
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.peers.wechat import BOT, Kind, Sent

Emit = Callable[[str, Mapping[str, object]], None]
DIRTY_ROOM = 3


class WeChatError(Exception):
    """What the gateway answers an RPC with when WeChat would not."""


@dataclass
class Room:
    id: str
    topic: str
    members: list[str]
    aliases: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """room or listener is empty.  at: milliseconds."""

    id: str
    who: str
    room: str
    listener: str
    kind: int
    text: str = ""
    mentions: tuple[str, ...] = ()
    name: str = ""
    data: bytes = b""
    at: int = 0


@dataclass
class World:
    """Orders are methods with the order's name; `emit` tells the client.

    unlisted: rooms that its lists leave out, of which so many were asked for.
    """

    emit: Emit
    automatic: bool
    logged_in: bool = False
    contacts: dict[str, str] = field(default_factory=lambda: {BOT: BOT})
    known: dict[str, Room] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    invitations: dict[str, tuple[str, str]] = field(default_factory=dict)
    friendships: dict[str, tuple[str, str]] = field(default_factory=dict)
    code: Mapping[str, object] | None = None
    sent: list[Sent] = field(default_factory=list)
    failing: int = 0
    hanging: int = 0
    unlisted: set[str] = field(default_factory=set)
    lists: int = 0
    starts: int = 0
    stops: int = 0

    def forget_messages(self) -> None:
        """As a gateway that starts anew; its ids will not be given twice."""
        self.messages.clear()
        self._run = uuid.uuid4().hex[:8]
        self._numbers = itertools.count(1)

    def __post_init__(self) -> None:
        self.forget_messages()
        self.logged_in = self.automatic

    # --- orders

    def contact(self, id: str, name: str) -> None:  # noqa: A002  (the wire's word)
        self.contacts[id] = name

    def room(self, id: str, topic: str, members: list[str]) -> None:  # noqa: A002
        self.known[id] = Room(id, topic, members)

    def rooms(self, count: int, members: list[str]) -> None:
        for number in range(count):
            self.room(f"many{number}@chatroom", f"many{number}", [*members])

    def alias(self, room: str, who: str, alias: str) -> None:
        self.known[room].aliases[who] = alias

    def join(self, room: str, who: list[str], by: str) -> None:
        self.known[room].members.extend(who)
        self._room_changed(room, "room-join", {"inviteeIdList": who, "inviterId": by})

    def leave(self, room: str, who: list[str], by: str) -> None:
        kept = [one for one in self.known[room].members if one not in who]
        self.known[room].members[:] = kept
        self._room_changed(room, "room-leave", {"removeeIdList": who, "removerId": by})

    def topic(self, room: str, topic: str, by: str) -> None:
        old, self.known[room].topic = self.known[room].topic, topic
        change: dict[str, object] = {"oldTopic": old, "newTopic": topic, "changerId": by}
        self._room_changed(room, "room-topic", change)

    def _room_changed(self, room: str, event: str, change: Mapping[str, object]) -> None:
        self.emit("dirty", {"payloadType": DIRTY_ROOM, "payloadId": room})
        self.emit(event, {**change, "roomId": room, "timestamp": now_ms()})

    def invite(self, id: str, inviter: str, topic: str) -> None:  # noqa: A002
        self.invitations[id] = (inviter, topic)
        self.emit("room-invite", {"roomInvitationId": id})

    def friendship(self, id: str, contact: str, hello: str) -> None:  # noqa: A002
        self.friendships[id] = (contact, hello)
        self.emit("friendship", {"friendshipId": id})

    def deliver(
        self,
        who: str,
        to: str,
        kind: int,
        text: str = "",
        mentions: Sequence[str] = (),
        **rest: object,
    ) -> dict[str, object]:
        """rest: name, data and at of the message."""
        message = Message(
            id=f"{self._run}-{next(self._numbers)}",
            who=who,
            room=to if in_room(to) else "",
            listener="" if in_room(to) else to,
            kind=kind,
            text=text,
            mentions=tuple(mentions),
            **{"at": now_ms(), **rest},  # type: ignore[arg-type]  # as the order has them
        )
        self.messages[message.id] = message
        self.emit("message", {"messageId": message.id})
        return {"id": message.id}

    def burst(self, who: str, to: str, count: int, prefix: str) -> None:
        for number in range(count):
            self.deliver(who, to, Kind.TEXT, f"{prefix}{number}")

    def forget(self, id: str) -> None:  # noqa: A002
        del self.messages[id]

    def login(self) -> None:
        self.logged_in, self.code = True, None
        self.emit("login", {"contactId": BOT})

    def logout(self) -> None:
        self.logged_in = False
        self.emit("logout", {"contactId": BOT, "data": "told to"})

    def fail(self, count: int) -> None:
        self.failing = count

    def hang(self, count: int) -> None:
        self.hanging = count

    def clear(self) -> None:
        self.sent.clear()

    # --- what the bot does

    def listed(self) -> list[str]:
        self.lists += 1
        return [room for room in self.known if room not in self.unlisted]

    def started(self) -> None:
        self.starts += 1
        if self.automatic and not self.logged_in:
            self.login()

    def stopped(self) -> None:
        self.stops += 1
        self.logged_in = False

    def send_text(self, to: str, text: str, mentions: Sequence[str]) -> str:
        self._take(to)
        message = str(self.deliver(BOT, to, Kind.TEXT, text, mentions)["id"])
        self.sent.append(Sent("text", message, to, text, tuple(mentions)))
        return message

    def send_file(self, to: str, name: str, data: bytes) -> str:
        self._take(to)
        message = str(self.deliver(BOT, to, Kind.IMAGE, name=name, data=data)["id"])
        digest = hashlib.sha256(data).hexdigest()
        sent = Sent("file", message, to, name=name, size=len(data), sha256=digest)
        self.sent.append(sent)
        return message

    def _take(self, to: str) -> None:
        if self.failing:
            self.failing -= 1
            raise WeChatError("the send was told to fail")
        if not self.logged_in:
            raise WeChatError("not logged in")
        if to not in (self.known if in_room(to) else self.contacts):
            raise WeChatError(f"nobody is {to}")

    def hangs(self) -> bool:
        """Whether the send at hand is never answered."""
        self.hanging, hangs = max(self.hanging - 1, 0), self.hanging > 0
        return hangs


def in_room(to: str) -> bool:
    return "@" in to


def now_ms() -> int:
    return int(time.time() * 1000)
