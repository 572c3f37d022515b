"""A channel of ours that listens, and what came out of it so far."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace

from bot.channels.account import Account, Accounts, AccountState
from bot.channels.base import Channel
from store.db import Database
from store.inbox import Inbound
from store.media import MediaStore
from store.outbox import Outgoing
from tests.peers.waiting import until
from tests.store.made import outgoing


@dataclass(kw_only=True)
class Listening:
    """Everything around one channel.  rows: all that it told, oldest first."""

    channel: Channel
    accounts: Accounts
    database: Database
    media: MediaStore
    rows: list[Inbound] = field(default_factory=list)
    _listening: asyncio.Task[None] | None = None

    def listens(self) -> None:
        """As after a failure: on the same channel, and never twice at once."""
        self._listening = asyncio.create_task(self._listen())

    async def stops_listening(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def takes(self, row: Inbound) -> None:
        """What becomes of each."""
        self.rows.append(row)

    @property
    def account(self) -> Account:
        found = self.accounts.of(self.channel.name)
        assert found is not None
        return found

    async def stands(self, state: AccountState, detail: str | None = None) -> Account:
        """Once it does."""

        def wanted() -> bool:
            return self.account.state is state and detail in {None, self.account.detail}

        await until(wanted, lambda: self.account)
        return self.account

    async def _listen(self) -> None:
        async with aclosing(self.channel.listen()) as rows:
            async for row in rows:
                await self.takes(row)


@asynccontextmanager
async def listening(made: Listening) -> AsyncIterator[None]:
    """Until the block ends; its database is closed then."""
    made.listens()
    try:
        yield
    finally:
        await made.stops_listening()
        await made.database.close()


def words(channel: str, room: str, text: str, **more: object) -> Outgoing:
    """What the bot says to nobody in particular."""
    plain = replace(outgoing("k", room=room), channel=channel, text=text)
    nobody = {"to": (), "about": (), "draft": None, "photos": ()}
    return replace(plain, **{**nobody, **more})  # type: ignore[arg-type] -- its fields, by name
