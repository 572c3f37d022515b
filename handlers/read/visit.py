"""A staff member's tracking log (跟踪日志) of a visit, as a note in the staff's room (D6)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers import memory
from handlers.model.finding import Count, Field, Span, Stated, When, Words
from handlers.read.clauses import cut_clauses
from handlers.read.dates import find_times
from handlers.read.note import read_deed
from handlers.read.organisations import named
from handlers.read.questions import is_question
from handlers.read.template import read_slots, values_of
from handlers.read.visit_parts import Part, parts_of, without

_CALLED = r"(?:跟踪|追踪|走访|跟访|探访|回访|观察)"
_HEADING = re.compile(
    rf"\s*(?:[【\[［（(《#*]+\s*[^\s【】\[\]：:，。]{{0,8}}?{_CALLED}(?:活动)?(?:日志|日记|记录|笔记|小记)"
    rf"[^\s【】\[\]：:，。]{{0,4}}[】\]］）)》#*]+|{_CALLED}(?:活动)?(?:日志|日记|记录|笔记|小记)\s*(?:[：:]|\n))"
)
_GO = r"(?:走访|跟访|探访|回访)"
_SEE = r"(?:看|参加|参与|观摩|旁听|跟踪|追踪|拜访|探望)"
_BARE = re.compile(
    rf"\s*(?:(?:今|昨|前)[日天]|本次|此次)?\s*(?:{_GO}(?:组织|对象|团队|情况)?|(?:工作)?日志)\s*[：:]"
)
_GATE = re.compile(rf"{_CALLED}|{_GO}|{_SEE}[了过]|去[了过]|回来|日志")
_WHO = (
    r"(?:我们?|咱们?|俩|一起|一块儿?|[和跟与同、]|小[\u4e00-\u9fff]|[\u4e00-\u9fff]老师|刚|又|也|就|先|专门|顺路|特地"
    r"|陪着?|去|到|来|过来|前往|[\s，,])*"
)
_FILL = r"[^，,。；;：:\n\0]{0,8}"
_SENTENCE = re.compile(
    rf"{_WHO}(?:{_GO}[了过]?{_FILL}\0|{_SEE}[了过]{_FILL}\0|(?:去|到)[了过]一?[趟次]?\0|从\0(?:那[边里儿])?回来"
    rf"|(?:去|到|在)\0{_FILL}?(?:{_GO}|(?:{_SEE}|转|坐|听|待)[了过]))"
)
# Seen from the desk: nobody was there.
_PAPER = re.compile(
    r"材料|资料|照片|视频|直播|回放|录像|报[的送来]|[签记申日][到录请报]表|报表|名单|微信群|群[里聊]|公众号|推文|文章|链接|方案|项目书"
    r"|预算|发票|信息稿|总结|取|拿|送"
)
_PLAINLY = re.compile(rf"{_GO}[了过]?\0(?![^\0]?[成队组]员)|\0{_GO}")
_TITLE = re.compile(rf"\s*{_GO}[了过]?\s*\0{_FILL}[：:]")
_NOT_YET = re.compile(
    r"改到|改期|准备去|推迟|取消|通知|报名|分工|明[天早晚]|后天|下周|下个?月|待定|要不要|谁去|[没别]去|没能?去成"
)
_MEANT = re.compile("计划|打算")  # of the visit; further on it may be what was talked about
_OF = re.compile(
    r"(?:^|[\s，,。；;【])(?:追踪|跟踪|走访|跟访|探访)?(?:的)?(?:自?组织|团队|队伍|社团)(?:名称?|名字)?】?\s*[：:]\s*"
    r"(?P<name>[^\n，,。；;\s]+)"
)
_SOON = timedelta(hours=3)  # told while it is still going on
_THERE = "那儿"  # said instead of a name, it is no place of its own
_EDGE = " \u3000\n，,。；;：:、"
ENOUGH = 2  # things stated; less is talk about a visit
LONGEST_HEAD = 60  # characters within which the visit is named


@dataclass(frozen=True, slots=True)
class Log:
    """What a log says.  organisation: its place among the names given, None: nobody known."""

    organisation: int | None
    when: When | None = None
    place: str | None = None
    headcount: Count | None = None
    theme: str | None = None
    told: tuple[str, ...] = ()
    impressions: tuple[str, ...] = ()
    ideas: tuple[str, ...] = ()


def may_be_log(text: str) -> bool:
    """Whether it is worth knowing the organisations to read it."""
    return _GATE.search(text[:LONGEST_HEAD]) is not None


@memory.lately(8)  # asked by who loads what is needed, and by who decides
def read_visit(text: str, sent_at: datetime, names: Sequence[str]) -> Log | None:
    """The log that `text` is; None for ordinary talk about organisations.

    sent_at: aware.  names: of all organisations.  A log under a heading that names none of
    them, or several, is of nobody known; without a heading it is no log then.
    """
    if not may_be_log(text):
        return None
    parts = parts_of(text)
    body = without(text, parts)
    heading = _HEADING.match(body)
    begun: tuple[int | None, int] | None = _visit(body, sent_at, names)
    if heading is not None:
        begun = _whose(body[heading.end() :], names), heading.end()
    if begun is None:
        return None
    whose, start = begun
    log = _log(whose, text, body[start:], parts, sent_at)
    log = replace(log, place=_place(log.place, body[start:], names, sent_at))
    plainly = heading is not None or _plainly(body, names)
    enough = 1 if plainly and whose is not None else ENOUGH
    return log if _stated(log) >= enough and not _ahead(log, body, sent_at) else None


def _visit(body: str, sent_at: datetime, names: Sequence[str]) -> tuple[int, int] | None:
    """(organisation, where it begins) if the head of `body` says that somebody was there."""
    if _NOT_YET.search(body):
        return None
    bare = _BARE.match(body)
    if bare is not None:
        whose = _whose(body[bare.end() :], names)
        return None if whose is None else (whose, bare.end())
    found = named(body[:LONGEST_HEAD], names)
    if not found:
        return None
    end = next(c.end for c in cut_clauses(body) if c.end >= found[0][1][1])
    inside = [place for place, span in found if span[0] < end]
    if len(set(inside)) > 1 or is_question(body[: end + 1]) or _MEANT.search(body[:end]):
        return None
    masked = _masked(body[:end], [span for _, span in found if span[1] <= end], sent_at)
    if _TITLE.match(masked):
        return inside[0], body.index("：" if "：" in body else ":") + 1
    there = _SENTENCE.match(masked) and not _PAPER.search(masked)
    return (inside[0], 0) if there else None


def _plainly(body: str, names: Sequence[str]) -> bool:
    """走访 and the organisation itself: one thing more makes it a log."""
    head = body[:LONGEST_HEAD]
    spans = [span for _, span in named(head, names) if span[1] <= len(head)]
    for start, end in reversed(spans):
        head = f"{head[:start]}\0{head[end:]}"
    return _PLAINLY.search(head) is not None


def _masked(head: str, names: Sequence[Span], sent_at: datetime) -> str:
    r"""The head without its times, its organisation one \0."""
    times = [s.span for s in read_deed(head, sent_at) if s.field is Field.TIME]
    for start, end in sorted([*names, *times], reverse=True):
        mark = "\0" if (start, end) in names else ""
        head = head[:start] + mark + head[end:]
    return head


def _whose(body: str, names: Sequence[str]) -> int | None:
    slot = _OF.search(body)
    said = {place for place, _ in named(slot["name"] if slot else body, names)}
    return said.pop() if len(said) == 1 else None


def _log(
    whose: int | None, text: str, body: str, parts: Sequence[Part], sent_at: datetime
) -> Log:
    deed = read_deed(_OF.sub(" ", body), sent_at)
    when, count = _value(deed, Field.TIME), _value(deed, Field.HEADCOUNT)
    place, theme = _value(deed, Field.PLACE), _value(deed, Field.THEME)
    return Log(
        whose,
        when if isinstance(when, When) else None,
        place.text if isinstance(place, Words) else None,
        count if isinstance(count, Count) else None,
        theme.text if isinstance(theme, Words) else None,
        _told(body),
        tuple(text[slice(*part.words)] for part in parts if part.kind == "impression"),
        tuple(text[slice(*part.words)] for part in parts if part.kind == "idea"),
    )


def _place(
    place: str | None, body: str, names: Sequence[str], sent_at: datetime
) -> str | None:
    """The place without what is the organisation's name: 屋顶小菜园, 趟巧手 of 去了趟巧手修理摊."""
    spans = [span for _, span in named(body, names)]
    start = body.find(place) if place else -1
    end = start + len(place or "")
    if not any(max(start, a) < min(end, b) for a, b in spans):
        return place
    for a, b in reversed(spans):
        body = body[:a] + _THERE + body[b:]
    other = _value(read_deed(body, sent_at), Field.PLACE)
    return other.text if isinstance(other, Words) and _THERE not in other.text else None


def _told(body: str) -> tuple[str, ...]:
    """What stands under 过程 or 内容; without such keys all of it."""
    under = values_of(read_slots(body), Field.CONTENT)
    spans = under or ((0, len(body)),)
    written = (body[slice(*span)].strip(_EDGE) for span in spans)
    return tuple(filter(None, written))


def _value(deed: Sequence[Stated], field: Field) -> object:
    return next((one.value for one in deed if one.field is field), None)


def _stated(log: Log) -> int:
    return sum(map(bool, (log.when, log.place, log.headcount, log.impressions, log.ideas)))


def _ahead(log: Log, body: str, sent_at: datetime) -> bool:
    """Whether it is about a day to come, and about no other."""
    named_times = [log.when] if log.when else [t.value for t in find_times(body, sent_at)]
    times = [when for when in named_times if isinstance(when, When)]
    return bool(times) and all(when.start > sent_at + _SOON for when in times)
