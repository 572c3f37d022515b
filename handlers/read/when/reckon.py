"""A phrase set on the calendar: as the time of an activity, or as a plain interval."""

from datetime import date, datetime, timedelta
from typing import Final

from handlers.model.finding import Precision, When
from handlers.read.when.clocks import (
    Clock,
    inside_part,
    part_bounds,
    set_end,
    set_start,
)
from handlers.read.when.periods import Interval, midnight
from handlers.read.when.phrases import Moment, Phrase

_ONE_DAY: Final = timedelta(1)
_HALF_TURN: Final = 12 * 60
_AT_NIGHT: Final = range(60, 6 * 60)  # 2点半 alone: nobody cleans a park at that hour


def when_of(phrase: Phrase, sent_at: datetime) -> When:
    """The time of an activity; hours that lack their day are those of the message's day."""
    since = phrase.since
    first = since.day.first if since.day else sent_at.date()
    if since.clock is not None:
        start = _start_minute(since.clock, since.part, first, sent_at)
        end = _end(phrase, first, start, sent_at)
        return When(_at(first, start, sent_at), end, Precision.MINUTE, since.part)
    last = _last_day(phrase)
    end = midnight(last, sent_at) if last and last > first else None
    if since.part is not None:
        start_at = _at(first, inside_part(since.part), sent_at)
        return When(start_at, end, Precision.HALFDAY, since.part)
    return When(midnight(first, sent_at), end, Precision.DAY)


def interval_of(phrase: Phrase, sent_at: datetime) -> Interval:
    """As written: no hour is moved to the afternoon by sense alone."""
    since = phrase.since
    first = since.day.first if since.day else sent_at.date()
    if since.clock is not None:
        minute = set_start(since.clock, since.part)
        start = _at(first, minute, sent_at)
        return start, _end(phrase, first, minute, sent_at) or start
    last = _last_day(phrase)
    if since.part is not None and (last is None or last <= first):
        low, high = part_bounds(since.part)
        return _at(first, low, sent_at), _at(first, high, sent_at)
    last = max(last or first, first)
    return midnight(first, sent_at), midnight(last, sent_at) + _ONE_DAY


def _start_minute(clock: Clock, part: str | None, day: date, sent_at: datetime) -> int:
    minute = set_start(clock, part)
    if part is not None or clock.sure or minute not in _AT_NIGHT:
        return minute
    afternoon = minute + _HALF_TURN
    told_before = _at(day, minute, sent_at) <= sent_at < _at(day, afternoon, sent_at)
    return minute if told_before else afternoon


def _end(phrase: Phrase, first: date, start: int, sent_at: datetime) -> datetime | None:
    until = phrase.until
    if until is None or until.clock is None:
        return None
    if until.day is None:
        minute = set_end(until.clock, until.part, start)
        return None if minute is None else _at(first, minute, sent_at)
    end = _at(until.day.first, set_start(until.clock, until.part), sent_at)
    return end if end > _at(first, start, sent_at) else None


def _last_day(phrase: Phrase) -> date | None:
    ends: list[Moment] = [phrase.until] if phrase.until else []
    for moment in (*ends, phrase.since):
        if moment.day is not None:
            return moment.day.last or moment.day.first
    return None


def _at(day: date, minute: int, sent_at: datetime) -> datetime:
    return midnight(day, sent_at) + timedelta(minutes=minute)
