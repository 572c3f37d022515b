"""The tokens of a text with their values: days, parts of day, clock times, periods."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple, TypeAlias

from handlers.read.when import clocks, days, periods
from handlers.read.when.clocks import Clock
from handlers.read.when.days import Day, Nearby, Rank
from handlers.read.when.grammar import JOIN, TOKEN
from handlers.read.when.periods import Interval

Value: TypeAlias = Day | str | Clock | Interval
_DASH: Final = 3  # the longest dash between two days
_BRACKET: Final = 2  # characters between a weekday and its number
_REACH: Final = 12  # characters between a day and another that is read against it

_COMING: Final = re.compile(
    r"(?<!麻)将|请|报名|通知|准备|计划|打算|定于|拟|预告|提醒|记得|欢迎|有空|想去|自带|诚邀|特邀|推迟|推后|提前|自己搬|轮到|停用|轮值|发车|集合|来就行"
    r"|等[你您]来|接龙|别忘|不见|务必|恭候|想来|还差|名额|截止|先到先得|[每一]家[一两来出]|照旧|照常|改[到在成早晚]|停课|停一|缺[一两个]|谁[来能有]|自备|敬请|抓紧"
    r"|戴好?手套|每[人户队]|空腹|医保|凭|免费|要[去来办搞]|来不来|招募"
)
_GONE: Final = re.compile(r"[了过]|[去来办搞做弄]的|结束|圆满|完成")
_LISTED: Final = ("", "和", "与", "及")
_SPANS: Final = ("前", "这", "数", "整", "头", "后")
_WIDE: Final = 150  # characters on either side in which the tense of a day is told
_STOPS: Final = "。！？!?\n"
_NAME_GOES_ON: Final = re.compile(
    r"[^\W\da-zA-Z上下早晚中午夜开收去来到办讲搞走见发交休歇停演练排][、,，等 ]"
)
_PART_ENDS: Final = frozenset("晨午")
_COUNTS: Final = frozenset("有了这那提讲说谈列得哒咗")  # 讲了两点
_BITS: Final = _COUNTS | frozenset("快慢早晚多少大小高好差远近")  # 走得慢一点
_HOUR_GOES_ON: Final = re.compile(r"\s?(?:[到至—~,，。、-]|左右|准时|集合|开|出发|在|$)")

# what may stand around 5.9, 5/9 so that it is a day
_LABELLED: Final = 8  # characters of a label before a day
_LABEL: Final = re.compile(
    r"(?:时间|日期)[:：]?\s?$|[时日天候间期][】\])）」]?[:：→|｜\s]{1,3}$"
)
_BULLET: Final = re.compile(r"(?:^|\n)[^\w\n]{0,6}$")
_LINE_ENDS: Final = re.compile(r"\s*(?:\n|$)")
_CLEAN_BEFORE: Final = re.compile(r"(?:^|[\s,，。；;、(（【\]】于在从至到])$")
_HOUR_AFTER: Final = re.compile(
    r"\s?[,，]?\s?(?:[(（][^\d()（）\n]{1,6}[)）]\s?)?[(（]?(?:周|星期|礼拜|[上下中]午|早|晚|傍|凌|清晨|\d{1,2}[:：点时])"
)
_CLEAN_AFTER: Final = re.compile(
    r"\s|[,，。)）、]|国际|全国|世界|[早晚上下中]|[-—~至到]{1,2}\d{1,2}[./·]\d{1,2}(?!\d)|$"
)


class Token(NamedTuple):
    """start, stop: code points, end exclusive.  A str is a part of day as written."""

    value: Value
    start: int
    stop: int


def read_tokens(text: str, sent_at: datetime) -> Iterator[Token]:
    """In the order of the text; what only looks like one is left out."""
    sent = sent_at.date()
    near, near_stop = sent, -_REACH - 1
    weekday: Token | None = None
    for match in TOKEN.finditer(text):
        start, stop = match.span()
        kind = match.lastgroup or ""
        value: Value | None
        if read_day := _DAYS.get(kind):
            close = start - near_stop <= _REACH
            joined = close and _goes_on(text[near_stop:start])
            nearby = Nearby(sent, near if close else sent, joined=joined)
            value = _as_weekday(weekday, read_day(match, nearby), match)
            if value is not None and value.rank is Rank.EXPLICIT:
                near, near_stop = value.first, stop
            elif value is not None and kind == "weekday":
                if weekday and match["week"] is None and value.last is None:
                    value = _after(weekday, value, text[weekday.stop : start])
                weekday = Token(value, start, stop)
        elif read_period := _PERIODS.get(kind):
            value = read_period(match, sent_at)
        else:
            value = _read_hour(match)
        if value is not None:
            yield Token(value, start, stop)


def _after(weekday: Token, later: Day, gap: str) -> Day:
    """下周一到周五, 周六周日: the later weekday is of the same run of days."""
    first = weekday.value
    if not isinstance(first, Day) or not (gap in _LISTED or _goes_on(gap)):
        return later
    ahead = (later.first - first.first).days % 7
    return Day(first.first + timedelta(ahead), later.rank)


def _as_weekday(
    weekday: Token | None, told: Day | None, match: re.Match[str]
) -> Day | None:
    """下周六（25号）: the number is of the day just named."""
    if weekday is None or told is None or match.lastgroup != "number":
        return told
    near = match.start() - weekday.stop <= _BRACKET
    day = weekday.value
    if near and isinstance(day, Day) and day.first.day == told.first.day:
        return replace(told, first=day.first)
    return told


def _goes_on(gap: str) -> bool:
    return gap == "、" or (len(gap) <= _DASH and JOIN.fullmatch(gap) is not None)


def _read_hour(match: re.Match[str]) -> Value | None:
    if read_clock := _CLOCKS.get(match.lastgroup or ""):
        return read_clock(match)
    match match.lastgroup:
        case "spoken":
            return None if _is_no_hour(match) else clocks.read_spoken(match)
        case "daypart":
            return match[0]
        case _:
            return None


def _is_no_hour(match: re.Match[str]) -> bool:
    """有一点累, 讲了两点: such words are hours only where an hour is expected."""
    words, text, start = match[0], match.string, match.start()
    if match["minute1"] and match["hour"] in "零〇":
        return True  # 零点三分 of a score
    if words[1:] != "点" or words[0].isdecimal():
        return False
    before = text[start - 1] if start else ""
    if words[0] != "一":
        return before in _COUNTS
    if before in _PART_ENDS:
        return False
    return before in _BITS or not _HOUR_GOES_ON.match(text, match.end())


def _read_figures(match: re.Match[str], nearby: Nearby) -> Day | None:
    prefix = {"figures": "f", "compact": "k", "spaced": "p"}[match.lastgroup or ""]
    year = days.read_year(match[f"{prefix}year"], nearby.sent)
    return days.on_calendar(
        year, int(match[f"{prefix}month"]), int(match[f"{prefix}day"]), nearby
    )


def _read_listed(match: re.Match[str], nearby: Nearby) -> Day | None:
    return days.on_calendar(None, int(match["lmonth"]), int(match["lday"]), nearby)


def _read_backward(match: re.Match[str], nearby: Nearby) -> Day | None:
    """14/6/2016, 22/3 19:30: the day first, as in Hong Kong."""
    day, month = int(match["bday"]), int(match["bmonth"])
    if match["byear"]:
        return days.on_calendar(int(match["byear"]), month, day, nearby)
    return (
        days.on_calendar(None, month, day, nearby) if _stands_as_day(match, "/") else None
    )


def _read_short(match: re.Match[str], nearby: Nearby) -> Day | None:
    if not _stands_as_day(match, match["sep"]):
        return None
    return days.on_calendar(None, int(match["smonth"]), int(match["sday"]), nearby)


def _stands_as_day(match: re.Match[str], sep: str) -> bool:
    """5.9 is a day after 时间：, before an hour, at the head of a line; 3.5公里 is none."""
    text, after = match.string, match.end()
    before = text[max(match.start() - _LABELLED, 0) : match.start()]
    if sep == "·" or match["ssuffix"] or _LABEL.search(before):
        return True
    if _HOUR_AFTER.match(text, after):
        return True
    if sep in "./" and _BULLET.search(before) and _LINE_ENDS.match(text, after):
        return True
    if not _CLEAN_BEFORE.search(before):
        return False
    head = sep == "." and (not before or before[-1] == "\n")
    if sep == "-" and not match["sday"].startswith("0"):
        return False
    return head or _CLEAN_AFTER.match(text, after) is not None


def _read_number(match: re.Match[str], nearby: Nearby) -> Day | None:
    if match[0] in {"一日", "一号"} and not nearby.joined:
        return None
    if match[0][-1] == "日" and match.string.endswith(_SPANS, 0, match.start()):
        return None  # 假期前四日
    if nearby.near == nearby.sent:
        nearby = _in_tense(nearby, match)
    return days.read_number_of_day(match["dom"], nearby)


def _in_tense(nearby: Nearby, match: re.Match[str]) -> Nearby:
    """The sentence of the day tells its tense, else the text; 请 counts for two 了."""
    text, (start, stop) = match.string, match.span()
    low, high = max(start - _WIDE, 0), stop + _WIDE
    first = max(low, *(text.rfind(sign, low, start) + 1 for sign in _STOPS))
    ends = [at for sign in _STOPS if (at := text.find(sign, stop, high)) >= 0]
    for part in (text[first : min(ends, default=high)], text[low:high]):
        ahead, back = len(_COMING.findall(part)), len(_GONE.findall(part))
        if ahead or back:
            coming = 2 * ahead >= back
            return nearby._replace(coming=coming, gone=not coming)
    return nearby


def is_gone(text: str) -> bool:
    """Whether the text speaks of what is over, and of nothing to come."""
    return _GONE.search(text) is not None and _COMING.search(text) is None


def _read_relative(match: re.Match[str], nearby: Nearby) -> Day:
    return days.read_relative(match[0], nearby.sent)


def _read_ago(match: re.Match[str], nearby: Nearby) -> Day | None:
    return days.read_ago(match, nearby.sent)


def _read_weekday(match: re.Match[str], nearby: Nearby) -> Day | None:
    text, stop = match.string, match.end()
    if match["week"] is None:
        if match[0][0] == "周" and _NAME_GOES_ON.match(text, stop):
            return None  # 周一鸣、李芳
        nearby = _in_tense(nearby, match)
    return days.read_weekday(match, nearby)


_DAYS: Final = {
    "calendar": days.read_calendar, "figures": _read_figures, "compact": _read_figures,
    "spaced": _read_figures, "listed": _read_listed, "short": _read_short,
    "backward": _read_backward,
    "number": _read_number, "relative": _read_relative, "ago": _read_ago,
    "weekday": _read_weekday, "feast": days.read_feast,
}  # fmt: skip
_CLOCKS: Final = {
    "english": clocks.read_english, "colon": clocks.read_colon,
    "dotted": clocks.read_dotted, "packed": clocks.read_packed,
}  # fmt: skip
_PERIODS: Final = {
    "weeks": periods.read_weeks, "months": periods.read_months, "span": periods.read_span,
    "since": periods.read_since,
}  # fmt: skip
