"""How an account stands, as everybody else may know it, and what was missed in between."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.channels.account import Account, Accounts, AccountState

log = logging.getLogger(__name__)

STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Outage:
    """Nothing was heard in between, though something may have been said.  reason: a code."""

    since: datetime
    until: datetime
    reason: str


class Standing:
    """The account's state; every change is noted, and logged once."""

    def __init__(
        self, channel: str, name: str, accounts: Accounts, now: Callable[[], datetime]
    ) -> None:
        self._accounts = accounts
        self._now = now
        self._counters: Counter[str] = Counter()
        left = accounts.whole.before(channel)
        self._lost = (left, STOPPED) if left else None
        figures: Mapping[str, int] = MappingProxyType(self._counters)
        self._account = Account(
            channel, name, AccountState.STARTING, now(), counters=figures
        )
        accounts.note(self._account)
        accounts.whole.holds(channel, self._all_until)
        if left:
            accounts.whole.begin(channel)

    @property
    def online(self) -> bool:
        """Whether anything can be heard and said."""
        return self._account.state is AccountState.CONNECTED

    def count(self, what: str) -> None:
        """One more of these."""
        self._counters[what] += 1

    def heard(self) -> None:
        """A sign of life."""
        self._account = replace(self._account, last_heard=self._now())
        self._accounts.note(self._account)

    def becomes(self, state: AccountState, detail: str = "", qr: str | None = None) -> None:
        """The first reason of an outage is kept: what follows is its consequence."""
        at = self._now()
        if self.online and state is not AccountState.CONNECTED and self._lost is None:
            self._lost = (self._account.last_heard or at, detail)
        if state is AccountState.CONNECTED:
            self._accounts.whole.begin(self._account.channel)
        before = self._account
        self._account = before.becomes(state, at, detail, qr)
        if (state, detail) != (before.state, before.detail):
            words = {"channel": before.channel, "state": state.value, "detail": detail}
            fine = state in {AccountState.CONNECTED, AccountState.STARTING}
            log.log(logging.INFO if fine else logging.WARNING, "account", extra=words)
        self._accounts.note(self._account)

    def stopped(self, dropped: datetime | None = None) -> None:
        """Nobody listens any more; until somebody does, what is said is missed.

        dropped: when the oldest was heard of what goes lost with it.
        """
        if self.online:
            self.becomes(AccountState.STARTING, STOPPED)
        if dropped is not None and (self._lost is None or dropped < self._lost[0]):
            self._lost = (dropped, STOPPED)

    def outage(self, gap: float) -> Outage | None:
        """What was missed until now; None when no longer than `gap` seconds.

        Nor is a restart of moments told where nobody talked.
        """
        if self._lost is None:
            return None
        since, reason = self._lost
        until = self._now()
        told = until - since > timedelta(
            seconds=gap
        ) and self._accounts.whole.worth_telling(self._account.channel, since, until)
        return Outage(since, until, reason) if told else None

    def outage_told(self) -> None:
        """It is on its way to the store; before, whoever crashes must find it again."""
        self._lost = None

    def _all_until(self) -> datetime | None:
        """Up to here nothing was missed."""
        return self._lost[0] if self._lost else self._account.last_heard
