"""The word by which staff are known: for a week, and not to be guessed from another."""

from datetime import timedelta

from bot.vouching import ALL_TRIES, DIGITS, TRIES, Vouching, word
from tests.store.made import BEIJING, NOW


def test_the_word_holds_for_a_week_and_is_this_bots_alone():
    days = {word("token", NOW + timedelta(days=n), BEIJING) for n in range(-5, 2)}

    assert len(days) == 1
    assert word("token", NOW + timedelta(days=2), BEIJING) not in days
    assert word("other", NOW, BEIJING) not in days
    assert all(len(one) == DIGITS and one.isdigit() for one in days)


WORD = "40718223"


def vouching() -> Vouching:
    return Vouching(lambda: WORD, lambda: NOW)


def test_only_the_word_alone_counts():
    one = vouching()

    assert one.holds("a", f"我是小周，{WORD}")
    assert not one.holds("a", f"{WORD}1")
    assert not one.holds("a", f"40718224 {WORD}")
    assert not one.holds("a", "在吗")


def test_a_contact_has_a_few_tries_a_day_and_all_together_not_many_more():
    one = vouching()
    guesses = [one.holds("a", f"{n:08}") for n in range(TRIES)]

    assert not any(guesses)
    assert not one.holds("a", WORD)
    assert one.holds("b", WORD)
    for n in range(ALL_TRIES):
        one.holds(f"c{n}", "00000000")
    assert not one.holds("d", WORD)


def test_the_next_day_begins_anew():
    days = [NOW]
    one = Vouching(lambda: WORD, lambda: days[-1])
    for _ in range(TRIES):
        one.holds("a", "00000000")
    days.append(NOW + timedelta(days=1))

    assert one.holds("a", WORD)
