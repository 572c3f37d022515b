"""Whether the store can be written, told by when it last was."""

from datetime import datetime, timedelta

from bot.alarms.book import Trouble
from store.alarms import About, AlarmKind

STORE = About(AlarmKind.STORE)


class Writing:
    """fresh: how old the last write may be while all is well."""

    def __init__(self, begun: datetime, fresh: timedelta) -> None:
        self._fresh = fresh
        self._last = self._well_since = begun

    def wrote(self, now: datetime) -> None:
        """It was written just now."""
        if now - self._last >= self._fresh:
            self._well_since = now
        self._last = now

    def slept(self, now: datetime) -> None:
        """The machine slept, so that nobody could write: that says nothing of the store."""
        self._last = now

    def trouble(self, now: datetime, after: timedelta) -> Trouble | None:
        """Once it could not be written for so long."""
        away = now - self._last >= max(after, self._fresh)
        return Trouble(STORE, "unavailable", self._last) if away else None

    def well_for(self, now: datetime) -> timedelta:
        """For how long it could be written, until now."""
        fresh = now - self._last < self._fresh
        return now - self._well_since if fresh else timedelta()
