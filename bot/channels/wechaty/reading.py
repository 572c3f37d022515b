"""From what the gateway announces to rows of the inbox."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from bot.channels.standing import Outage, Standing
from bot.channels.wechaty import rows, words
from bot.channels.wechaty.arriving import Looked, Rows
from bot.channels.wechaty.asking import ask
from bot.channels.wechaty.failures import LinkError
from bot.channels.wechaty.link import Heard, Link
from bot.channels.wechaty.media import NOT_OURS, Attachments
from bot.channels.wechaty.names import Names
from bot.channels.wechaty.remembered import Remembered
from bot.channels.wechaty.rooms import Rooms
from bot.channels.wechaty.settings import WechatySettings
from bot.channels.wechaty.wire import (
    Gateway,
    Kind,
    WireEvent,
    WireFriendship,
    WireInvitation,
    WireMessage,
    WireRoom,
)

Tell = Callable[[WireEvent], Awaitable[Rows]]
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks what an event is about; whoever cannot be asked leaves blanks, never a hole."""

    link: Link
    settings: WechatySettings
    standing: Standing
    attachments: Attachments
    names: Names
    rooms: Rooms
    remembered: Remembered
    now: Callable[[], datetime]

    async def look(self, heard: Heard) -> Looked:
        """As arriving.Arriving wants it."""
        if isinstance(heard, Outage):
            return _plain(rows.CHANNEL, [rows.outage(heard, self.now())])
        if heard.name == "message":
            return await self._message(heard.text("messageId"))
        tell = self._tells().get(heard.name)
        lane = heard.text("roomId") or rows.CHANNEL
        return Looked(lane, partial(tell, heard)) if tell else _plain(lane, [])

    def _tells(self) -> Mapping[str, Tell]:
        return {
            "room_join": self._joined,
            "room_leave": self._left,
            "room_topic": self._topic,
            "room_invite": self._invited,
            "friendship": self._friend,
        }

    def given_up(self, heard: Heard) -> Rows:
        """A message that we could not understand is one that nobody can read."""
        self.standing.count("defects")
        if isinstance(heard, WireEvent) and heard.name == "message":
            return [rows.unreadable(heard.text("messageId"), self.now())]
        return []

    # --- messages

    async def _message(self, id_: str) -> Looked:
        message = await self._payload(id_)
        if message is None:
            self.standing.count("unreadable")
            return _plain(rows.CHANNEL, [rows.unreadable(id_, self.now())])
        room = rows.room_of(message)
        if message.talker == self.link.me:
            self.standing.count("echoes")
            where = message.room or message.listener
            self.remembered.keep(where, words.spoken(message), message.id)
            return _plain(where, [])
        self.standing.count("messages")
        if message.kind is Kind.RECALLED and (recalled := words.recalled(message)):
            return _plain(room, [rows.recall(message, recalled, self.now())])
        return Looked(room, partial(self._said, message))

    async def _payload(self, id_: str) -> WireMessage | None:
        """None when the gateway knows nothing of it, for instance because it began anew."""
        return await self._asked(lambda gateway: gateway.message(id_))

    async def _said(self, message: WireMessage) -> Rows:
        room = rows.room_of(message)
        text, quotation = words.without_quote(words.spoken(message))
        quote = await self.remembered.find(room, quotation.text) if quotation else None
        self.remembered.keep(room, text, message.id)
        names = (*self.settings.names, await self._own_name(text))
        mentions = words.mentioned(message, text, self.link.me, names)
        name = await self.names.member(message.room or "", message.talker)
        said = rows.Said(text, mentions, quote, name)
        kept = await self.attachments.of(message)
        for reason in kept.missing.values():
            if reason != NOT_OURS:
                self.standing.count("missing")
        return [rows.message(message, said, kept, self.now())]

    async def _own_name(self, text: str) -> str:
        if "@" not in text or self.link.me is None:
            return ""
        return await self.names.contact(self.link.me)

    # --- rooms

    async def _joined(self, event: WireEvent) -> Rows:
        room, came = event.text("roomId"), event.texts("inviteeIdList")
        if self.link.me not in came:
            members = await self.names.members(room, came)
            return [rows.members_joined(room, members, event, self.now())]
        found = await self._room(room)
        members = await self.names.members(room, found.members)
        self.rooms.look_at(room)  # who is in a bound room is read from that row alone
        return [rows.room_joined(room, found.topic, members, event, self.now())]

    async def _room(self, id_: str) -> WireRoom:
        found = await self._asked(lambda gateway: gateway.room(id_))
        if found is None:
            self.rooms.look_at(id_)
        return found or WireRoom(id_, "", ())

    async def _left(self, event: WireEvent) -> Rows:
        room, gone = event.text("roomId"), event.texts("removeeIdList")
        if self.link.me in gone:
            self.rooms.left(room)
            return [rows.left(room, event, self.now())]
        return [rows.members_left(room, gone, event, self.now())]

    async def _topic(self, event: WireEvent) -> Rows:
        room, called = event.text("roomId"), event.text("newTopic")
        return [rows.topic(room, called, event, self.now())]

    # --- people

    async def _invited(self, event: WireEvent) -> Rows:
        id_ = event.text("roomInvitationId")
        found = await self._asked(lambda gateway: gateway.invitation(id_))
        return [rows.invited(found or WireInvitation(id_, "", ""), self.now())]

    async def _friend(self, event: WireEvent) -> Rows:
        id_ = event.text("friendshipId")
        found = await self._asked(lambda gateway: gateway.friendship(id_))
        friendship = found or WireFriendship(id_, "", "", received=True)
        name = await self.names.contact(friendship.contact) if friendship.contact else ""
        return [rows.friend(friendship, name, self.now())]

    async def _asked(self, call: Callable[[Gateway], Awaitable[Answer]]) -> Answer | None:
        """None when the gateway does not know, or is away for longer than we wait."""
        try:
            return await ask(
                self.link, self.settings.timings, lambda gateway, _: call(gateway)
            )
        except LinkError:
            return None


def _plain(lane: str, told: Rows) -> Looked:
    async def complete() -> Rows:
        return told

    return Looked(lane, complete)
