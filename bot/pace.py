"""When each message may leave: gently, per account and per room (R8, R10)."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b

from bot.config import SenderSettings

MINUTE = timedelta(minutes=1)


class Pace:
    """The sends of the last minutes, and what they leave room for."""

    def __init__(
        self, settings: SenderSettings, sent: Iterable[tuple[str, datetime]] = ()
    ) -> None:
        self._settings = settings
        self._account: deque[datetime] = deque(maxlen=settings.per_minute)
        self._rooms: dict[str, deque[datetime]] = {}
        for room, at in sent:
            self.note(room, at)

    def departure(self, row: int, room: str, not_before: datetime) -> datetime:
        """The moment for this outbox row, given everything noted so far."""
        at = not_before + self._jitter(row)
        if len(self._account) == self._settings.per_minute:
            at = max(at, self._account[0] + MINUTE)
        in_room = self._rooms.get(room)
        if in_room:
            at = max(at, in_room[-1])  # a room hears things in the order they were decided
            if self._settings.breaker and len(in_room) == in_room.maxlen:
                at = max(at, in_room[0] + self._settings.breaker[1])
        return at

    def note(self, room: str, at: datetime) -> None:
        """A message went out."""
        self._account.append(at)
        most = self._settings.breaker[0] if self._settings.breaker else 1
        self._rooms.setdefault(room, deque(maxlen=most)).append(at)

    def _jitter(self, row: int) -> timedelta:
        """A share of the jitter, seeded by the row: a replay sends at the same moments."""
        seed = blake2b(row.to_bytes(8, "big"), digest_size=4).digest()
        return self._settings.jitter * (int.from_bytes(seed, "big") / 2**32)
