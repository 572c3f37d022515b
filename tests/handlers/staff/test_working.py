"""Working time: what counts as two hours, and as a day (holidays, 调休)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from handlers.model.settings import StaffSettings
from handlers.staff import working
from tests.handlers.made import BEIJING, HOUR, SETTINGS

DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        ("05-11T10:00", "05-11T10:00"),  # a Monday
        ("05-11T07:30", "05-11T09:00"),
        ("05-11T18:00", "05-12T09:00"),
        ("05-15T20:00", "05-18T09:00"),  # Friday evening
        ("05-16T10:00", "05-18T09:00"),  # Saturday
        ("05-09T10:00", "05-09T10:00"),  # a Saturday that is worked (调休)
        ("09-30T18:30", "10-08T09:00"),  # the National Day holiday
    ],
)
def test_staff_are_there_next(moment: str, there: str):
    assert working.begins(at(moment), SETTINGS) == at(there)


@pytest.mark.parametrize(
    ("moment", "wait", "passed"),
    [
        ("05-11T10:00", 2 * HOUR, "05-11T12:00"),
        ("05-11T16:30", 2 * HOUR, "05-12T09:30"),
        ("05-11T16:00", 2 * HOUR, "05-12T09:00"),
        ("05-15T17:00", 2 * HOUR, "05-18T10:00"),
        ("05-11T06:00", 20 * HOUR, "05-13T11:00"),
        ("05-11T10:00", DAY, "05-12T10:00"),
        ("05-15T10:00", 2 * DAY, "05-19T10:00"),
        ("05-15T20:00", DAY + HOUR, "05-19T10:00"),
        ("09-30T10:00", DAY, "10-08T10:00"),
    ],
)
def test_so_much_working_time_has_passed(moment: str, wait: timedelta, passed: str):
    assert working.after(at(moment), wait, SETTINGS) == at(passed)


def test_the_hours_are_those_of_the_neighbourhood():
    early = replace(
        SETTINGS,
        staff=StaffSettings(hours=(at("05-11T08:00").time(), at("05-11T12:00").time())),
    )

    assert working.after(at("05-11T11:00"), 2 * HOUR, early) == at("05-12T09:00")


def test_a_year_that_nobody_has_announced_has_weekends():
    assert working.is_workday(date(2096, 10, 1))  # a Monday
    assert not working.is_workday(date(2096, 10, 6))
