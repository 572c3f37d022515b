"""Quick to come back after an accident, slow where coming back does harm."""

from bot.channels.wecom.failures import Displaced, LinkFrozen, LinkLost, LinkWorn, Refused
from bot.channels.wecom.pauses import Pauses
from bot.channels.wecom.settings import Timings

TIMINGS = Timings()
LONG = TIMINGS.longest_polite + 1


def test_failures_in_a_row_are_further_and_further_apart():
    pauses = Pauses(TIMINGS)
    waits = [pauses.after(LinkLost(), lasted=0, was_up=False) for _ in range(60)]
    assert 0.4 < waits[0] < 0.7
    assert waits[4] > waits[1]
    assert all(24 <= wait <= 36 for wait in waits[20:])
    assert pauses.after(LinkFrozen(), lasted=9, was_up=True) < 0.4


def test_a_refused_secret_is_not_tried_often():
    assert Pauses(TIMINGS).after(Refused(), lasted=0, was_up=False) == TIMINGS.refused


def test_a_fresh_connection_is_made_at_once():
    assert Pauses(TIMINGS).after(LinkWorn(), lasted=1800, was_up=True) == 0


def test_who_is_ousted_again_waits_longer_until_it_stays_for_long():
    pauses = Pauses(TIMINGS)
    waits = [pauses.after(Displaced(), lasted=60, was_up=True) for _ in range(6)]
    assert waits == [300, 600, 1200, 2400, 3600, 3600]
    assert pauses.after(Displaced(), lasted=LONG, was_up=True) == 300
