"""How soon silence is missed, and how often nobody was away: made-up talk of many weeks.

    python -m benchmarks.silence

Conversations begin at random in waking hours, more in the evening and fewer at weekends;
each has several messages, and some days are livelier than others.  Every silence between
two messages from the fifth week on is a chance for a false alarm; once a week the place is
taken to fall silent at half past nine.
"""

import random
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

from bot.alarms.silence import LONGEST, Habit, habit, is_uncanny

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 1, 5, tzinfo=ZONE)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEEKS = 56
STEP = timedelta(minutes=10)
EVENING = range(18, 21)


@dataclass(frozen=True, slots=True)
class Place:
    """messages: a day.  together: of a conversation.  moods: how much days differ."""

    name: str
    messages: int
    together: int
    moods: float


PLACES = (
    Place("room, single messages", 40, 1, 0.0),
    Place("room, single messages", 100, 1, 0.3),
    Place("room, conversations", 20, 5, 0.6),
    Place("room, conversations", 40, 5, 0.3),
    Place("room, conversations", 120, 6, 0.4),
    Place("room, conversations", 120, 6, 1.0),
    Place("room, conversations", 300, 8, 0.4),
    Place("account", 600, 6, 0.3),
    Place("account", 1500, 6, 0.2),
)


def main() -> None:
    """One line a place."""
    print(
        "place | messages a day | minutes with talk | spread | missed after, h | false alarms"
    )
    for number, place in enumerate(PLACES):
        said = sorted(talk(place, random.Random(number)))
        slots = in_hours(said)
        false, after, usual = 0, [], None
        for day in range(28, WEEKS * 7):
            now = MONDAY + day * DAY
            usual = learnt(slots, now)
            if usual is None:
                continue
            today = said[max(0, bisect(said, now) - 1) : bisect(said, now + DAY)]
            false += sum(is_uncanny(usual, one, two) for one, two in pairwise(today))
            if day % 7 == 2:
                after.append(missed(usual, now + 9.5 * HOUR) / HOUR)
        if usual is not None:
            print(
                f"{place.name} | {place.messages} in {place.together}s, moods {place.moods} | {usual.a_day:.0f} | {usual.spread:.1f} |"
                f" {median(after):.1f} | {false} in {WEEKS * 7 - 28} days"
            )


def talk(place: Place, draw: random.Random) -> Iterator[datetime]:
    """When somebody says something."""
    for day in range(WEEKS * 7):
        lively = draw.gammavariate(place.moods**-2, place.moods**2) if place.moods else 1.0
        lively *= 0.6 if (MONDAY + day * DAY).weekday() >= 5 else 1.0
        for hour in range(8, 21):
            share = (1.4 if hour in EVENING else 0.9) * lively / 13
            for _ in range(_poisson(draw, share * place.messages / place.together)):
                at = MONDAY + day * DAY + (hour + draw.random()) * HOUR
                for _ in range(1 + round(draw.expovariate(1) * (place.together - 1))):
                    yield at
                    at += timedelta(minutes=draw.expovariate(1 / 4))


def in_hours(said: Sequence[datetime]) -> Mapping[datetime, int]:
    """Minutes with talk, by hour."""
    slots = {(one.replace(minute=0, second=0, microsecond=0), one.minute) for one in said}
    hours: dict[datetime, int] = {}
    for hour, _ in slots:
        hours[hour] = hours.get(hour, 0) + 1
    return hours


def learnt(slots: Mapping[datetime, int], now: datetime) -> Habit | None:
    """Of the four weeks before."""
    past = {hour: n for hour, n in slots.items() if now - 28 * DAY <= hour < now}
    return habit(past, [(now - back * DAY).date() for back in range(1, 29)])


def missed(usual: Habit, since: datetime) -> timedelta:
    """How long until it is; at most as far as anybody looks."""
    now = since
    while now - since < LONGEST and not is_uncanny(usual, since, now):
        now += STEP
    return now - since


def _poisson(draw: random.Random, mean: float) -> int:
    count, left = 0, draw.expovariate(1)
    while left < mean:
        count, left = count + 1, left + draw.expovariate(1)
    return count


if __name__ == "__main__":
    main()
