"""When each message may leave: gently, per account and per room (R8, R10)."""

from datetime import datetime, timedelta

from bot.config_sections import SenderSettings
from bot.pace import Pace
from bot.precedence import Precedence

NOW = datetime.fromisoformat("2026-05-09T10:00:00+08:00")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


FIRST, REPLY, CARD, LAST = Precedence


def pace(per_minute=3, jitter=0, breaker=None, sent=()) -> Pace:
    return Pace(SenderSettings(per_minute, jitter * SECOND, breaker), sent)


def test_an_account_sends_so_many_a_minute_whatever_the_room():
    three = pace(sent=[(f"r{n}", FIRST, NOW + n * SECOND) for n in range(3)])

    assert three.departure(1, "r9", NOW + 5 * SECOND, FIRST) == NOW + MINUTE
    three.note("r9", FIRST, NOW + MINUTE)
    assert three.departure(2, "r8", NOW + MINUTE, FIRST) == NOW + MINUTE + SECOND
    assert three.departure(2, "r8", NOW + 9 * MINUTE, FIRST) == NOW + 9 * MINUTE


def test_below_the_limit_nobody_waits():
    two = pace(sent=[("r1", FIRST, NOW), ("r2", FIRST, NOW)])

    assert two.departure(1, "r3", NOW + SECOND, FIRST) == NOW + SECOND


def test_a_room_hears_things_in_the_order_they_were_decided():
    one = pace(sent=[("r1", FIRST, NOW + 9 * SECOND)])

    assert one.departure(1, "r1", NOW, FIRST) == NOW + 9 * SECOND
    assert one.departure(1, "r2", NOW, FIRST) == NOW


def test_a_room_that_heard_too_much_is_left_alone():
    breaker = (2, 5 * MINUTE)
    two = pace(
        per_minute=99,
        breaker=breaker,
        sent=[("r1", FIRST, NOW), ("r1", FIRST, NOW + MINUTE)],
    )

    assert two.departure(1, "r1", NOW + 2 * MINUTE, FIRST) == NOW + 5 * MINUTE
    assert two.departure(1, "r2", NOW + 2 * MINUTE, FIRST) == NOW + 2 * MINUTE
    two.note("r1", FIRST, NOW + 5 * MINUTE)
    assert two.departure(1, "r1", NOW + 5 * MINUTE, FIRST) == NOW + 6 * MINUTE


def test_jitter_is_a_share_of_its_limit_and_the_same_in_every_run():
    moments = [pace(jitter=3).departure(row, "r1", NOW, FIRST) for row in range(50)]

    assert moments == [pace(jitter=3).departure(row, "r1", NOW, FIRST) for row in range(50)]
    assert all(NOW <= at < NOW + 3 * SECOND for at in moments)
    assert len(set(moments)) > 40


def test_what_nobody_waits_for_leaves_some_of_the_minute_free():
    much_said = pace(6, sent=[(f"r{n}", FIRST, NOW) for n in range(4)])

    assert much_said.departure(1, "r9", NOW, LAST) == NOW + MINUTE
    assert much_said.departure(1, "r9", NOW, REPLY) == NOW


def test_the_more_hurried_the_longer_there_is_room():
    six = pace(6)
    room_until = {}
    for said in range(7):
        for one in Precedence:
            if six.departure(1, f"r{said}", NOW, one) == NOW:
                room_until[one] = said + 1
        six.note(f"other{said}", FIRST, NOW)

    assert room_until == {FIRST: 6, REPLY: 5, CARD: 4, LAST: 4}


def test_an_account_of_one_message_a_minute_says_everything():
    assert [pace(1).departure(1, "r1", NOW, one) for one in Precedence] == [NOW] * 4


def test_a_room_full_of_bulletins_still_hears_an_answer():
    ten = pace(99, breaker=(10, 5 * MINUTE), sent=[("leaders", FIRST, NOW)] * 8)

    assert ten.departure(1, "leaders", NOW, LAST) == NOW + 5 * MINUTE
    assert ten.departure(1, "leaders", NOW, REPLY) == NOW
    ten.note("leaders", FIRST, NOW)
    ten.note("leaders", FIRST, NOW)
    assert ten.departure(1, "leaders", NOW, FIRST) == NOW + 5 * MINUTE


def test_what_nobody_waits_for_is_spread_over_the_minute():
    six = pace(6, sent=[("r1", LAST, NOW)])

    assert six.departure(1, "r2", NOW, LAST) == NOW + 20 * SECOND
    assert six.departure(1, "r2", NOW, CARD) == NOW
    six.note("r2", CARD, NOW + SECOND)
    assert six.departure(1, "r2", NOW + 2 * SECOND, LAST) == NOW + 20 * SECOND


def test_an_account_that_says_much_does_not_spread_it():
    assert pace(200, sent=[("r1", LAST, NOW)]).departure(1, "r2", NOW, LAST) == NOW
