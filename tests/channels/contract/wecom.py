"""企业微信 over its long connection: it passes on what mentions the bot, and nothing else."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.channels.account import AccountState
from store.inbox import Inbound
from store.outbox import Outgoing
from tests.channels.contract.peer import Arrived, Peer
from tests.channels.wecom.heard import HUA, ROOM, Bot, connected

CALL = "@小陪 "


class Wecom(Peer):
    name, room, member = "wecom", ROOM, HUA

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.channel, self.accounts = bot.channel, bot.accounts
        self.can = bot.channel.can
        self.database, self.media = bot.database, bot.media

    async def says(self, text: str, *, again: str | None = None) -> str:
        given = {"msgid": again} if again else {}
        return await self._bot.service.text(f"{CALL}{text}", **given)

    async def chats(self, text: str) -> None:
        """The service passes on nothing of it."""

    async def posts(self, picture: bytes) -> None:
        words = {"msgtype": "text", "text": {"content": CALL}}
        shown = {"msgtype": "image", "image": self._bot.service.picture(picture)}
        await self._bot.service.say("mixed", {"msg_item": [words, shown]})

    async def quotes(self, text: str, id_: str, words: str) -> None:
        quote = {"msgtype": "text", "text": {"content": words}}
        await self._bot.service.text(f"{CALL}{text}", quote=quote)

    async def recalls(self, id_: str) -> None:
        """The service has no word for it."""

    async def rows(self) -> Sequence[Inbound]:
        return self._bot.rows

    async def arrived(self) -> Sequence[Arrived]:
        said = self._bot.service.sent
        return [
            Arrived(pictures=1)
            if one["msgtype"] == "image"
            else Arrived(one["markdown"]["content"])  # type: ignore[index]  # as the wire has it
            for one in said
        ]

    async def taken_back(self) -> Sequence[str]:
        return []

    async def goes_away(self) -> None:
        self._bot.service.mute.add("aibot_subscribe")
        self._bot.service.abort()
        await self._bot.stands(AccountState.DISCONNECTED)

    async def breaks_in_mid_send(self, message: Outgoing) -> None:
        self._bot.service.dies_on.add("aibot_send_msg")
        await self._bot.channel.send(message)


@asynccontextmanager
async def wecom(folder: Path) -> AsyncIterator[Peer]:
    async with connected(folder) as bot:
        yield Wecom(bot)
