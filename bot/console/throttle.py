"""Guessing is made slow: after a few wrong tries each further one has to wait longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from store.console import attempts
from store.console.accounts import folded
from store.console.logins import digest

WINDOW = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Tried:
    """What is counted, and how many tries are free.

    key: a digest: what people mistype for their name may be their password.
    """

    key: str
    free: int

    def wait(self, count: int, last: datetime | None, now: datetime) -> timedelta:
        """How long until the next try, zero for at once: 30 s, 1 min, 2 min … 15 min."""
        if last is None or count < self.free:
            return timedelta(0)
        doubled = FIRST_WAIT * (1 << min(count - self.free, 10))
        return max(timedelta(0), last + min(doubled, WINDOW) - now)


def of_name(name: str) -> Tried:
    """Tries under one name, from wherever."""
    return Tried("name:" + digest(folded(name)), 5)


def of_address(address: str) -> Tried:
    """Tries from one address, under whatever names; a whole office may share one."""
    return Tried("address:" + digest(address), 20)


def of_code(account: str) -> Tried:
    """One-time codes of one account."""
    return Tried("code:" + digest(account), 5)


def of_asking_again(account: str) -> Tried:
    """The password, asked once more of somebody who is signed in."""
    return Tried("again:" + digest(account), 5)


async def admit(conn: AsyncConnection, tried: Sequence[Tried], now: datetime) -> timedelta:
    """Zero, and the try is counted; else how long to wait, and it is not."""
    await attempts.stand_in_line(conn)
    await attempts.forget(conn, now - WINDOW)
    waits = [
        one.wait(*await attempts.count(conn, one.key, now - WINDOW), now) for one in tried
    ]
    if not any(waits):
        for one in tried:
            await attempts.note(conn, one.key, now)
    return max(waits)


async def forgive(conn: AsyncConnection, tried: Sequence[Tried]) -> None:
    """It was the right person: what they had mistyped counts no more."""
    for one in tried:
        await attempts.forgive(conn, one.key)
