"""Days, times and numbers as people write them."""

from datetime import date, datetime, timedelta

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
    "voice": "语音",
}


_CASE_KINDS = {
    "question": "待回复",
    "hand_over": "缺几样",
    "unsure": "拿不准",
    "voice": "听语音",
    "picture": "看照片",
    "conflict": "对不上",
    "send": "不知发出没有",
    "gap": "断线漏听",
    "act": "没加成",
}
_LONG_AGE = timedelta(days=1)
_HOUR = 60
_NARROW = 0x2E80  # from here on characters are two columns wide
_MOST = 60  # characters of one message in a conversation that is only looked over


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


def case_kind(kind: str) -> str:
    """What people call one kind of case."""
    return _CASE_KINDS[kind]


def age(value: timedelta) -> str:
    """“刚才”, “40分钟”, “3小时”, “2天”, rounded down."""
    minutes = int(value.total_seconds()) // 60
    if minutes < 1:
        return "刚才"
    if minutes < _HOUR:
        return f"{minutes}分钟"
    return f"{value.days}天" if value >= _LONG_AGE else f"{minutes // _HOUR}小时"


def clock(value: datetime) -> str:
    """“5月9日 9:30”."""
    return f"{value.month}月{value.day}日 {_clock(value)}"


def short(text: str) -> str:
    """On one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"


def wide(text: str, columns: int) -> str:
    """Filled up to so many columns of a terminal, where a Chinese character takes two."""
    return text + " " * max(1, columns - sum(1 + (ord(one) > _NARROW) for one in text))


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
