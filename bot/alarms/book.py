"""The alarms there are: one when trouble begins, one when it is over, never a flood (R18)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from store.alarms import About, Alarm

RECOVERED = timedelta(minutes=1)  # what has been well for so long is well
SOON = timedelta(days=1)  # trouble that is back within it waits longer to be over
DOUBLED = 10  # times at most


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that staff must hear of, and since when it lasts.  code: why, in a word."""

    about: About
    code: str
    since: datetime


class Book:
    """Kept in memory, so that it works while the store does not; `changed` is to be stored.

    ways: the names of all by which staff are told.
    """

    def __init__(self, ways: Collection[str]) -> None:
        self._ways = frozenset(ways)
        self._alarms: dict[About, Alarm] = {}
        self._changed: set[About] = set()

    def take(self, stored: Iterable[Alarm]) -> None:
        """What a process before this one knew; what is known here is newer."""
        for alarm in stored:
            known = replace(alarm, to_tell=alarm.to_tell & self._ways)
            self._alarms.setdefault(alarm.about, known)

    def of(self, about: About) -> Alarm | None:
        """The one that lasts; None when all is well."""
        alarm = self._alarms.get(about)
        return alarm if alarm and alarm.open else None

    @property
    def open(self) -> Sequence[Alarm]:
        """All that last."""
        return [one for one in self._alarms.values() if one.open]

    @property
    def unstored(self) -> bool:
        """Whether there is anything to store."""
        return bool(self._changed)

    def begin(self, trouble: Trouble, now: datetime) -> bool:
        """Whether that is news; what lasts already is not told again."""
        if self.of(trouble.about):
            return False
        before = self._alarms.get(trouble.about)
        soon = before and before.over_at and now - before.over_at < SOON
        times = before.times + 1 if before and soon else 1
        begun = (trouble.about, trouble.code, trouble.since, now)
        self._keep(Alarm(*begun, None, times, self._ways))
        return True

    def end(self, about: About, now: datetime, *, quietly: bool = False) -> bool:
        """Whether it lasted until now.  quietly: another says so."""
        alarm = self.of(about)
        if alarm is None:
            return False
        to_tell = frozenset[str]() if quietly else self._ways
        self._keep(replace(alarm, over_at=now, to_tell=to_tell))
        return True

    def to_tell(self, way: str) -> Sequence[Alarm]:
        """What is still to be told by that way, in the order in which it happened."""
        waiting = [one for one in self._alarms.values() if way in one.to_tell]
        return sorted(waiting, key=lambda one: one.over_at or one.raised_at)

    def told(self, alarms: Iterable[Alarm], way: str) -> None:
        """They went out as they were; what has changed meanwhile is still to be told."""
        for alarm in alarms:
            now = self._alarms[alarm.about]
            if (now.raised_at, now.over_at) == (alarm.raised_at, alarm.over_at):
                self._keep(replace(now, to_tell=now.to_tell - {way}))

    def changed(self) -> Sequence[Alarm]:
        """What is to be stored since this was asked last; `changed_again` gives it back."""
        changed = [self._alarms[about] for about in self._changed]
        self._changed.clear()
        return changed

    def changed_again(self, alarms: Iterable[Alarm]) -> None:
        """They could not be stored."""
        self._changed.update(alarm.about for alarm in alarms)

    def _keep(self, alarm: Alarm) -> None:
        self._alarms[alarm.about] = alarm
        self._changed.add(alarm.about)


def steady(alarm: Alarm) -> timedelta:
    """For how long all must be well until it is over: longer each time within a day.

    A link that comes and goes all day is told a few times, and then it is away until it stays.
    """
    return RECOVERED * (1 << min(alarm.times - 1, DOUBLED))
