"""Which activities belong to some days of the neighbourhood's calendar."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from handlers.model.activity import Activity


def within(
    activities: Iterable[Activity], since: date, until: date, zone: tzinfo
) -> list[Activity]:
    """Those that began on these days, both included, in the order of time.

    Where nobody said when, the time of filing counts.
    """
    found = (a for a in activities if since <= _moment(a).astimezone(zone).date() <= until)
    return sorted(found, key=lambda a: (_moment(a), a.filed_at, a.id))


def _moment(activity: Activity) -> datetime:
    return activity.when.start if activity.when else activity.filed_at
