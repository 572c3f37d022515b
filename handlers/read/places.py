"""Where it was: place names as people write them, without the preposition."""

import re
from dataclasses import dataclass

from handlers import memory
from handlers.model.finding import Field, Stated, Words
from handlers.read.clauses import trim
from handlers.read.place_context import (
    BEFORE,
    EDGE,
    GOING,
    HEAD,
    INSIDE,
    LOOSE,
    PEOPLE_AFTER,
    RANGE,
    ROUTE,
    TOLD,
)
from handlers.read.place_words import HOME, MORE, NO_PLACE, find_tails
from handlers.read.template import read_slots, values_of

_TOO_SHORT = 2  # characters
_FOLLOWED = {
    "errand": -6.0,
    "owner": -3.0,
    "people": -2.5,
    "name": -2.5,
    "leave": -1.0,
    "host": 0.8,
}
_LED = 3.4  # points of a preposition or a time in front
LONGEST_NAME = 14  # characters a name may reach to the left of its first place word
_GAP = 7  # …and between two place words of one name
_IN_NAMES = frozenset("带看听送真太名人才天向")  # edges that also stand inside names
_AMID = re.compile("之间|中间")
_BARE = re.compile(r"(?:社区|小区|院子|村)[里内]?")
_WHOLE = frozenset({"广场", "公园", "花园", "操场", "礼堂", "食堂", "祠堂", "寺庙", "车站"})
_GENERIC = re.compile(
    r"胡同|巷子|小巷|河道|步道|楼道|门口|路口|操场|大厅|院子|楼下|楼顶|树下|车棚|花坛|草坪"
    r"|教室|食堂|厨房|超市|小店|店里|长桌"
)
_ENOUGH = 1.5
_LEAST = 0.0  # where nothing else is a place
_ALONG = re.compile(r"(?:陪|护送|带着|送)[^，,。；;！!\n]{1,20}$")
_ERRANDS = re.compile(
    r"(?:医院|卫生[院站]|服务中心|诊所|门诊|[药商书粮]店|超市|银行|邮局|[市商]场|菜场|早市|集市|营业厅|柜台)$"
)
_AROUND = 24  # characters in front of the end of a name
_OPEN = ((INSIDE, 0.3), (HOME, -1.5), (LOOSE, 0.0))  # points
_QUOTE = re.compile(r"[“「『][^”」』]{0,80}[”」』]|《[^》]{0,40}》")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text[start:end]` may be a place.  score: points for it."""

    start: int
    end: int
    score: float


def find_places(text: str) -> tuple[Stated, ...]:
    """Places of `text`, the likeliest first; spans as written, without 在, 到, 去."""
    given = values_of(read_slots(text), Field.PLACE)
    if given:
        return tuple(_stated(text, start, end) for start, end in given)
    scored = score_places(text)
    best = sorted((c for c in scored if c.score >= _ENOUGH), key=lambda c: -c.score)
    if not best:
        best = sorted(scored, key=lambda c: -c.score)[:1]
        best = [c for c in best if c.score >= _LEAST]
    return tuple(_stated(text, c.start, c.end) for c in best)


@memory.lately(8)  # rules and choices ask for the same text
def score_places(text: str) -> tuple[Candidate, ...]:
    """Every candidate of the rules with its points."""
    told = [m.span() for m in _QUOTE.finditer(text)]
    told += [m.span() for m in TOLD.finditer(text)]
    return tuple(_score(text, one, told) for one in _candidates(text))


def _stated(text: str, start: int, end: int) -> Stated:
    return Stated(Field.PLACE, Words(text[start:end]), (start, end))


def _candidates(text: str) -> list[Candidate]:
    """Routes, then runs of place words, then what follows 在 or 到 whatever it is called."""
    found = [Candidate(*m.span(1), 6.0) for m in ROUTE.finditer(text)]
    found += _apart(found, [_range(text, *m.span(1)) for m in RANGE.finditer(text)])
    named = [Candidate(s, e, _worth(text[s:e], lone=lone)) for s, e, lone in _runs(text)]
    found += _apart(found, [c for c in named if not _is_none(text, c)])
    for pattern, points in _OPEN:
        found += _apart(
            found, [Candidate(*m.span(1), points) for m in pattern.finditer(text)]
        )
    return [c for c in found if c.end - c.start > 1 and not _is_none(text, c)]


def _range(text: str, start: int, end: int) -> Candidate:
    """A到B, from where the name of A begins."""
    edges = [m.end() for m in EDGE.finditer(text, start, end) if m[0] != "到"]
    return Candidate(max([start, *edges]), end, 3.0)


def _apart(found: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    """Those of `more` that overlap none of `found`."""
    return [m for m in more if not any(c.start < m.end and m.start < c.end for c in found)]


def _is_none(text: str, candidate: Candidate) -> bool:
    return NO_PLACE.fullmatch(text, candidate.start, candidate.end) is not None


def _runs(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, whether a single character proves it) of every run of place words."""
    runs: list[tuple[int, int, bool]] = []
    for begin, end, none in find_tails(text):
        if none:
            continue
        if runs and _joins(text, runs[-1][1], begin):
            start, reached, lone = *runs.pop()[:2], False
        else:
            lone = end - begin == 1
            floor = runs[-1][1] if runs else 0
            start, reached = _reach_left(text, begin, floor, lone=lone), 0
        runs.append((start, max(reached, _reach_right(text, end)), lone))
    return runs


def _joins(text: str, end: int, start: int) -> bool:
    """Whether what lies between two place words is still part of one name."""
    if start <= end:
        return not (text[start] == "站" and text[end - 1] == "口")
    between = text[end:start]
    if len(between) > _GAP:
        return False
    if between[0] in "与和":
        both = text[end - 1] in "路街道" and "路" in text[start : start + 3]
        return both or _AMID.search(text, start, start + 6) is not None
    return not _edges(text, end, start)


def _edges(text: str, start: int, end: int) -> list[int]:
    """Where in start … end of `text` a name could begin, by what stands before."""
    found = EDGE.finditer(text, start, end + 2)  # what follows may make it no edge
    return [m.end() for m in found if m.end() <= end]


def _reach_left(text: str, start: int, floor: int, *, lone: bool) -> int:
    """Where the name that ends in the place word at `start` begins."""
    low = max(floor, start - LONGEST_NAME)
    edges = _edges(text, low, start)
    goes = [m.end() for m in GOING.finditer(text, max(floor, low - 2), start)]
    begins = sorted({low, *edges, *goes}, reverse=True)
    begin = begins[0]
    if low < begin == start and lone and text[start - 1] in _IN_NAMES:  # 玉带巷
        begin = begins[1]
    head = HEAD.match(text, begin, start)
    return head.end() if head else begin


def _reach_right(text: str, end: int) -> int:
    more = MORE.match(text, end)
    while more and more.end() > end:
        end = more.end()
        more = MORE.match(text, end)
    return end


def _worth(name: str, *, lone: bool) -> float:
    """Points of the name itself: a lone 路 or 园 proves little, 社区活动室 a lot."""
    if _BARE.fullmatch(name):
        return -3.0
    if name in _WHOLE:
        return -0.2
    if lone:
        return -1.0 if len(name) <= _TOO_SHORT else 0.2
    if _GENERIC.fullmatch(name):
        return -1.2
    return 1.0 if len(name) > 2 * _TOO_SHORT - 1 else 0.6


def _score(text: str, place: Candidate, told: list[tuple[int, int]]) -> Candidate:
    led = _left(text, place.start)
    score = place.score + led + _right(text, place.end)
    if led < _LED and text[place.end - 1] in "坊社":  # 我们手工坊: a name, not a room
        score -= 2.5
    score -= min(place.start, 200) / 150
    if any(start <= place.start < end for start, end in told):
        score -= 4
    start, end = trim(text, place.start, place.end, " 　,，。")
    return Candidate(start, end, score)


def _left(text: str, start: int) -> float:
    """Points for what leads to the name: a preposition, a time, the start of a clause."""
    before = text[max(0, start - 8) : start]
    return next((points for sign, points in BEFORE if sign.search(before)), 0.0)


def _right(text: str, end: int) -> float:
    """Points off where the name only tells whose people they are (社区居民, 学校的孩子),
    or where somebody had an errand (医院拿药) on which nobody was taken along (陪…去医院看病).
    """
    after = PEOPLE_AFTER.match(text, end)
    if after is None:
        return 0.0
    if after["errand"] and not is_errand(text, end):
        return 0.0
    return _FOLLOWED[after.lastgroup or ""]


def is_errand(text: str, end: int) -> bool:
    """Whether a name that ends there is of where somebody ran an errand for another.

    陪老人去医院看病 is done there, and together.
    """
    after = PEOPLE_AFTER.match(text, end)
    if after is None or after["errand"] is None:
        return False
    before = text[max(0, end - _AROUND) : end]
    return _ERRANDS.search(before) is not None and _ALONG.search(before) is None
