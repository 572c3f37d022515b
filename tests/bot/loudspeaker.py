"""A channel that says things out loud, and senders that speak through it."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.channels.base import Abilities
from bot.config_sections import SenderSettings
from bot.errors import SendFailedError, SendUnknownError
from bot.handing import Outside
from bot.sender import Sender
from store import outbox
from store.db import Database
from store.inbox import Inbound
from store.outbox import Outgoing
from tests.store.made import outgoing

MANY = SenderSettings(1000, timedelta(), None)
SPEAKS = Abilities(False, True, False, False, False)


@dataclass
class Loudspeaker:
    """A channel that says things out loud.  broken: how often it fails first.

    stubborn: how often it refuses to do anything else.  torn: nobody answers.
    """

    name: str = "loudspeaker"
    can: Abilities = SPEAKS
    broken: int = 0
    stubborn: int = 0
    ready: bool = True
    torn: bool = False
    empty: bool = False
    heard: list[str] = field(default_factory=list)
    done: list[tuple[str, str]] = field(default_factory=list)

    async def listen(self) -> AsyncGenerator[Inbound, None]:
        for nothing in ():
            yield nothing

    def hush(self) -> None:
        """It never says anything."""

    async def send(self, message: Outgoing) -> str:
        if self.empty:
            raise SendFailedError("nothing to say", again=False)
        if self.broken:
            self.broken -= 1
            raise SendFailedError("no power")
        self.heard.append(message.text)
        if self.torn:
            raise SendUnknownError("the wire broke")
        return f"said-{len(self.heard)}"

    async def act(self, act: str, subject: str) -> None:
        if self.stubborn:
            self.stubborn -= 1
            raise SendFailedError("not today")
        self.done.append((act, subject))
        if self.torn:
            raise SendUnknownError("the wire broke")


def sender(database: Database, *channels: Loudspeaker, settings=MANY) -> Sender:
    outside = [Outside(database, one, always) for one in channels]
    return Sender(database, settings, lambda departure: departure, *outside)


def always(_: datetime) -> bool:
    return True


async def queue(
    database: Database, *keys: str, channel: str = "loudspeaker", purpose: str = "ask"
) -> None:
    waiting = [replace(outgoing(key, purpose=purpose), channel=channel) for key in keys]
    async with database.begin() as conn:
        await outbox.put(conn, waiting)
