"""Lists that people put themselves on: 接龙, who comes, who orders what; never a report."""

import re
from itertools import pairwise

from handlers.read.doings import OVER
from handlers.read.names import HONORIFIC, SURNAMES

_NAME = re.compile(
    rf"[老小大阿][\u4e00-\u9fff]|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])"
    rf"|[\u4e00-\u9fff]{{1,4}}(?:{HONORIFIC})|[一二三四五六七八九十]{{1,3}}(?:楼|单元|号)"
)
_ENTRY = re.compile(
    r"(?:^|(?<=[\s，,。；;:：\u4e00-\u9fff✓]))"
    rf"(?:(?P<number>[1-9]\d?)(?:\s*[.、．)）]|\ufe0f?\u20e3|(?=\s*(?:{_NAME.pattern})))|(?P<circled>[①-⑳]))"
    r"[^\S\n]*(?P<who>[^\s\d①-⑳，,。:：；;]{0,12})(?P<field>\s*[:：])?"
)
_CALLS_FOR_NAMES = re.compile(
    r"接龙|报名|拼[单菜团]|团购|AA|往下[接报填]|[填报]一下|统计一下"
)
_HEADED = re.compile(r"[\s#＃\[【(（]*接龙(?![的了群里上])")
_CAME = re.compile(r"(?:[来去到]|在场)的|到场|实到|出席|签到")


def is_signup(text: str) -> bool:
    """Whether `text` is a list to go on with names; who was there, after the deed, is none."""
    if _HEADED.match(text):
        return True
    entries = [one for one in _ENTRY.finditer(text) if not one["field"]]
    filled = [one["who"] for one in entries if one["who"]]
    named = sum(_NAME.match(who) is not None for who in filled)
    if not named or not _in_order(entries):
        return False
    if _CALLS_FOR_NAMES.search(text):
        return True
    told = OVER.search(text) or _CAME.search(text)
    return told is None and named >= max(2, len(filled) - 1)


def _in_order(entries: list[re.Match[str]]) -> bool:
    places = [_place(one) for one in entries]
    return all(other == one + 1 for one, other in pairwise(places))


def _place(entry: re.Match[str]) -> int:
    circled = entry["circled"]
    return ord(circled) - ord("①") + 1 if circled else int(entry["number"])
