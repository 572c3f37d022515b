"""How soon to try again after an accident: soon, then ever later."""

import random

JITTER = (0.8, 1.2)  # many bots must not come back in the same moment
MOST_GROWN = 50  # failures in a row after which the pause grows no more


class Backoff:
    """first, longest: seconds.  growth: of the pause with each failure in a row."""

    def __init__(self, first: float, growth: float, longest: float) -> None:
        self._first, self._growth, self._longest = first, growth, longest
        self._failed = 0

    def note(self, *, was_up: bool) -> None:
        """One more try has ended.  was_up: it had succeeded before."""
        self._failed = 0 if was_up else self._failed + 1

    def pause(self) -> float:
        """Seconds until the next."""
        grown = self._first * self._growth ** min(self._failed, MOST_GROWN)
        return min(float(grown), self._longest) * random.uniform(*JITTER)  # noqa: S311 -- no secret
