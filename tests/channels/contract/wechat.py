"""WeChat behind a gateway."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.channels.account import AccountState
from store.inbox import Inbound
from store.outbox import Outgoing
from tests.channels.contract.peer import Arrived, Peer
from tests.channels.wechaty.bench import ROOM, Bench, garden
from tests.peers.waiting import until


class Wechat(Peer):
    name, room, member = "wechaty", ROOM, "rose"

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.channel, self.accounts = bench.channel, bench.accounts
        self.can = bench.channel.can
        self.database, self.media = bench.database, bench.media

    async def says(self, text: str, *, again: str | None = None) -> str:
        if again is not None:
            await self._bench.wechat.repeat(again)
            return again
        return await self._bench.wechat.say(self.member, ROOM, text, mentions=["bot"])

    async def chats(self, text: str) -> None:
        await self._bench.wechat.say(self.member, ROOM, text)

    async def posts(self, picture: bytes) -> None:
        await self._bench.wechat.image(self.member, ROOM, picture)

    async def quotes(self, text: str, id_: str, words: str) -> None:
        await self._bench.wechat.quote(self.member, ROOM, text, name="bot", quoted=words)

    async def recalls(self, id_: str) -> None:
        await self._bench.wechat.recall(self.member, ROOM, id_)

    async def rows(self) -> Sequence[Inbound]:
        return self._bench.rows

    async def arrived(self) -> Sequence[Arrived]:
        sent = await self._bench.wechat.sent()
        return [
            Arrived(one.text, one.mentions, int(one.kind == "file"))
            for one in sent
            if one.kind in ("text", "file")
        ]

    async def taken_back(self) -> Sequence[str]:
        return [one.id for one in await self._bench.wechat.sent() if one.kind == "recall"]

    async def goes_away(self) -> None:
        await self._bench.wechat.kill()
        await self._bench.stands(AccountState.DISCONNECTED)

    async def breaks_in_mid_send(self, message: Outgoing) -> None:
        world = self._bench.python().world
        await self._bench.wechat.hang_next_send()
        sending = asyncio.create_task(self._bench.channel.send(message))
        await until(lambda: bool(world.sent), lambda: world.sent)
        await self._bench.wechat.drop()
        await sending


@asynccontextmanager
async def wechat(folder: Path) -> AsyncIterator[Peer]:
    async with garden(folder) as bench:
        yield Wechat(bench)
