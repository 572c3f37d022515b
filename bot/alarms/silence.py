"""How long a silence must be until it is no silence any more: the rule, in numbers.

A place (a room, or an account with all its rooms) that talks steadily is expected to talk
so much in every hour of the week as it did in the last four weeks.  Talk is counted in
minutes in which somebody spoke.  Were they independent, a silence in which L of them were
expected had the probability exp(-L).  They are not: people answer each other, and one day
is livelier than another.  How much, their past tells: where the totals of mornings,
afternoons and evenings scatter `spread` times as much as independent minutes would, L counts
for L / spread.

After every such minute a silence begins, so one as long is expected a * exp(-L / spread)
times a day, a being the minutes of a usual day.  A silence is uncanny when it lasts for an hour of
waking time and this number is below one in ten thousand days.  A place that talks by fits
and starts needs days for that, and one that hardly talks never gets there: no alarm is
better than one that nobody believes.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import exp, sqrt

WAKING = (8, 21)  # local hours; nobody misses anybody at night
PARTS = (8, 12, 17)  # when morning, afternoon and evening begin
RARE = 1e-4  # such silences a day
SHORTEST = timedelta(hours=1)
WEEKS = 4
ENOUGH_DAYS = 14  # of history
LONGEST = timedelta(days=14)  # nothing is learnt from looking further back
HOUR = timedelta(hours=1)
WEEK = 7


@dataclass(frozen=True, slots=True)
class Habit:
    """How a place usually talks.  rate: minutes of talk expected in each (weekday, hour).

    a_day: those of a usual day.  spread: how much more its days differ than by chance, 1 at
    least.
    """

    rate: Mapping[tuple[int, int], float]
    a_day: float
    spread: float


def habit(minutes: Mapping[datetime, int], days: Collection[date]) -> Habit | None:
    """What so many minutes of talk in each local hour say; None when that is too little to go by.

    days: those that count; whole ones, on which the account was listening at all.
    """
    waking = {
        hour: n for hour, n in minutes.items() if _awake(hour) and hour.date() in days
    }
    if len(days) < ENOUGH_DAYS or not waking:
        return None
    seen = [sum(day.weekday() == weekday for day in days) for weekday in range(WEEK)]
    rate: dict[tuple[int, int], float] = {}
    for hour, n in waking.items():
        cell = hour.weekday(), hour.hour
        rate[cell] = rate.get(cell, 0.0) + n / seen[hour.weekday()]
    return Habit(rate, sum(waking.values()) / len(days), _spread(waking, days, rate))


def is_uncanny(usual: Habit, heard: datetime, now: datetime) -> bool:
    """Whether nothing since `heard` is far beyond the habit.  Both local times."""
    waking, expected = timedelta(), 0.0
    for begin, length in _waking_hours(max(heard, now - LONGEST), now):
        waking += length
        expected += usual.rate.get((begin.weekday(), begin.hour), 0.0) * (length / HOUR)
    return waking >= SHORTEST and usual.a_day * exp(-expected / usual.spread) < RARE


def _awake(hour: datetime) -> bool:
    return WAKING[0] <= hour.hour < WAKING[1]


def _spread(
    waking: Mapping[datetime, int],
    days: Collection[date],
    rate: Mapping[tuple[int, int], float],
) -> float:
    """Variance of the totals of mornings, afternoons and evenings, by their mean.

    Each is held against what is usual for it on its weekday.  So few tell it inexactly:
    one standard error is added, that it is hardly ever too little.
    """
    totals = {(day, part): 0 for day in days for part in PARTS}
    for hour, n in waking.items():
        totals[hour.date(), _part(hour.hour)] += n
    usual = dict.fromkeys(((day.weekday(), part) for day, part in totals), 0.0)
    for (weekday, begin), expected in rate.items():
        usual[weekday, _part(begin)] += expected
    off = sum((n - usual[day.weekday(), part]) ** 2 for (day, part), n in totals.items())
    free = len(totals) - len(usual)
    found = off / free / (sum(totals.values()) / len(totals))
    return max(1.0, found * (1 + sqrt(2 / free)))


def _part(hour: int) -> int:
    """The hour at which its part of the day began."""
    return max(begin for begin in PARTS if begin <= hour)


def _waking_hours(since: datetime, until: datetime) -> Iterator[tuple[datetime, timedelta]]:
    """Each waking local hour between them: when it begins, and how much of it lies there."""
    begin = datetime.combine(since.date(), time(since.hour), since.tzinfo)
    while begin < until:
        if _awake(begin):
            yield begin, min(until, begin + HOUR) - max(since, begin)
        begin += HOUR
