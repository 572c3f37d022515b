"""What the contract asks of a channel, and does with it, whoever is at its other end."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot import clock
from bot.channels.account import Accounts
from bot.channels.base import Abilities, Channel
from bot.handing import Outside
from bot.sender import Sender
from store import media, outbox, taking_back
from store.db import Database
from store.inbox import Inbound
from store.media import MediaStore
from store.outbox import Outgoing
from tests.bot.loudspeaker import MANY, always
from tests.store.made import outgoing

WITHIN = 20  # seconds: a hang is a failure, a slow machine is not
LATE = datetime(2030, 1, 1, tzinfo=UTC)  # later than any message waits


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came out at the other end.  to: whom their telephone tells; pictures: how many."""

    text: str = ""
    to: tuple[str, ...] = ()
    pictures: int = 0


class Peer(ABC):
    """Somebody at the other end.  room: one that is bound; member: who speaks in it.

    channel: None where HTTP comes in and the store goes out.
    """

    name: str
    can: Abilities
    room: str
    member: str
    database: Database
    media: MediaStore
    channel: Channel | None = None
    accounts: Accounts | None = None

    # --- in

    @abstractmethod
    async def says(self, text: str, *, again: str | None = None) -> str:
        """The bot is called in it; the message's id.  again: deliver that one once more."""

    @abstractmethod
    async def chats(self, text: str) -> None:
        """The bot is not called."""

    @abstractmethod
    async def posts(self, picture: bytes) -> None:
        """As people hand a picture to the bot there."""

    @abstractmethod
    async def quotes(self, text: str, id_: str, words: str) -> None:
        """An answer to a message of the bot: its id, and its words."""

    @abstractmethod
    async def recalls(self, id_: str) -> None:
        """Somebody takes their message back."""

    @abstractmethod
    async def rows(self) -> Sequence[Inbound]:
        """All that was heard, oldest first."""

    async def heard(self, count: int = 1, kind: str = "message") -> list[Inbound]:
        """Once so many came."""
        async with asyncio.timeout(WITHIN):
            while len(found := [r for r in await self.rows() if r.kind == kind]) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return found

    # --- out

    async def is_told(self, text: str, **more: object) -> str:
        """The bot says so by way of the outbox; the id that the message has from then on."""
        message = self.message(text, **more)
        async with self.database.begin() as conn:
            await outbox.put(conn, [message])
        outside = Outside(self.database, self.channel, always) if self.channel else None
        sender = Sender(self.database, MANY, lambda _: clock.now(), outside)
        await sender.step(LATE)
        async with self.database.read() as conn:
            said = await taking_back.said_as(conn, message.key)
        assert said is not None
        assert said.external_id
        return said.external_id

    def message(self, text: str, **more: object) -> Outgoing:
        plain = replace(outgoing(text, room=self.room), text=text, to=(), photos=())
        return replace(plain, channel=self.name, **more)  # type: ignore[arg-type]  # its fields

    async def keep(self, picture: bytes) -> str:
        """It is ours; its sha256."""
        info = await self.media.keep(picture, "x.png", "image/png")
        async with self.database.begin() as conn:
            await media.put(conn, [info])
        return info.sha

    @abstractmethod
    async def arrived(self) -> Sequence[Arrived]:
        """What the bot said, as it is seen there; of one message words come first."""

    @abstractmethod
    async def taken_back(self) -> Sequence[str]:
        """The ids of what the bot took back, as it is seen there."""

    # --- trouble, where there is a link that can have it

    async def goes_away(self) -> None:
        """And stays away."""
        raise NotImplementedError

    async def breaks_in_mid_send(self, message: Outgoing) -> None:
        """Send it; its words arrive and nobody says so."""
        raise NotImplementedError
