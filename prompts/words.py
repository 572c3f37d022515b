"""Days, times and numbers as people write them."""

from datetime import date, datetime

from handlers.model.finding import Count, Precision, When

WEEKDAYS = "一二三四五六日"


_CALLED = {
    "time": "时间",
    "place": "地点",
    "headcount": "人数",
    "served": "服务人数",
    "theme": "主题",
    "attendees": "参加的人",
    "content": "内容",
    "feedback": "反馈",
    "photo": "照片",
}


def day(value: date) -> str:
    """“5月9日（周六）”."""
    return f"{value.month}月{value.day}日（周{WEEKDAYS[value.weekday()]}）"


def moment(when: When) -> str:
    """“5月9日（周六）9:30–11:00”, never finer than it was stated."""
    if when.precision is Precision.DAY:
        return _days(when)
    if when.precision is Precision.HALFDAY:
        return f"{day(when.start.date())}{when.part or ''}"
    return f"{day(when.start.date())}{_clock(when.start)}{_until(when)}"


def people(count: Count) -> str:
    """“25人”; 近, 多 and 约 are all told as “约20人”, which claims neither more nor less."""
    return f"约{count.number}人" if count.approx else f"{count.number}人"


def called(field: str) -> str:
    """What people call a field of a record."""
    return _CALLED[field]


def _days(when: When) -> str:
    first = when.start.date()
    if when.end is None or when.end.date() <= first:
        return day(first)
    return f"{day(first)}至{day(when.end.date())}"


def _until(when: When) -> str:
    return f"–{_clock(when.end)}" if when.end else ""


def _clock(value: datetime) -> str:
    return f"{value.hour}:{value.minute:02}"
