"""How each account stands with the outside, for staff, the alarms and the console (R18)."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from bot.channels.whole import Whole

NOTHING: Mapping[str, int] = MappingProxyType({})


class AccountState(StrEnum):
    """scan: a person must scan a code; refused: the token is wrong or the peer is no friend.

    displaced: another client holds the account, and we keep out of its way.
    """

    STARTING = "starting"
    SCAN = "scan"
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    REFUSED = "refused"
    DISPLACED = "displaced"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of one channel.  since: of the state.

    detail: a short code that says why, never anybody's words.  qr: the text to be scanned.
    counters: whatever the channel counts, from its start on.
    """

    channel: str
    name: str
    state: AccountState
    since: datetime
    detail: str = ""
    qr: str | None = None
    last_heard: datetime | None = None
    counters: Mapping[str, int] = field(default_factory=lambda: NOTHING)

    def becomes(
        self, state: AccountState, at: datetime, detail: str = "", qr: str | None = None
    ) -> "Account":
        """`since` stays while the state does: an outage has one beginning."""
        since = self.since if state is self.state else at
        return replace(self, state=state, since=since, detail=detail, qr=qr)

    def news(self, other: "Account | None") -> bool:
        """Whether a reader of `other` wants to know; figures alone are no news."""
        return other is None or _standing(self) != _standing(other)


class Accounts:
    """The latest of each account, and a way to wait until one of them stands otherwise.

    whole: until when all that each of them heard is stored.
    """

    def __init__(self, whole: Whole | None = None) -> None:
        self.whole = whole or Whole()
        self._latest: dict[str, Account] = {}
        self._ids: dict[str, str] = {}
        self._changes = 0
        self._changed = asyncio.Event()

    @property
    def all(self) -> tuple[Account, ...]:
        """In the order in which they were first heard of."""
        return tuple(self._latest.values())

    @property
    def changes(self) -> int:
        """How often something became news; hand it to `changed`."""
        return self._changes

    def of(self, channel: str) -> Account | None:
        """None while that channel has said nothing, for instance because it is off."""
        return self._latest.get(channel)

    def id_of(self, channel: str) -> str:
        """By which that channel tells its account from others; empty before it was told."""
        return self._ids.get(channel, "")

    def identify(self, channel: str, id_: str) -> None:
        """Whose account it is from now on: say so before it is connected."""
        if self._ids.get(channel) != id_:
            self._ids[channel] = id_
            self._wake()

    def note(self, account: Account) -> None:
        """What this account is from now on; wakes whoever waits, when it is news."""
        before = self._latest.get(account.channel)
        self._latest[account.channel] = account
        if account.news(before):
            self._wake()

    def _wake(self) -> None:
        self._changes += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def changed(self, after: int) -> int:
        """Wait until there is news beyond `after`; the number to wait with next."""
        while self._changes <= after:
            await self._changed.wait()
        return self._changes


def _standing(account: Account) -> tuple[object, ...]:
    return account.name, account.state, account.since, account.detail, account.qr
