"""How gentle an account is: a new one only listens for a while, some always do (R10)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.channels.account import Accounts, AccountState
from bot.patience import patiently
from store import rooms
from store.db import Database

PATIENCE_S = 1.0  # between two tries while the store is unavailable


@dataclass(slots=True)
class Gentle:
    """One account.  warm_up: from its first connection on it only listens for so long."""

    channel: str
    listen_only: bool
    warm_up: timedelta
    _begun: datetime | None = field(default=None, init=False)

    def speaks(self, at: datetime) -> bool:
        """Whether it may say anything at that moment."""
        if self.listen_only:
            return False
        if self._begun is None:  # connected for the first time, just now
            return not self.warm_up
        return at >= self._begun + self.warm_up

    @property
    def speaks_from(self) -> datetime | None:
        """When it may speak; None while that is not known, and for ever if it only listens."""
        if self.listen_only or self._begun is None:
            return None
        return self._begun + self.warm_up

    async def remember(self, database: Database) -> None:
        """Before anything is sent: an account that is known already is no new one."""
        async with database.read() as conn:
            self._begun = await rooms.begun_at(conn, self.channel)

    async def watch(
        self, database: Database, accounts: Accounts, now: Callable[[], datetime]
    ) -> None:
        """Remembers, over restarts, when it was connected for the first time."""
        changes = 0
        while not _connected(accounts, self.channel):
            changes = await accounts.changed(changes)
        if self._begun is None:
            self._begun = await patiently(partial(self._begin, database, now), PATIENCE_S)

    async def _begin(self, database: Database, now: Callable[[], datetime]) -> datetime:
        async with database.begin() as conn:
            return await rooms.begun(conn, self.channel, now())


def _connected(accounts: Accounts, channel: str) -> bool:
    account = accounts.of(channel)
    return account is not None and account.state is AccountState.CONNECTED
