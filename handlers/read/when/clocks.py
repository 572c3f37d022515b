"""Clock times and parts of day, as minutes after the midnight of their day."""

import re
from dataclasses import dataclass
from typing import Final

from handlers.read.numbers import read_number
from handlers.read.when.days import small

_HOUR: Final = 60
_NOON: Final = 12 * _HOUR
_MIDNIGHT: Final = 24 * _HOUR
_LONGEST: Final = 16 * _HOUR  # an activity that seems longer is two separate times


@dataclass(frozen=True, slots=True)
class Clock:
    """minute: as written, before 下午 or the sense of the text adds twelve hours.

    sure: 13点, 08:00: no twelve hours can be missing.
    """

    minute: int
    sure: bool


_MORNING: Final = (6 * _HOUR, 10 * _HOUR, 7 * _HOUR)
_FORENOON: Final = (8 * _HOUR, 12 * _HOUR, 9 * _HOUR)
_MIDDAY: Final = (11 * _HOUR, 13 * _HOUR, 12 * _HOUR)
_AFTERNOON: Final = (12 * _HOUR, 18 * _HOUR, 14 * _HOUR)
_DUSK: Final = (16 * _HOUR, 20 * _HOUR, 18 * _HOUR)
_EVENING: Final = (18 * _HOUR, 22 * _HOUR, 19 * _HOUR)
_SMALL_HOURS: Final = (0, 6 * _HOUR, 3 * _HOUR)
_NIGHT: Final = (20 * _HOUR, 24 * _HOUR, 21 * _HOUR)

# word: (from, to, a time that lies inside it for sure)
_PARTS: Final = {
    **dict.fromkeys(("凌晨", "半夜", "午夜"), _SMALL_HOURS),
    **dict.fromkeys(("早上", "早晨", "清晨", "早", "晨", "早间", "早起"), _MORNING),
    **dict.fromkeys(
        ("清早", "大清早", "一早", "一大早", "大早上", "一大早上", "朝早"), _MORNING
    ),
    **dict.fromkeys(
        (
            "上午",
            "头晌",
            "头晌午",
            "头午",
            "前晌",
            "上昼",
            "上半天",
            "上半晌",
            "上半日",
            "前半日",
        ),
        _FORENOON,
    ),
    **dict.fromkeys(("中午", "正午", "晌午", "午间"), _MIDDAY),
    **dict.fromkeys(
        (
            "下午",
            "午后",
            "后晌",
            "后半晌",
            "过晌",
            "下昼",
            "下晌",
            "晏昼",
            "下半天",
            "下半晌",
            "下半日",
            "后半日",
        ),
        _AFTERNOON,
    ),
    **dict.fromkeys(("傍晚", "傍黑", "擦黑", "黄昏", "晚半晌", "下晚儿", "夜快"), _DUSK),
    **dict.fromkeys(
        ("晚上", "晚", "晚间", "黑", "黑了", "黑里", "黑咧", "黑来", "夜到", "夜头"),
        _EVENING,
    ),
    **dict.fromkeys(("夜里", "夜间", "夜晚", "深夜", "夜"), _NIGHT),
}
_AFTER_NOON: Final = (_AFTERNOON, _DUSK, _EVENING, _NIGHT)


def part_bounds(part: str) -> tuple[int, int]:
    """From and to; people draw these borders differently."""
    return _PARTS[part][:2]


def inside_part(part: str) -> int:
    """A minute that nobody would deny to the part."""
    return _PARTS[part][2]


def after_noon(part: str | None) -> bool:
    """下午 and later."""
    return part is not None and _PARTS[part] in _AFTER_NOON


def read_colon(match: re.Match[str]) -> Clock | None:
    """9:30, 17：00."""
    return _clock(match["chour"], int(match["cminute"]))


def read_dotted(match: re.Match[str]) -> Clock | None:
    """8.30, where a part of day stands before it."""
    return _clock(match["dhour"], int(match["dminute"]))


def read_packed(match: re.Match[str]) -> Clock | None:
    """0900-1100 behind 时段：."""
    return _clock(match["qhour"], int(match["qminute"]))


def read_english(match: re.Match[str]) -> Clock:
    """7pm, 9:30 a.m."""
    minute = int(match["ehour"]) % 12 * _HOUR + int(match["eminute"] or 0)
    return Clock(minute if match["noon"] in "aA" else minute + _NOON, sure=True)


def read_spoken(match: re.Match[str]) -> Clock | None:
    """9点, 十点半, 两点一刻, 8时20分, and the bare 7 of 7-9点."""
    if match["half"]:
        minute = 30
    elif match["quarter"]:
        minute = 15 * (small(match["quarter"]) or 0)
    else:
        minute = small(match["minute"] or match["minute1"] or "0") or 0
    return _clock(match["hour"], minute)


def _clock(hour_text: str, minute: int) -> Clock | None:
    hour = small(hour_text) or read_number(hour_text)  # 七八点: from 7
    if hour is None or hour * _HOUR > _MIDNIGHT:
        return None
    by_day = 0 < hour * _HOUR <= _NOON
    padded = hour_text[0] == "0" and len(hour_text) > 1
    return Clock(hour * _HOUR + minute, sure=padded or not by_day)


def set_start(clock: Clock, part: str | None) -> int:
    """Minutes after midnight; 晚上12点 is the end of its day, not the beginning."""
    minute = clock.minute
    if part is None or minute >= _NOON + _HOUR:
        return minute
    kind = _PARTS[part]
    if kind in (_EVENING, _NIGHT) and (minute >= _NOON or minute < 5 * _HOUR):
        return minute + (_NOON if minute >= _NOON else _MIDNIGHT)
    if kind in _AFTER_NOON or (kind in (_FORENOON, _MIDDAY) and minute < 5 * _HOUR):
        return minute if minute >= _NOON else minute + _NOON
    if kind is _SMALL_HOURS and minute >= _NOON:
        return minute - _NOON
    return minute


def set_end(clock: Clock, part: str | None, start: int) -> int | None:
    """The first such time after `start`, past midnight if need be; None if too far."""
    if part is not None:
        options = [set_start(clock, part)]
    else:
        options = [clock.minute] if clock.sure else [clock.minute, clock.minute + _NOON]
    options += [minute + _MIDNIGHT for minute in options]
    later = [minute for minute in options if start < minute <= start + _LONGEST]
    return min(later, default=None)
