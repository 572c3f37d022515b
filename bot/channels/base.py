"""What the bot needs of a channel, and nothing that only one of them has."""

from collections.abc import AsyncGenerator
from typing import Protocol

from handlers.model.abilities import Abilities
from store.inbox import Inbound
from store.outbox import Outgoing

__all__ = ["Abilities", "Channel"]


class Channel(Protocol):
    """One way in and out.  name: as in `Inbound.channel` and `Outgoing.channel`."""

    name: str
    can: Abilities

    @property
    def ready(self) -> bool:
        """Whether it could take a message now; until then messages wait in the outbox."""
        ...

    def listen(self) -> AsyncGenerator[Inbound, None]:
        """Deliveries, at least once each, in the order members sent them (R9)."""
        ...

    def hush(self) -> None:
        """Hear nothing new; `listen` ends when it has told what was heard by now."""
        ...

    async def send(self, message: Outgoing) -> str:
        """The channel's id of the message.

        Raises: bot.errors.SendFailedError when it certainly did not go out,
        SendUnknownError when nobody knows.
        """
        ...

    async def act(self, act: str, subject: str) -> None:
        """Do one of handlers.model.admission.Act; doing it twice changes nothing.

        Raises: as `send`.
        """
        ...
