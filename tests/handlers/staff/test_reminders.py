"""Staff hear of what waits: in working time, in one message, a few times (R12)."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.model.case import Listed, Outcome
from handlers.model.effects import SetReminder
from handlers.model.events import CasesDue
from handlers.model.people import PersonId
from handlers.model.settings import StaffSettings
from handlers.staff import reminders
from tests.handlers.cards import OTHER, listed, room
from tests.handlers.made import (
    BEIJING,
    HOUR,
    MINUTE,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    saying,
    sayings,
)

MONDAY = datetime(2026, 5, 11, 10, tzinfo=BEIJING)
DAY = timedelta(days=1)
ORDER = (PersonId("走了的"), STAFF, OTHER)


def waits(number: int = 1, since: datetime = MONDAY, **more: object) -> Listed:
    made = listed(number)
    return replace(made, case=replace(made.case, at=since), **more)  # type: ignore[arg-type]


def hears(now: datetime, *cases: Listed, order=(), staff=STAFF_ROOM):
    settings = replace(SETTINGS, staff=StaffSettings(order=order))
    return reminders.on_due(room(*cases, staff=staff), CasesDue(1, now), settings)


def moments(effects):
    return {e.number: (e.due, e.reminders) for e in effects if isinstance(e, SetReminder)}


def test_a_new_case_gets_its_moment_and_nothing_is_said():
    effects = hears(MONDAY, waits())

    assert effects == [SetReminder(1, MONDAY + 2 * HOUR, 0)]


def test_after_two_working_hours_staff_are_reminded():
    now = MONDAY + 2 * HOUR

    effects = hears(now, waits(remind_at=now))

    assert saying(effects).room == STAFF_ROOM
    assert (saying(effects).data["total"], saying(effects).data["names"]) == (1, [])
    assert moments(effects) == {1: (now + DAY, 1)}


def test_what_is_nearly_due_is_told_with_it_and_the_rest_waits():
    now = MONDAY + 2 * HOUR
    near = waits(2, MONDAY + 50 * MINUTE)
    far = waits(3, MONDAY + 2 * HOUR)
    done = waits(4, remind_at=MONDAY, outcome=Outcome.DONE)

    effects = hears(now, waits(remind_at=now), near, far, done)

    assert saying(effects).data["total"] == 2
    assert moments(effects) == {
        1: (now + DAY, 1),
        2: (now + DAY, 1),
        3: (now + 2 * HOUR, 0),
    }


def test_the_last_wait_comes_again_and_again_at_most_once_a_day():
    for often in (2, 3, 9):
        effects = hears(MONDAY, waits(remind_at=MONDAY, reminders=often))
        assert moments(effects) == {1: (MONDAY + DAY, often + 1)}


def test_of_what_an_older_bot_reminded_enough_the_wait_begins_now():
    old = [waits(n, since=MONDAY - n * DAY, reminders=3) for n in (5, 9)]

    effects = hears(MONDAY, *old)

    assert moments(effects) == {5: (MONDAY + DAY, 3), 9: (MONDAY + DAY, 3)}
    assert not sayings(effects)


def test_what_comes_daily_is_told_in_one_message_a_day():
    evening = MONDAY.replace(hour=17)
    daily = waits(1, remind_at=MONDAY, reminders=1)
    later = waits(2, remind_at=evening, reminders=2)
    new = waits(3, since=MONDAY - HOUR, remind_at=MONDAY + HOUR + MINUTE)
    tomorrow = waits(4, remind_at=MONDAY + DAY, reminders=1)

    effects = hears(MONDAY, daily, later, new, tomorrow)

    assert saying(effects).data["total"] == 3
    assert moments(effects).keys() == {1, 2, 3}


def test_a_new_case_brings_the_daily_ones_of_that_day_along_and_no_other_new_one():
    first = waits(1, remind_at=MONDAY)
    daily = waits(2, remind_at=MONDAY + 5 * HOUR, reminders=1)
    taken = waits(3, remind_at=MONDAY + 6 * HOUR, taken_by=STAFF)
    new = waits(4, remind_at=MONDAY + HOUR + MINUTE)

    effects = hears(MONDAY, first, daily, taken, new)

    assert moments(effects).keys() == {1, 2, 3}


def test_who_wants_reminders_no_more_gets_a_last_one():
    settings = replace(SETTINGS, staff=StaffSettings(remind_after=()))
    effects = reminders.on_due(room(waits(remind_at=MONDAY)), CasesDue(1, MONDAY), settings)

    assert moments(effects) == {1: (None, 1)}


def test_where_nobody_wants_reminders_there_are_none():
    settings = replace(SETTINGS, staff=StaffSettings(remind_after=()))

    assert moments(reminders.on_due(room(waits()), CasesDue(1, MONDAY), settings)) == {
        1: (None, 0)
    }


def test_out_of_hours_it_waits_for_the_morning():
    night = MONDAY.replace(hour=20)

    effects = hears(night, waits(remind_at=MONDAY, reminders=1))

    assert effects == [SetReminder(1, MONDAY.replace(hour=9) + DAY, 1)]


def test_whoever_took_it_is_named_else_they_take_turns():
    def named(**more: object):
        return saying(hears(MONDAY, waits(remind_at=MONDAY, **more), order=ORDER)).to

    assert named() == (STAFF,)
    assert named(reminders=1) == (OTHER,)
    assert named(reminders=2) == (STAFF,)
    assert named(reminders=3) == (OTHER,)
    for often in range(4):
        assert named(taken_by=OTHER, reminders=often) == (OTHER,)
    assert named(taken_by=PersonId("走了的")) == (STAFF,)


def test_each_is_named_once():
    two = [waits(n, remind_at=MONDAY) for n in (1, 2)]

    effects = hears(MONDAY, *two, order=ORDER)

    assert saying(effects).data["names"] == [STAFF]


def test_without_a_room_for_staff_nothing_is_said():
    effects = hears(MONDAY, waits(remind_at=MONDAY), staff=None)

    assert moments(effects) == {1: (MONDAY + DAY, 1)}
    assert not sayings(effects)
