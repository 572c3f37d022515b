"""The section `staff` of config.yaml."""

from datetime import time, timedelta

from bot import config
from handlers.model.settings import StaffSettings


def test_when_staff_are_reminded_is_read_as_people_write_it():
    given: dict[str, object] = {
        "staff.hours": ["08:30", 1050],
        "staff.remind_after": ["90m", "1d"],
        "staff.order": ["s1", "s2"],
    }

    staff = config.load(None, given).settings.staff

    assert staff.hours == (time(8, 30), time(17, 30))
    assert staff.remind_after == (timedelta(minutes=90), timedelta(days=1))
    assert staff.order == ("s1", "s2")
    assert config.load(None, {"staff.remind_after": []}).settings.staff.remind_after == ()
    assert config.load(None, {}).settings.staff == StaffSettings()
