"""Weeks, months and spans of time: no time of an activity, but an interval people name."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Final

from handlers.read.when.days import read_year, small

Interval = tuple[datetime, datetime]
_WEEKS: Final = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_MONTHS: Final = range(1, 13)
_TURNS: Final = {"上": -1, "本": 0, "这": 0, "下": 1}
_UNITS: Final = {
    "天": timedelta(1), **dict.fromkeys(("周", "星期", "礼拜"), timedelta(7)),
    "小时": timedelta(hours=1), "钟头": timedelta(hours=1), "分钟": timedelta(minutes=1),
}  # fmt: skip
_BACK: Final = ("前", "近", "过去", "之前", "最近")


def read_weeks(match: re.Match[str], sent_at: datetime) -> Interval:
    """上周, 下下周: Monday to Monday."""
    today = midnight(sent_at.date(), sent_at)
    monday = today - timedelta(today.weekday()) + timedelta(7 * _WEEKS[match["pweek"]])
    return monday, monday + timedelta(7)


def read_months(match: re.Match[str], sent_at: datetime) -> Interval | None:
    """2018年10月, 下个月, 五月: from its first day to the first of the next."""
    sent = sent_at.date()
    year = read_year(match["myear"], sent) if match["myear"] else None
    turn = _TURNS.get(match["mmonth"][0])
    if turn is not None:
        months = sent.year * 12 + sent.month - 1 + turn
    else:
        month = small(match["mmonth"])
        if month is None or month not in _MONTHS:
            return None
        months = _near_month(sent, year, month)
    if not date.min.year < months // 12 < date.max.year:
        return None
    return _first_of(months, sent_at), _first_of(months + 1, sent_at)


def read_span(match: re.Match[str], sent_at: datetime) -> Interval | None:
    """未来两天, 前1周, 还剩5分钟: from or to now; days are whole days."""
    many = small(match["many"])
    if not many:
        return None
    unit = _UNITS[match["unit"]]
    length = many * unit
    back = match["toward"] in _BACK
    if unit < timedelta(1):
        return (sent_at - length, sent_at) if back else (sent_at, sent_at + length)
    today = midnight(sent_at.date(), sent_at)
    tomorrow = today + timedelta(1)
    return (today - length, today) if back else (tomorrow, tomorrow + length)


def read_since(match: re.Match[str], sent_at: datetime) -> Interval | None:
    """两周前, 3小时后: that moment, or that whole day."""
    many = small(match["length"])
    if not many:
        return None
    many = many if match["way"] == "后" else -many
    measure = match["measure"].removeprefix("个")
    unit = _UNITS.get(measure)
    if unit and unit < timedelta(1):
        return sent_at + many * unit, sent_at + many * unit
    today = sent_at.date()
    day = today + many * unit if unit else _months_on(today, many, measure)
    if day is None:
        return None
    return midnight(day, sent_at), midnight(day + timedelta(1), sent_at)


def _months_on(day: date, many: int, measure: str) -> date | None:
    """The same day of that month, or the last it has."""
    months = day.year * 12 + day.month - 1 + many * (12 if measure == "年" else 1)
    if not date.min.year < months // 12 < date.max.year:
        return None
    first = date(months // 12, months % 12 + 1, 1)
    length = monthrange(first.year, first.month)[1]
    return first.replace(day=min(day.day, length))


def midnight(day: date, sent_at: datetime) -> datetime:
    """The beginning of the day, in the zone of the message."""
    return datetime.combine(day, time(), sent_at.tzinfo)


def _near_month(sent: date, year: int | None, month: int) -> int:
    if year is not None:
        return year * 12 + month - 1
    now = sent.year * 12 + sent.month - 1
    options = [(sent.year + turn) * 12 + month - 1 for turn in (-1, 0, 1)]
    return min(options, key=lambda option: (abs(option - now), option))


def _first_of(months: int, sent_at: datetime) -> datetime:
    return midnight(date(months // 12, months % 12 + 1, 1), sent_at)
