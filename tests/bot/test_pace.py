"""When each message may leave: gently, per account and per room (R8, R10)."""

from datetime import datetime, timedelta

from bot.config import SenderSettings
from bot.pace import Pace

NOW = datetime.fromisoformat("2026-05-09T10:00:00+08:00")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def pace(per_minute=3, jitter=0, breaker=None, sent=()) -> Pace:
    return Pace(SenderSettings(per_minute, jitter * SECOND, breaker), sent)


def test_an_account_sends_so_many_a_minute_whatever_the_room():
    three = pace(sent=[(f"r{n}", NOW + n * SECOND) for n in range(3)])

    assert three.departure(1, "r9", NOW + 5 * SECOND) == NOW + MINUTE
    three.note("r9", NOW + MINUTE)
    assert three.departure(2, "r8", NOW + MINUTE) == NOW + MINUTE + SECOND
    assert three.departure(2, "r8", NOW + 9 * MINUTE) == NOW + 9 * MINUTE


def test_below_the_limit_nobody_waits():
    two = pace(sent=[("r1", NOW), ("r2", NOW)])

    assert two.departure(1, "r3", NOW + SECOND) == NOW + SECOND


def test_a_room_hears_things_in_the_order_they_were_decided():
    one = pace(sent=[("r1", NOW + 9 * SECOND)])

    assert one.departure(1, "r1", NOW) == NOW + 9 * SECOND
    assert one.departure(1, "r2", NOW) == NOW


def test_a_room_that_heard_too_much_is_left_alone():
    breaker = (2, 5 * MINUTE)
    two = pace(per_minute=99, breaker=breaker, sent=[("r1", NOW), ("r1", NOW + MINUTE)])

    assert two.departure(1, "r1", NOW + 2 * MINUTE) == NOW + 5 * MINUTE
    assert two.departure(1, "r2", NOW + 2 * MINUTE) == NOW + 2 * MINUTE
    two.note("r1", NOW + 5 * MINUTE)
    assert two.departure(1, "r1", NOW + 5 * MINUTE) == NOW + 6 * MINUTE


def test_jitter_is_a_share_of_its_limit_and_the_same_in_every_run():
    moments = [pace(jitter=3).departure(row, "r1", NOW) for row in range(50)]

    assert moments == [pace(jitter=3).departure(row, "r1", NOW) for row in range(50)]
    assert all(NOW <= at < NOW + 3 * SECOND for at in moments)
    assert len(set(moments)) > 40
