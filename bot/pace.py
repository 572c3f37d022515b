"""When each message may leave: gently, per account and per room (R8, R10)."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TypeAlias

from bot.config_sections import SenderSettings
from bot.precedence import Precedence

MINUTE = timedelta(minutes=1)
SIXTHS = 6  # of a minute's messages: each step of precedence leaves one more of them free
FIFTH = 5  # part of a room's breaker that is left free for whoever asks there

Sent: TypeAlias = tuple[str, Precedence, datetime]  # room, who waited, when


class Pace:
    """The sends of the last minutes, and what they leave room for.

    An account that said all it may in a minute has nothing left for who asks then, so what
    is less hurried leaves some of the minute free: of 6 messages, bulletins, thanks, requests
    and cards take the first 4, replies 5, answers brought back all 6.  What nobody waits for
    is half of them at most, and spread, so that every 20 seconds one is a minute old and
    makes room.
    """

    def __init__(self, settings: SenderSettings, sent: Iterable[Sent] = ()) -> None:
        self._settings = settings
        self._account: deque[datetime] = deque(maxlen=settings.per_minute)
        self._rooms: dict[str, deque[datetime]] = {}
        self._unhurried: datetime | None = None  # when the last one left
        for one in sent:
            self.note(*one)

    def departure(
        self, row: int, room: str, not_before: datetime, precedence: Precedence
    ) -> datetime:
        """The moment for this outbox row, given everything noted so far."""
        at = not_before + self._jitter(row)
        if precedence is Precedence.UNHURRIED and self._unhurried:
            at = max(at, self._next(self._unhurried))
        share = self._in_a_minute(precedence)
        if len(self._account) >= share:
            at = max(at, self._account[-share] + MINUTE)
        return self._in_its_room(room, at, precedence)

    def note(self, room: str, precedence: Precedence, at: datetime) -> None:
        """A message went out."""
        self._account.append(at)
        most = self._settings.breaker[0] if self._settings.breaker else 1
        self._rooms.setdefault(room, deque(maxlen=most)).append(at)
        if precedence is Precedence.UNHURRIED:
            self._unhurried = at

    def _in_its_room(self, room: str, at: datetime, precedence: Precedence) -> datetime:
        """Nothing leaves before what has left there; the breaker holds what is too much."""
        in_room = self._rooms.get(room)
        if in_room:
            at = max(at, in_room[-1])
            most = self._breaks_at(precedence)
            if self._settings.breaker and len(in_room) >= most:
                at = max(at, in_room[-most] + self._settings.breaker[1])
        return at

    def _breaks_at(self, precedence: Precedence) -> int:
        """Answers count and are held as well: two bots that answer each other must stop."""
        most = self._settings.breaker[0] if self._settings.breaker else 1
        return most - most // FIFTH if precedence is Precedence.UNHURRIED else most

    def _in_a_minute(self, precedence: Precedence) -> int:
        most = self._settings.per_minute
        return most - most * min(precedence, Precedence.CARD) // SIXTHS

    def _next(self, unhurried: datetime) -> datetime:
        """The same for all that nobody waits for, so that none of them waits for ever.

        An account that may say more than one a second need not spread them.
        """
        seconds = 60 // max(1, self._settings.per_minute // 2)
        if not seconds:
            return unhurried
        return (
            unhurried
            + timedelta(seconds=seconds)
            + self._jitter(int(unhurried.timestamp()))
        )

    def _jitter(self, seed: int) -> timedelta:
        """A share of the jitter; seeded, so that a replay sends at the same moments."""
        drawn = blake2b(seed.to_bytes(8, "big"), digest_size=4).digest()
        return self._settings.jitter * (int.from_bytes(drawn, "big") / 2**32)
