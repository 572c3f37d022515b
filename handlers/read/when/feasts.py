"""Feasts and lunar days on the solar calendar."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from borax.calendars.lunardate import LunarDate

from handlers import memory

_SOLAR: Final = {
    "元旦": (1, 1), "新年": (1, 1), "情人": (2, 14), "女生": (3, 7), "妇女": (3, 8),
    "三八": (3, 8), "植树": (3, 12), "愚人": (4, 1), "劳动": (5, 1), "五一": (5, 1),
    "青年": (5, 4), "五四": (5, 4), "儿童": (6, 1), "六一": (6, 1), "建党": (7, 1),
    "七一": (7, 1), "建军": (8, 1), "八一": (8, 1), "教师": (9, 10), "国庆": (10, 1),
    "十一": (10, 1), "万圣": (10, 31), "光棍": (11, 11), "双十一": (11, 11),
    "双十二": (12, 12), "跨年夜": (12, 31), "平安夜": (12, 24), "圣诞": (12, 25),
    "雷锋日": (3, 5), "雷锋纪念日": (3, 5), "读书日": (4, 23), "护士": (5, 12), "环境日": (6, 5),
    "消防日": (11, 9), "志愿者日": (12, 5),
}  # fmt: skip
_LUNAR: Final = {
    "春": (1, 1), "元宵": (1, 15), "拗九": (1, 29), "龙抬头": (2, 2), "端午": (5, 5), "七夕": (7, 7),
    "中元": (7, 15), "中秋": (8, 15), "重阳": (9, 9), "腊八": (12, 8), "小年": (12, 23),
}  # fmt: skip
_NTH_WEEKDAY: Final = {
    "母亲": (5, 6, 2),
    "父亲": (6, 6, 3),
    "感恩": (11, 3, 4),
    "助残日": (5, 6, 3),
}
# day = int(yy * 0.2422 + C) - yy // 4, good for 2000 … 2099; C moves by the century
_TERMS: Final = {
    "小寒": (1, 5.4055), "大寒": (1, 20.12), "立春": (2, 3.87), "雨水": (2, 18.73),
    "惊蛰": (3, 5.63), "春分": (3, 20.646), "清明": (4, 4.81), "谷雨": (4, 20.1),
    "立夏": (5, 5.52), "小满": (5, 21.04), "芒种": (6, 5.678), "夏至": (6, 21.37),
    "小暑": (7, 7.108), "大暑": (7, 22.83), "立秋": (8, 7.5), "处暑": (8, 23.13),
    "白露": (9, 7.646), "秋分": (9, 23.042), "寒露": (10, 8.318), "霜降": (10, 23.438),
    "立冬": (11, 7.438), "小雪": (11, 22.36), "大雪": (12, 7.18), "冬至": (12, 21.94),
}  # fmt: skip
_SPRING: Final = 3  # before it the leap day of the year is still to come
_LAST_MONTH: Final = 12  # 腊月 ends in the next solar year
_LUNAR_YEARS: Final = range(1900, 2101)


@memory.lately(512)
def feast_day(name: str, year: int) -> date | None:
    """The day of the feast as people say it of `year`; 除夕 is the eve of that year's 春节."""
    name = name.removesuffix("节")
    if name in _SOLAR:
        return date(year, *_SOLAR[name])
    for table, reckon in _TABLES.items():
        if name in table:
            return reckon(name, year)
    if name in {"除夕", "大年三十"}:
        spring = lunar_day(year, 1, 1)
        return spring - timedelta(1) if spring else None
    return lunar_day(year, 1, "一二三四五六七八九十".index(name[-1]) + 1)  # 初…


@memory.lately(512)
def lunar_day(year: int, month: int, day: int) -> date | None:
    """None where the lunar calendar has no such day, or the tables end (1900 … 2100)."""
    if year not in _LUNAR_YEARS:
        return None
    try:
        found: date = LunarDate(year, month, day).to_solar_date()
    except ValueError:
        return None
    return found


def _lunar_feast(name: str, year: int) -> date | None:
    month, day = _LUNAR[name]
    return lunar_day(year - 1 if month == _LAST_MONTH else year, month, day)


def _weekday_feast(name: str, year: int) -> date:
    month, weekday, nth = _NTH_WEEKDAY[name]
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _term(name: str, year: int) -> date:
    month, shift = _TERMS[name]
    short = year % 100
    leaps = (short - 1 if month < _SPRING else short) // 4
    return date(year, month, int(short * 0.2422 + shift) - leaps)


_TABLES: Final[dict[tuple[str, ...], Callable[[str, int], date | None]]] = {
    tuple(_LUNAR): _lunar_feast,
    tuple(_NTH_WEEKDAY): _weekday_feast,
    tuple(_TERMS): _term,
}
