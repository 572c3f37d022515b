"""How gentle an account is: a new one only listens for a while, some always do (R10)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.channels.account import Accounts, AccountState
from bot.patience import patiently
from store import accounts
from store.accounts import UNNAMED
from store.db import Database

PATIENCE_S = 1.0  # between two tries while the store is unavailable


@dataclass(slots=True)
class Gentle:
    """Of one channel, whichever account it has at the time.

    warm_up: from its first connection on an account only listens for so long.
    """

    channel: str
    accounts: Accounts
    listen_only: bool
    warm_up: timedelta
    _begun: Mapping[str, datetime] = field(default_factory=dict, init=False)  # by account

    def speaks(self, at: datetime) -> bool:
        """Whether it may say anything at that moment."""
        if self.listen_only:
            return False
        begun = self._since
        if begun is None:  # connected for the first time, just now
            return not self.warm_up
        return at >= begun + self.warm_up

    @property
    def speaks_from(self) -> datetime | None:
        """When it may speak; None while that is not known, and for ever if it only listens."""
        begun = self._since
        return None if self.listen_only or begun is None else begun + self.warm_up

    async def remember(self, database: Database) -> None:
        """Before anything is sent: an account that is known already is no new one."""
        async with database.read() as conn:
            self._begun = await accounts.begun_by(conn, self.channel)

    async def watch(self, database: Database, now: Callable[[], datetime]) -> None:
        """For ever: remembers when each account was connected for the first time."""
        changes = 0
        while True:
            await self.notice(database, now)
            changes = await self.accounts.changed(changes)

    async def notice(self, database: Database, now: Callable[[], datetime]) -> None:
        """Whose account is connected at the moment, over restarts too."""
        account = self.accounts.of(self.channel)
        connected = account is not None and account.state is AccountState.CONNECTED
        if connected and self.accounts.id_of(self.channel) not in self._begun:
            await patiently(partial(self._begin, database, now), PATIENCE_S)

    @property
    def _since(self) -> datetime | None:
        """Before it is known which account it is, it is taken for the newest."""
        account = self.accounts.id_of(self.channel)
        begun = self._begun.get(account, self._begun.get(UNNAMED))
        if begun is None and not account:
            return max(self._begun.values(), default=None)
        return begun

    async def _begin(self, database: Database, now: Callable[[], datetime]) -> None:
        account = self.accounts.id_of(self.channel)
        async with database.begin() as conn:
            self._begun = await accounts.begin(conn, self.channel, account, now())
