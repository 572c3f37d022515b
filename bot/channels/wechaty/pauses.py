"""How long to wait before the gateway is tried again."""

from bot.channels.backoff import Backoff
from bot.channels.wechaty.failures import LinkEnded, LinkError, Occupied, Refused
from bot.channels.wechaty.settings import Timings

STEP = 3  # each time that we find our place taken we come back so many times later


class Pauses:
    """Short after an accident, long after a refusal, longer each time another has our place.

    displaced: whether another client has it now; one good end alone may be a restart.
    """

    def __init__(self, timings: Timings) -> None:
        self._timings = timings
        self._soon = Backoff(timings.first_pause, timings.growth, timings.longest_pause)
        self._ousted = 0
        self.displaced = False

    def after(self, error: LinkError, *, lasted: float, was_up: bool) -> float:
        """Seconds.  lasted, was_up: how long the link lasted, and whether it ever was one."""
        self._soon.note(was_up=was_up)
        self.displaced = False
        if lasted > self._timings.longest_polite:
            self._ousted = 0
        if isinstance(error, Refused):
            return self._timings.refused
        if isinstance(error, Occupied | LinkEnded):
            return self._politely(error)
        return self._soon.pause()

    def _politely(self, error: LinkError) -> float:
        self._ousted += 1
        self.displaced = isinstance(error, Occupied) or self._ousted > 1
        times = float(STEP ** min(self._ousted - 1, 10))
        return min(self._timings.polite * times, self._timings.longest_polite)
