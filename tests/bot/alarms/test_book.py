"""One notice when trouble begins, one when it is over, never a flood."""

from datetime import timedelta

from bot.alarms.book import RECOVERED, Book, Trouble, steady
from store.alarms import About, AlarmKind
from tests.store.made import NOW

LINK = About(AlarmKind.OUTAGE, "wechaty")
GONE = Trouble(LINK, "disconnected", NOW)
HOUR = timedelta(hours=1)


def book() -> Book:
    return Book(["webhook", "mail"])


def test_what_lasts_is_told_once_by_each_way():
    kept = book()

    assert kept.begin(GONE, NOW)
    assert not kept.begin(GONE, NOW + HOUR)
    begun = kept.to_tell("mail")
    assert [one.about for one in begun] == [LINK]
    kept.told(begun, "mail")
    assert kept.to_tell("mail") == []
    assert len(kept.to_tell("webhook")) == 1


def test_what_is_over_is_told_once_and_only_if_it_lasted():
    kept = book()
    assert not kept.end(LINK, NOW)

    kept.begin(GONE, NOW)
    begun = kept.to_tell("mail")
    assert kept.end(LINK, NOW + HOUR)
    assert not kept.end(LINK, NOW + HOUR)
    kept.told(begun, "mail")  # it went out while that happened

    (over,) = kept.to_tell("mail")
    assert over.over_at == NOW + HOUR
    assert kept.open == []


def test_what_another_says_is_over_quietly():
    kept = book()
    kept.begin(GONE, NOW)
    kept.end(LINK, NOW, quietly=True)
    assert kept.to_tell("mail") == []


def test_trouble_that_comes_again_must_be_well_for_longer_each_time():
    kept, waits = book(), []
    for hours in range(4):
        kept.begin(GONE, NOW + hours * HOUR)
        alarm = kept.of(LINK)
        assert alarm is not None
        waits.append(steady(alarm) / RECOVERED)
        kept.end(LINK, NOW + hours * HOUR)
    kept.begin(GONE, NOW + 28 * HOUR)
    fresh = kept.of(LINK)

    assert waits == [1, 2, 4, 8]
    assert fresh is not None
    assert steady(fresh) == RECOVERED


def test_another_process_takes_over_what_was_told_and_what_was_not():
    kept, after = book(), Book(["mail"])
    kept.begin(GONE, NOW)
    kept.told(kept.to_tell("mail"), "mail")

    after.take(kept.changed())

    assert after.of(LINK) is not None
    assert after.to_tell("mail") == []
    assert after.to_tell("webhook") == []  # that way is gone
    assert not after.begin(GONE, NOW)


def test_what_could_not_be_stored_is_stored_the_next_time():
    kept = book()
    kept.begin(GONE, NOW)
    changed = kept.changed()

    assert kept.changed() == []
    kept.changed_again(changed)
    assert kept.changed() == changed
