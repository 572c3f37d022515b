"""How long to wait before the service is tried again."""

from bot.channels.backoff import Backoff
from bot.channels.wecom.failures import Displaced, LinkError, LinkWorn, Refused
from bot.channels.wecom.settings import Timings

TWICE = 2.0  # as long, each time that our place is taken again


class Pauses:
    """Short after an accident, long after a refusal, longer each time that we are ousted.

    To come back is to oust the other: two bots that both did so would hear half each.
    """

    def __init__(self, timings: Timings) -> None:
        self._timings = timings
        self._soon = Backoff(timings.first_pause, timings.growth, timings.longest_pause)
        self._ousted = 0

    def after(self, error: LinkError, *, lasted: float, was_up: bool) -> float:
        """Seconds.  lasted, was_up: how long it lasted, and whether it was subscribed."""
        self._soon.note(was_up=was_up)
        if lasted > self._timings.longest_polite:
            self._ousted = 0
        match error:
            case LinkWorn():
                return 0
            case Refused():
                return self._timings.refused
            case Displaced():
                return self._politely()
            case _:
                return self._soon.pause()

    def _politely(self) -> float:
        times = TWICE ** min(self._ousted, 10)
        self._ousted += 1
        return min(self._timings.polite * times, self._timings.longest_polite)
