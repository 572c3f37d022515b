"""When it is right to speak: quiet hours, quiet rooms, the next day (R2, R3)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from handlers.model.draft import Draft
from handlers.model.settings import Settings
from handlers.model.state import Talk


def allowed(at: datetime, settings: Settings) -> datetime:
    """The first moment from `at` on that lies outside the quiet hours."""
    if settings.coach.quiet_hours is None:
        return at
    begin, end = settings.coach.quiet_hours
    local = at.astimezone(settings.zone)
    if not _inside(local.time(), begin, end):
        return at
    tomorrow = end <= begin and local.time() >= begin
    day = local.date() + timedelta(days=1 if tomorrow else 0)
    return datetime.combine(day, end, settings.zone)


def next_day(at: datetime, settings: Settings) -> datetime:
    """The first allowed moment of the day after `at`."""
    day = at.astimezone(settings.zone).date() + timedelta(days=1)
    return allowed(datetime.combine(day, time(), settings.zone), settings)


def again(at: datetime, settings: Settings) -> datetime:
    """When a group may be asked once more after it was asked at `at`."""
    if settings.coach.again_after is None:
        return next_day(at, settings)
    return allowed(at + settings.coach.again_after, settings)


def good_moment(draft: Draft, talk: Talk, settings: Settings) -> datetime:
    """When the burst is over and the room has fallen silent, waiting at most `longest_wait`."""
    coach = settings.coach
    spoke = talk.spoke_at or draft.touched_at
    quiet = max(draft.touched_at + coach.settle, spoke + coach.chatter)
    latest = draft.touched_at + max(coach.longest_wait, coach.settle)
    return allowed(min(quiet, latest), settings)


def same_day(moments: Iterable[datetime], at: datetime, settings: Settings) -> int:
    """How many of the moments fall on the local day of `at`."""
    day = at.astimezone(settings.zone).date()
    return sum(moment.astimezone(settings.zone).date() == day for moment in moments)


def _inside(clock: time, begin: time, end: time) -> bool:
    if begin <= end:
        return begin <= clock < end
    return clock >= begin or clock < end
