"""Days as written, set on the calendar near the day of the message."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Final, NamedTuple

from handlers.read.when.feasts import feast_day, lunar_day


class Rank(IntEnum):
    """Which of two words for one day wins: 今天1月14日, 重阳节(10月4日)."""

    FEAST = 0
    WEEKDAY = 1
    RELATIVE = 2
    EXPLICIT = 3


@dataclass(frozen=True, slots=True)
class Day:
    """first, last: both included; last only of a weekend."""

    first: date
    rank: Rank
    last: date | None = None


class Nearby(NamedTuple):
    """What a day is read against.

    sent: the day of the message.  near: the day stated just before, else `sent`.
    joined: it ends a range or goes on with a list that `near` begins.
    coming, gone: the text speaks of what is to come, of what is over.
    """

    sent: date
    near: date
    joined: bool = False
    coming: bool = False
    gone: bool = False


_DIGITS: Final = "零一二三四五六七八九"
_TENS: Final = ("", "十", "二十", "三十", "四十", "五十")
SMALL: Final = {
    **{_TENS[n // 10] + _DIGITS[n % 10].strip("零"): n for n in range(1, 60)},
    **{f"{zero}{_DIGITS[n]}": n for zero in "零〇" for n in range(1, 10)},
    **{f"廿{_DIGITS[n] if n else ''}": 20 + n for n in range(10)},
    **{f"{n}": n for n in range(100)}, **{f"0{n}": n for n in range(10)},
    "零": 0, "〇": 0, "两": 2, "卅": 30, "卅一": 31,
}  # fmt: skip
"""Hours, minutes, days and months in figures and in characters."""

_DOUBTFUL: Final = 5  # days by which an invitation leans to the future
_SHORT_YEAR, _LONG_YEAR = 2, 4  # figures
_YEARS: Final = {"前": -2, "去": -1, "今": 0, "本": 0, "明": 1, "后": 2}
_DOUBLED: Final = frozenset("二三六七九")  # 二月二, 三月三: feasts of the lunar year
_MONTHS: Final = {"正": 1, "冬": 11, "腊": 12}
_TURNS: Final = {"上": -1, "本": 0, "这": 0, "下": 1}
_RELATIVE: Final = {"大前": -3, "前": -2, **dict.fromkeys("昨寻尋噚琴夜", -1),
                    "今": 0, "明": 1, "听": 1, "聽": 1, "后": 2, "大后": 3}  # fmt: skip
_WEEKS: Final = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_WEEKDAYS: Final = {sign: at % 7 for at, sign in enumerate("一二三四五六日")} | {
    **{str(at + 1): at for at in range(6)}, "天": 6, "末": 5,
}  # fmt: skip
_BESIDE: Final = {"前": -1, "后": 1}  # 清明前一天
_ZEROS: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def small(text: str) -> int | None:
    """Two figures or three characters; also of full-width figures."""
    number = SMALL.get(text)
    if number is None and text.isdecimal():
        return int(text)
    return number


def read_year(text: str, sent: date) -> int | None:
    """2024年, 24年, 二〇二四年, 去年: the year; None if no year people live in."""
    text = text.removesuffix("的").removesuffix("年").replace("两千", "二零零")
    if text in _YEARS:
        return sent.year + _YEARS[text]
    figures = text.translate(_ZEROS)
    if text == "二零零":
        return 2000
    if not figures.isdecimal() or len(figures) not in {_SHORT_YEAR, _LONG_YEAR}:
        return None
    year = int(figures)
    if len(figures) == _SHORT_YEAR:
        return year + (2000 if year < sent.year % 100 + 20 else 1900)
    return year


def read_calendar(match: re.Match[str], nearby: Nearby) -> Day | None:
    """5月9日, 2024年5月17, 上个月3号, 腊月廿三, 农历八月十五."""
    day_text, suffix = match["day"], match["suffix"]
    year = read_year(match["year"], nearby.sent) if match["year"] else None
    if match["year"] and year is None:
        return None
    lunar = match["lunar"] or match["lunar2"] or match["month"] in _MONTHS
    lunar = (
        lunar
        or day_text[0] == "初"
        or (day_text[0] == "廿" and not suffix)
        or (match[0] == "八月十五" and not suffix)
    )
    lunar = lunar or (not suffix and match["month"] == day_text in _DOUBLED)
    day = small(day_text.removeprefix("初"))
    turn = _TURNS.get(match["month"][0])
    if day is None:
        return None
    if turn is not None:
        return _in_turned_month(nearby.sent, year, turn, day)
    month = _MONTHS.get(match["month"]) or small(match["month"])
    if month is None:
        return None
    if lunar:
        years = (year,) if year else range(nearby.near.year - 1, nearby.near.year + 2)
        return _nearest((lunar_day(y, month, day) for y in years), nearby)
    return on_calendar(year, month, day, nearby)


def on_calendar(year: int | None, month: int, day: int, nearby: Nearby) -> Day | None:
    """Without a year, the nearest such day; the next one where a range ends with it."""
    if year is not None:
        return _explicit(_date(year, month, day))
    reach = 4 if (month, day) == (2, 29) else 1  # leap days are far apart
    years = range(nearby.near.year - reach, nearby.near.year + reach + 1)
    return _nearest((_date(y, month, day) for y in years), nearby)


def read_number_of_day(text: str, nearby: Nearby) -> Day | None:
    """23日: in the month of the day just stated, else the nearest 23rd (the last, if over)."""
    day = small(text)
    if day is None or "两" in text:  # 两日行 lasts two days
        return None
    months = [_turn(nearby.near, turn) for turn in (-1, 0, 1)]
    if nearby.near != nearby.sent and not nearby.joined:
        months = months[1:2]
    dates = [_date(m.year, m.month, day) for m in months]
    if nearby.gone:
        dates = [one for one in dates if one and one <= nearby.sent]
    if nearby.coming:
        # 25号的照片请发上来 is said of a day gone by, 28号请来听课 is not
        ahead = nearby.near + timedelta(_DOUBTFUL)
        return _nearest(dates, nearby._replace(near=ahead))
    return _nearest(dates, nearby)


def read_relative(text: str, sent: date) -> Day:
    """今天, 昨儿, 前晚, 大后天."""
    word = text[:2] if text[0] == "大" else text[0]
    return Day(sent + timedelta(_RELATIVE[word]), Rank.RELATIVE)


def read_ago(match: re.Match[str], sent: date) -> Day | None:
    """三天前, 5天后."""
    days = small(match["days"])
    if not days:
        return None
    sign = -1 if match["side"] == "前" else 1
    return Day(sent + timedelta(sign * days), Rank.RELATIVE)


def read_weekday(match: re.Match[str], nearby: Nearby) -> Day:
    """上周六, 这周三, 周日: the last one, or the next if the text looks ahead."""
    dow = _WEEKDAYS[match["dow"]]
    monday = nearby.sent - timedelta(nearby.sent.weekday())
    week = match["week"]
    if week is not None or match["dow"] == "末":
        first = monday + timedelta(7 * _WEEKS[week or "本"] + dow)
    else:
        back = (nearby.sent.weekday() - dow) % 7
        first = nearby.sent + timedelta((7 - back) % 7 if nearby.coming else -back)
    last = first + timedelta(1) if match["dow"] == "末" else None
    return Day(first, Rank.WEEKDAY, last)


def read_feast(match: re.Match[str], nearby: Nearby) -> Day | None:
    """The feast of the year said, else the nearest one."""
    year = read_year(match["feastyear"], nearby.sent) if match["feastyear"] else None
    sent = nearby.sent
    years = (year,) if year else range(sent.year - 1, sent.year + 2)
    days = (feast_day(match["name"], y) for y in years)
    found = _nearest(days, Nearby(sent, sent))
    if not found:
        return None
    later = (small(match["nth"] or "一") or 1) - 1 + _BESIDE.get(match["beside"], 0)
    return Day(found.first + timedelta(later), Rank.FEAST)


def _in_turned_month(sent: date, year: int | None, turn: int, day: int) -> Day | None:
    month = _turn(sent, turn)
    return _explicit(_date(year or month.year, month.month, day))


def _turn(day: date, turn: int) -> date:
    months = day.year * 12 + day.month - 1 + turn
    return date(months // 12, months % 12 + 1, 1)


def _explicit(day: date | None) -> Day | None:
    return Day(day, Rank.EXPLICIT) if day else None


def _nearest(days: Iterable[date | None], nearby: Nearby) -> Day | None:
    real = [day for day in days if day]
    if nearby.joined:
        real = [day for day in real if day >= nearby.near] or real
    if not real:
        return None
    return _explicit(min(real, key=lambda day: (abs(day - nearby.near), day)))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
