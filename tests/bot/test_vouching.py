"""The word by which staff are known: for a week, and not to be guessed from another."""

from datetime import timedelta

from bot.vouching import DIGITS, word
from tests.store.made import BEIJING, NOW


def test_the_word_holds_for_a_week_and_is_this_bots_alone():
    days = {word("token", NOW + timedelta(days=n), BEIJING) for n in range(-5, 2)}

    assert len(days) == 1
    assert word("token", NOW + timedelta(days=2), BEIJING) not in days
    assert word("other", NOW, BEIJING) not in days
    assert all(len(one) == DIGITS and one.isdigit() for one in days)
