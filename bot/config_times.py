"""Times of day and durations of the configuration; each raises ValueError or TypeError."""

from datetime import time, timedelta

from bot.durations import duration

LONGEST = timedelta(days=31)  # a reminder that comes later reminds nobody
SHORTEST_KEPT = timedelta(days=1)  # what somebody may still quote or ask about


def quiet_hours(value: object) -> tuple[time, time] | None:
    """Begin and end, which may lie after midnight; None for none."""
    if value in ([], None):
        return None
    if not isinstance(value, list):
        raise TypeError(value)
    begin, end = (time.fromisoformat(_clock(one)) for one in value)
    if begin == end:
        raise ValueError(value)
    return begin, end


def hours(value: object) -> tuple[time, time]:
    """Begin and end on one day."""
    found = quiet_hours(value)
    if found is None or found[0] > found[1]:
        raise ValueError(value)
    return found


def time_of_day(value: object) -> time | None:
    """None for off, which YAML reads as false."""
    return None if value in ("off", False) else time.fromisoformat(_clock(value))


def kept_for(value: object) -> timedelta | None:
    """How long something is kept; None for ever."""
    kept = None if value in ("off", False) else duration(value)
    if kept is not None and kept < SHORTEST_KEPT:
        raise ValueError(value)
    return kept


def waits(value: object) -> tuple[timedelta, ...]:
    """Several, one after the other."""
    if not isinstance(value, list):
        raise TypeError(value)
    read = tuple(map(duration, value))
    if any(wait > LONGEST for wait in read):
        raise ValueError(value)
    return read


def _clock(value: object) -> str:
    """YAML reads an unquoted 21:00 as the number 1260."""
    return f"{value // 60:02}:{value % 60:02}" if isinstance(value, int) else str(value)
