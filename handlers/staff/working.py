"""Working time of staff: hours of working days, holidays and 调休 among them."""

from datetime import date, datetime, timedelta

import chinese_calendar

from handlers.model.settings import Settings

DAY = timedelta(days=1)
WEEKEND = 5  # of date.weekday: Saturday and Sunday from here on


def is_workday(day: date) -> bool:
    """As the State Council has it, else Monday to Friday: each year is announced in autumn."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < WEEKEND


def begins(at: datetime, settings: Settings) -> datetime:
    """The first moment from `at` on at which staff are there."""
    local = at.astimezone(settings.zone)
    begin, end = settings.staff.hours
    if is_workday(local.date()) and local.time() < end:
        return max(local, datetime.combine(local.date(), begin, settings.zone))
    return _morning_after(local, settings)


def ends(at: datetime, settings: Settings) -> datetime:
    """When staff go home that day."""
    day = at.astimezone(settings.zone).date()
    return datetime.combine(day, settings.staff.hours[1], settings.zone)


def after(at: datetime, wait: timedelta, settings: Settings) -> datetime:
    """The moment when so much working time has passed; a whole day is one working day."""
    days, rest = divmod(wait, DAY)
    moment = begins(at, settings)
    while rest >= (left := ends(moment, settings) - moment):
        rest -= left
        moment = _morning_after(moment, settings)
    moment += rest
    for _ in range(days):
        morning = _morning_after(moment, settings)
        moment = datetime.combine(morning.date(), moment.time(), settings.zone)
    return moment


def _morning_after(at: datetime, settings: Settings) -> datetime:
    day = at.date() + DAY
    while not is_workday(day):
        day += DAY
    return datetime.combine(day, settings.staff.hours[0], settings.zone)
