"""WeChat as the tests play it: what people do there, and what arrives from the bot.

Two gateways answer to these orders over the same wire: Node's own (gateway.py) and a small
one in Python for the fast tests (wechat_gateway.py).
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from ssl import SSLContext

BOT = "bot"
TOKEN = "insecure_test_token"
RULER = "- " * 15  # what WeChat for the desk puts between a quote and its answer


class Kind(IntEnum):
    """What a message is, as gateways since 1.0 number it on the wire."""

    ATTACHMENT = 1
    AUDIO = 2
    EMOTICON = 5
    IMAGE = 6
    TEXT = 7
    RECALLED = 13
    URL = 14
    VIDEO = 15


@dataclass(frozen=True, slots=True)
class Sent:
    """What the bot did.  kind: text, file, recall, topic, invitation, friendship."""

    kind: str
    id: str
    to: str = ""
    text: str = ""
    mentions: tuple[str, ...] = ()
    name: str = ""
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """starts, stops: RPCs of that name.  listening: a client holds the stream of events."""

    logged_in: bool
    listening: bool
    starts: int
    stops: int


@dataclass(frozen=True, slots=True)
class Settings:
    """How a gateway is set up.

    logged_in: the account is on line from the beginning.
    tls: a server's context for the Python gateway; True for Node's own certificate.
    journal: of Node's, a file to which what the bot did is appended, whatever happens.
    """

    token: str = TOKEN
    logged_in: bool = True
    tls: SSLContext | bool = False
    journal: Path | None = None


class WeChat(ABC):
    """A gateway under the test's hand.  endpoint: host:port of the wire."""

    endpoint: str

    # --- the gateway itself

    @abstractmethod
    async def start(self) -> None:
        """Serve, at the port of the last time; people and rooms stay, messages are forgotten."""

    @abstractmethod
    async def kill(self) -> None:
        """End at once, without a word to the client."""

    @abstractmethod
    async def freeze(self) -> None:
        """Links stay open and nothing answers, orders included, until it thaws."""

    @abstractmethod
    async def thaw(self) -> None:
        """Go on where it froze."""

    @abstractmethod
    async def drop(self) -> None:
        """Cut the links of all clients; the gateway stays."""

    @abstractmethod
    async def order(self, what: str, **values: object) -> Mapping[str, object]:
        """Have one thing done."""

    @abstractmethod
    async def sent(self) -> list[Sent]:
        """Everything the bot did, oldest first."""

    @abstractmethod
    async def health(self) -> Health:
        """How the gateway sees itself."""

    # --- people and rooms

    async def contact(self, contact: str, name: str) -> None:
        await self.order("contact", id=contact, name=name)

    async def room(self, room: str, topic: str, members: Sequence[str]) -> None:
        """room ends in @chatroom; the bot is a member when it is named."""
        await self.order("room", id=room, topic=topic, members=[*members])

    async def rooms(self, count: int, members: Sequence[str] = (BOT,)) -> None:
        """Rooms many0@chatroom, many1@chatroom, …"""
        await self.order("rooms", count=count, members=[*members])

    async def alias(self, room: str, who: str, alias: str) -> None:
        """The name that a member has in this room alone."""
        await self.order("alias", room=room, who=who, alias=alias)

    async def join(self, room: str, who: Sequence[str], by: str) -> None:
        await self.order("join", room=room, who=[*who], by=by)

    async def leave(self, room: str, who: Sequence[str], by: str) -> None:
        await self.order("leave", room=room, who=[*who], by=by)

    async def topic(self, room: str, topic: str, by: str) -> None:
        await self.order("topic", room=room, topic=topic, by=by)

    async def invite(self, invitation: str, inviter: str, topic: str) -> None:
        await self.order("invite", id=invitation, inviter=inviter, topic=topic)

    async def friendship(self, friendship: str, contact: str, hello: str) -> None:
        await self.order("friendship", id=friendship, contact=contact, hello=hello)

    # --- messages; `to` is a room or the bot

    async def say(
        self,
        who: str,
        to: str,
        text: str,
        *,
        mentions: Sequence[str] = (),
        at: datetime | None = None,
    ) -> str:
        """The message's id."""
        when = {} if at is None else {"at": int(at.timestamp() * 1000)}
        return await self._deliver(
            who, to, Kind.TEXT, text=text, mentions=[*mentions], **when
        )

    async def quote(self, who: str, to: str, text: str, *, name: str, quoted: str) -> str:
        """An answer to what `name` said, in the one text that WeChat makes of it."""
        return await self.say(who, to, f"「{name}：{quoted}」\n{RULER}\n{text}")

    async def file(self, who: str, to: str, kind: Kind, name: str, data: bytes) -> str:
        """A picture, voice, video or attachment."""
        return await self._deliver(who, to, kind, name=name, data=data)

    async def image(self, who: str, to: str, data: bytes, name: str = "photo.jpg") -> str:
        return await self.file(who, to, Kind.IMAGE, name, data)

    async def recall(self, who: str, to: str, message: str) -> str:
        """The id of the message that says so; its text is the id of what was recalled."""
        return await self._deliver(who, to, Kind.RECALLED, text=message)

    async def burst(self, who: str, to: str, count: int, prefix: str = "m") -> None:
        """Texts m0, m1, … as fast as they go."""
        await self.order("burst", who=who, to=to, count=count, prefix=prefix)

    async def forget(self, message: str) -> None:
        """The message's payload can no longer be read."""
        await self.order("forget", id=message)

    async def repeat(self, message: str) -> None:
        """The same event once more."""
        await self.emit("message", {"messageId": message})

    async def _deliver(self, who: str, to: str, kind: Kind, **rest: object) -> str:
        return str(
            (await self.order("deliver", who=who, to=to, kind=int(kind), **rest))["id"]
        )

    # --- the account

    async def scan(self, code: str, status: int = 2) -> None:
        """Ask for the code to be scanned with the telephone.  status: 2 is waiting."""
        await self.emit("scan", {"qrcode": code, "status": status})

    async def login(self) -> None:
        await self.order("login")

    async def logout(self) -> None:
        await self.order("logout")

    async def emit(self, event: str, payload: Mapping[str, object]) -> None:
        """Any event of the wire, such as room-join, with any payload."""
        await self.order("emit", event=event, payload=dict(payload))

    async def error(self, payload: Mapping[str, object] | None = None) -> None:
        """An error event; without a payload, with the one field of gateways since 1.0."""
        await self.emit("error", payload or {"gerror": '{"message":"told to"}'})

    # --- sends

    async def fail_next_send(self, count: int = 1) -> None:
        """The next sends are refused; nothing goes out."""
        await self.order("fail", count=count)

    async def hang_next_send(self, count: int = 1) -> None:
        """The next sends go out and are never answered."""
        await self.order("hang", count=count)

    async def clear(self) -> None:
        """Forget what was sent."""
        await self.order("clear")
