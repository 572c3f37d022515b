"""How long to wait before the gateway is tried again."""

import random

from bot.channels.wechaty.failures import LinkEnded, LinkError, Occupied, Refused
from bot.channels.wechaty.settings import Timings

STEP = 3  # each time that we find our place taken we come back so many times later
JITTER = (0.8, 1.2)  # many bots must not come back in the same moment


class Pauses:
    """Short after an accident, long after a refusal, longer each time another has our place.

    displaced: whether another client has it now; one good end alone may be a restart.
    """

    def __init__(self, timings: Timings) -> None:
        self._timings = timings
        self._failed = 0
        self._ousted = 0
        self.displaced = False

    def after(self, error: LinkError, *, lasted: float, was_up: bool) -> float:
        """Seconds.  lasted, was_up: how long the link lasted, and whether it ever was one."""
        self._failed = 0 if was_up else self._failed + 1
        self.displaced = False
        if lasted > self._timings.longest_polite:
            self._ousted = 0
        if isinstance(error, Refused):
            return self._timings.refused
        if isinstance(error, Occupied | LinkEnded):
            return self._politely(error)
        return self._soon() * random.uniform(*JITTER)  # noqa: S311 -- no secret

    def _politely(self, error: LinkError) -> float:
        self._ousted += 1
        self.displaced = isinstance(error, Occupied) or self._ousted > 1
        times = float(STEP ** min(self._ousted - 1, 10))
        return min(self._timings.polite * times, self._timings.longest_polite)

    def _soon(self) -> float:
        grown = self._timings.first_pause * self._timings.growth ** min(self._failed, 50)
        return min(float(grown), self._timings.longest_pause)
