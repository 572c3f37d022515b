"""When a silence is no silence any more: far beyond the habit, and never by night."""

import itertools
import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alarms.silence import Habit, habit, is_uncanny

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 5, 4, tzinfo=ZONE)
HOURS = range(8, 21)
DAYS = [(MONDAY - timedelta(days=back)).date() for back in range(1, 29)]


def moment(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def steady(slots: int) -> Mapping[datetime, int]:
    """So many in each waking hour of every day."""
    return {moment(day, hour): slots for day in DAYS for hour in HOURS}


def usual(slots: Mapping[datetime, int]) -> Habit:
    found = habit(slots, DAYS)
    assert found is not None
    return found


def at(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def test_a_lively_place_is_missed_after_hours_and_never_before_one():
    lively, swarming = usual(steady(6)), usual(steady(500))

    assert not is_uncanny(lively, at(9), at(10.5))
    assert is_uncanny(lively, at(9), at(12))
    assert not is_uncanny(swarming, at(9), at(9.9))
    assert is_uncanny(swarming, at(9), at(10))


def test_nights_do_not_count():
    lively = usual(steady(6))

    assert not is_uncanny(lively, at(20), at(24 + 8.5))  # an hour and a half awake
    assert is_uncanny(lively, at(20), at(24 + 11))
    assert not is_uncanny(usual(steady(500)), at(21), at(24 + 8))


def test_a_place_that_rarely_talks_is_not_missed():
    rare = {moment(day, 10): 1 for day in DAYS[::7]}
    assert not is_uncanny(usual(rare), at(9), at(9 + 24 * 30))


def test_where_days_differ_a_quiet_one_says_little():
    moody = {
        moment(day, hour): 6 * (place % 4)
        for place, day in enumerate(DAYS)
        for hour in HOURS
    }
    found = usual({hour: n for hour, n in moody.items() if n})

    assert found.spread > 10
    assert found.a_day == pytest.approx(usual(steady(9)).a_day)
    assert is_uncanny(usual(steady(9)), at(9), at(21))
    assert not is_uncanny(found, at(9), at(21))


def test_a_day_off_each_week_is_no_silence():
    closed = {hour: n for hour, n in steady(6).items() if hour.weekday() != 0}
    found = usual(closed)

    assert found.spread == 1
    assert not is_uncanny(found, at(-4), at(21))  # since Sunday evening, until Monday's end
    assert is_uncanny(found, at(20), at(24 + 11))


@pytest.mark.parametrize("days", [0, 13])
def test_two_weeks_must_have_passed(days: int):
    assert habit(steady(6), DAYS[:days]) is None
    assert habit(steady(6), DAYS[:14]) is not None
    assert habit({}, DAYS) is None
    assert habit({moment(day, 3): 9 for day in DAYS}, DAYS) is None


@settings(max_examples=60)
@given(st.randoms(), st.floats(0, 300), st.floats(0, 100), st.floats(0, 100))
def test_what_is_uncanny_stays_so(
    draw: random.Random, begin: float, more: float, rest: float
):
    lively = draw.choice((0, 1, 3, 12))
    hours = [moment(day, hour) for day in DAYS for hour in HOURS]
    found = habit({hour: n for hour in hours if (n := draw.randint(0, lively))}, DAYS)

    if found and is_uncanny(found, at(begin), at(begin + more)):
        assert is_uncanny(found, at(begin), at(begin + more + rest))


@pytest.mark.parametrize(("conversations", "messages"), [(40, 1), (12, 5), (60, 6)])
def test_months_of_made_up_talk_raises_next_to_no_false_alarm(
    conversations: int, messages: int
):
    """Conversations at random, each of several messages, lively days and quiet ones."""
    draw = random.Random(7)
    talk = sorted(_talk(draw, 16 * 7, conversations, messages))
    false = 0
    for week in range(4, 16):
        now = MONDAY + timedelta(weeks=week)
        days = [(now - timedelta(days=back)).date() for back in range(1, 29)]
        found = habit(_slots(talk, now - timedelta(days=28), now), days)
        assert found is not None
        heard = [at_ for at_ in talk if now <= at_ < now + timedelta(weeks=1)]
        pairs = itertools.pairwise(heard)
        false += sum(is_uncanny(found, one, two) for one, two in pairs)
    assert false <= 1


def _talk(
    draw: random.Random, days: int, conversations: int, messages: int
) -> list[datetime]:
    said = []
    for day in range(days):
        lively = draw.gammavariate(10, 0.1)
        for _ in range(round(conversations * lively)):
            at_ = MONDAY + timedelta(days=day, hours=draw.uniform(8, 21))
            for _ in range(1 + int(draw.expovariate(1 / messages))):
                said.append(at_)
                at_ += timedelta(minutes=draw.expovariate(1 / 4))
    return said


def _slots(
    talk: list[datetime], since: datetime, until: datetime
) -> Mapping[datetime, int]:
    slots = {(m.replace(minute=0, second=0, microsecond=0), m.minute) for m in talk}
    hours: dict[datetime, int] = {}
    for hour, _ in slots:
        if since <= hour < until:
            hours[hour] = hours.get(hour, 0) + 1
    return hours
