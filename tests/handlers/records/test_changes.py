"""What a corrected bulletin says otherwise (R6)."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from handlers.model.activity import Choice, Virtue
from handlers.model.finding import Count, Field, Precision, Speech, When
from handlers.records.changes import changed, marks
from handlers.records.filing import record
from tests.handlers.made import NOW, SETTINGS, STATE, draft

ACTIVITY = record(STATE, draft(), SETTINGS)
FIRST = marks(ACTIVITY)


def test_a_first_version_changes_nothing():
    assert changed({}, ACTIVITY) == ()


def test_the_same_again_changes_nothing():
    assert changed(FIRST, ACTIVITY) == ()


@pytest.mark.parametrize(
    ("field", "other"),
    [
        (Field.TIME, replace(ACTIVITY, when=When(NOW, NOW + timedelta(hours=1)))),
        (Field.TIME, replace(ACTIVITY, when=When(NOW, precision=Precision.DAY))),
        (Field.PLACE, replace(ACTIVITY, place="二楼")),
        (Field.HEADCOUNT, replace(ACTIVITY, headcount=Count(25))),
        (Field.HEADCOUNT, replace(ACTIVITY, headcount=None)),
        (Field.SERVED, replace(ACTIVITY, served=Count(5, approx=True))),
        (Field.THEME, replace(ACTIVITY, theme="扦插")),
        (Field.ATTENDEES, replace(ACTIVITY, attendees=("芳姐",))),
        (Field.CONTENT, replace(ACTIVITY, content=("浇水",))),
        (Field.FEEDBACK, replace(ACTIVITY, feedback=(Speech("好", "李叔"),))),
        (Field.PHOTO, replace(ACTIVITY, best=(Choice("a", 1.0, Virtue.POSTED),))),
    ],
)
def test_each_field_is_told(field, other):
    assert changed(FIRST, other) == (field,)


def test_changes_come_in_the_order_of_the_bulletin():
    other = replace(ACTIVITY, place=None, headcount=Count(3), theme="扦插", when=None)

    assert changed(FIRST, other) == (Field.TIME, Field.PLACE, Field.HEADCOUNT, Field.THEME)


def test_a_time_is_the_same_in_any_zone():
    when = ACTIVITY.when
    elsewhere = replace(when, start=when.start.astimezone(timezone(timedelta(hours=2))))

    assert changed(FIRST, replace(ACTIVITY, when=elsewhere)) == ()


def test_marks_hold_no_words():
    assert all(len(mark) == 12 and mark.isalnum() for mark in FIRST.values())
