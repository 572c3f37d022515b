"""Until when all that an account heard is stored: what a stop or a crash misses is told (R9)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeAlias

Oldest: TypeAlias = Callable[[], datetime | None]

MOMENTS = timedelta(minutes=1)
LIVELY = timedelta(minutes=10)  # talk so long ago may have gone on

NOTHING: Mapping[str, datetime] = MappingProxyType({})


class Whole:
    """before: what the process before this one wrote down, by channel.

    lively: the channels on which somebody had talked shortly before that.
    """

    def __init__(
        self, before: Mapping[str, datetime] = NOTHING, lively: Collection[str] = ()
    ) -> None:
        self._before = before
        self._lively = frozenset(lively)
        self._begun: set[str] = set()
        self.news: Callable[[], None] = lambda: None  # it is to be written down
        self._holders: defaultdict[str, list[Oldest]] = defaultdict(list)

    def before(self, channel: str) -> datetime | None:
        """None for an account that was never connected."""
        return self._before.get(channel)

    def worth_telling(self, channel: str, since: datetime, until: datetime) -> bool:
        """Not that the bot began anew within moments while nobody talked."""
        short = since == self.before(channel) and until - since <= MOMENTS
        return not short or channel in self._lively

    def begin(self, channel: str) -> None:
        """From now on it is missed when it hears nothing."""
        if channel not in self._begun:
            self._begun.add(channel)
            self.news()

    def holds(self, channel: str, oldest: Oldest) -> None:
        """One more place where what was heard waits.  oldest: since when, None for empty."""
        self._holders[channel].append(oldest)

    def until(self, now: datetime) -> Mapping[str, datetime]:
        """Of each account that was ever connected."""
        return {channel: self._of(channel, now) for channel in sorted(self._begun)}

    def _of(self, channel: str, now: datetime) -> datetime:
        held = (oldest() for oldest in self._holders[channel])
        return min((one for one in held if one is not None), default=now)
