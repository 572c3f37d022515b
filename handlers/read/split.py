"""Several activities in one message, each with its own stretch of the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from handlers.model.finding import Field, Span
from handlers.read.clauses import STOPS
from handlers.read.counts import find_counts
from handlers.read.doings import ACTIVITY
from handlers.read.places import find_places
from handlers.read.shapes import CLOCK, NUMERAL
from handlers.read.template import Slot, read_slots

MOST_ACTIVITIES = 6
_DAY = (
    r"[今昨前寻琴](?:天|日|儿|晚|早|晨)|第二天|次日|翌日|隔天|(?:周|星期|礼拜)[一二三四五六日天]"
    r"|\d{1,2}月\d{1,2}[日号]?|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]?"
    r"|[\d一二三四五六七八九十]{1,3}(?:日(?!间|常|子)|号(?=[^一-龥]|$|[上下中早晚夜那的又我]))|\d{1,2}[./]\d{1,2}(?![\d.%元])"
)
_PART = r"上午|中午|下[午晏]|傍晚|晚[上间]|夜[里晚间]|早[上晨]|清晨|一早|午后|后晌|晌午|白天|[晚夜](?=[\d一二三四五六七八九十])"
_DATED = re.compile(
    rf"{_DAY}|[今昨前明]|月|节|元旦|\d[-/.]\d|除夕|初[一二三四五六七八九十]"
)
_WHEN = re.compile(
    rf"(?P<day>{_DAY})(?:[（(][^（()）]{{1,6}}[）)])?的?(?P<then>{_PART})?|(?P<part>{_PART})"
)
_LINK = re.compile(  # what stands between one deed and the time of the next
    r"(?P<gap>[^\w]*)(?P<word>然后|接着|再就是|还有|另外|后来|到了|之后|完了)?(?<!至)(?<!到)[^\w\n]{0,3}$"
)
_TOLD = re.compile(r"[呢嘛啊么，,]?[^，,。！!？?；;\n]{0,14}")
_GLUED = re.compile(r"[呢嘛啊么].{0,2}[在去到]|(?:我们|咱们?|大家)?又[在去到给上]")
_KEYS_AGAIN = 2  # the same two keys once more
_LEAD = 12  # characters
_AGAIN = re.compile(
    rf"又|[再另](?![也不外])|还(?!有{NUMERAL}+位|[是没在能会要想完])|接着|转[到场去战]|移师|换|赶[到回去]"
)
_NO_START = re.compile(
    r"一直|继续|才|[^，,]{0,8}(?:结束|收[工队摊]|散[场会]?|返[程回]|回[来到家](?!又)|为止)|[的]?(?:雨|雪|太阳|风)"
)
_AHEAD = re.compile(
    r"(?<![地楼树底])下[周次个回一]|明[天早晚儿]|后天|将[于在]|定[于在]|拟|预告|计划|还要|继续"
)
_TEMPER = {
    "早": "上",
    "清": "上",
    "一": "上",
    "后": "下",
    "夜": "晚",
    "傍": "晚",
    "白": "白",
}
_NEXT = re.compile(
    r"[^\w\n]{0,4}(?:第[二三四五][场项站]|下午场|[晚夜]场|(?:活动|场次)[二三四五2-5])"
)
_GOING = re.compile(r"[去到在赴往给上奔][一-龥]{2}")
_RELATIVE = re.compile(r"[今昨前寻琴周星礼]")
_FOLLOWING = re.compile(r"第二天|次日|翌日|隔天")
_OPENER = re.compile(
    r"(?:^|\n)[^\w\n]{0,4}(?:[①-⑨]|[ⅠⅡⅢⅣⅤ]|[（(]?[一二三四五六七八九1-9][）).、．]|第[一二三四五][场项站]|[上下]午场|[早晚夜]场"
    r"|(?:活动|场次)[一二三四五1-5])"
)


@dataclass(frozen=True, slots=True)
class _Border:
    """Where another activity could begin; day, part: the words for its time."""

    at: int
    day: str | None
    part: str | None
    again: bool


def split_activities(text: str) -> tuple[Span, ...]:
    """Stretches of `text`, one for each activity it tells of; together they are all of it."""
    starts = _listed(text) or _told(text)
    kept = [0, *starts][:MOST_ACTIVITIES]
    return tuple(zip(kept, [*kept[1:], len(text)], strict=True))


def names_day(written: str) -> bool:
    """Whether the words of a time name its day, not only an hour or a part of day."""
    return _DATED.search(written) is not None


def _listed(text: str) -> list[int]:
    """Where a filled-in record begins anew: the same keys again, or ①…②… with times each."""
    slots = read_slots(text)
    if "\n" not in text and not slots:
        return []
    again = _repeated(text, slots)
    if again:
        return again
    starts = [m.start() + (text[m.start()] == "\n") for m in _OPENER.finditer(text)]
    starts = starts[: 2 * MOST_ACTIVITIES]
    blocks = list(pairwise([*starts, len(text)]))
    full = [start for start, end in blocks if _complete(text[start:end])]
    following = [at for at in full if at and _NEXT.match(text, at)]
    if following and _complete(text[: following[0]]):
        return following
    return full[1:] if len(full) == len(blocks) else []


def _repeated(text: str, slots: Sequence[Slot]) -> list[int]:
    """Starts of the second and further runs of the keys that ask for time and more."""
    runs: dict[str, list[int]] = {}
    for slot in slots:
        name = re.sub(r"[^一-龥]", "", text[slice(*slot.key)])
        if name and slot.field:
            runs.setdefault(name, []).append(slot.key[0])
    several = [starts for starts in runs.values() if len(starts) > 1]
    times = [s.key[0] for s in slots if s.field is Field.TIME]
    if len(several) < _KEYS_AGAIN or not any(starts[0] in times for starts in several):
        return []
    return min(several)[1:]


def _complete(block: str) -> bool:
    """Whether a block of lines names its time, and where it was or how many came."""
    return CLOCK.search(block) is not None and bool(
        find_places(block) or find_counts(block)
    )


def _told(text: str) -> list[int]:
    """Where a narrative goes on to another day or part of day, and to another deed."""
    times = list(_WHEN.finditer(text))
    borders = [b for time in times[1:] if (b := _border(text, time))][: 3 * MOST_ACTIVITIES]
    kept: list[int] = []
    for number, border in enumerate(borders):
        later = [b.at for b in borders[number + 1 :]]
        before = text[kept[-1] if kept else 0 : border.at]
        if _other_time(before, border) and any(
            _two(before, text[border.at : end], border) for end in (*later[:1], len(text))
        ):
            kept.append(border.at)
    return kept


def _border(text: str, time: re.Match[str]) -> _Border | None:
    """The border in front of a time, if another deed may begin there."""
    told = _TOLD.match(text, time.end())
    words = told[0] if told else ""
    low = max(0, time.start() - _LEAD)
    link = _LINK.search(text[low : time.start()])
    if link is None or _NO_START.match(words) or _AHEAD.search(words):
        return None
    glued = not link["gap"]
    if glued and not _GLUED.match(words):
        return None
    again = _AGAIN.search(words) is not None
    stops = any(sign in link["gap"] for sign in f"{STOPS} ")
    if not (again or stops or glued):
        return None
    part = time["then"] or time["part"]
    return _Border(low + link.end("gap"), time["day"], part, again or glued)


def _other_time(before: str, border: _Border) -> bool:
    """Whether what goes before has a time of the same sort, and another one."""
    days = {m["day"] for m in _WHEN.finditer(before) if m["day"]}
    parts = {_temper(p) for m in _WHEN.finditer(before) if (p := m["then"] or m["part"])}
    if border.day and border.day not in days:
        follows = border.again or _FOLLOWING.match(border.day)
        return any(follows or _sort(day) == _sort(border.day) for day in days)
    if border.part is None:
        return False
    return _temper(border.part) not in parts and bool(parts or (border.again and days))


def _sort(day: str) -> bool:
    """Whether a day is told from today (昨天, 周六) and not by its date."""
    return _RELATIVE.match(day) is not None


def _temper(part: str) -> str:
    return _TEMPER.get(part[0], part[0])


def _two(before: str, after: str, border: _Border) -> bool:
    """Whether both stretches tell of something, each at its place or with its number."""
    places = [bool(find_places(part)) for part in (before, after)]
    counts = [bool(find_counts(part)) for part in (before, after)]
    known = [place or count for place, count in zip(places, counts, strict=True)]
    if border.again:
        return known[0] and (known[1] or _GOING.search(after) is not None)
    doing = [ACTIVITY.search(part) is not None for part in (before, after)]
    return all(known) and all(places) and (all(doing) or all(counts))
