"""Names of people who took part, one by one, as written."""

import re
from collections.abc import Iterator

from handlers import memory
from handlers.model.finding import Field, Span, Stated, Words
from handlers.read.clauses import STOPS
from handlers.read.names import (
    ACTOR,
    CALLED,
    COMMON,
    FULL,
    HONORIFIC,
    KEYED,
    LINE,
    NICK,
    NO_NAME,
    PAIR,
    ROLED,
    SAYING,
    SHORT_NAME,
    SURNAMES,
)
from handlers.read.template import read_slots, values_of

LONGEST_NAME = 4  # characters
_NUMERALS = "二三四五六七八九十两几"  # 屈瑞四位
_OWNED = re.compile("[他她]")  # 阿荣他爸
_SPLIT = re.compile(r"(?:[、,，\s和与及]|[（(][^（()）\n]*[）)])+|以及")
_NO_END = re.compile(rf"[^{SURNAMES}].*[友员众队组户班人会们者生师长工]$")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_ET_AL = re.compile(r"等|共|[\d一二三四五六七八九十两几]+[人位名个]")
_FIRST = rf"[老小大阿{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_TWO = rf"{_FIRST}[、\s和]+{_FIRST}(?:[、\s,，。）)和]|$|兄弟|姐妹)"  # names side by side
_KIN = re.compile(r"(?:兄弟|姐妹|夫妻|夫妇|两口子|母女|父子|母子)俩?$")
_LISTED = re.compile(
    r"(?:(?:今天|这次|本次|一共|共)?(?:去|来|参加|到场?|出席|干活|值班|帮忙)的(?:人)?(?:有|是)"
    r"|(?:参加|参会|到场|值守|服务)(?:人员|的人|者)?(?:[：:]|有)|(?:志愿者|队员|成员|义工"
    r"|名单)(?:有|[：:])"
    r"|(?:张罗|掌勺|放映|主厨|带队|值班|值岗|领头|牵头|跑腿|执勤)(?:员|人|的)?(?:还是|是|有|[：:]))\s*"
    rf"|(?:(?<![没还])有|[俩三四五六七八九十两\d][个位名]人?[：:\s（(]+)(?={_TWO})"
)
_CHAIN = re.compile(
    rf"(?:[{SURNAMES}][\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,2}}(?:{HONORIFIC})"
    rf"|[\u4e00-\u9fff]{{2}})"
    rf"(?:[、](?:[\u4e00-\u9fff]{{2,3}}(?:(?![\u4e00-\u9fff]{{3}})|(?=[{_NUMERALS}][位人名])))"
    rf"|[、,，和]?[\u4e00-\u9fff]{{1,2}}(?:{HONORIFIC})){{2,20}}"
)
_DUTY = re.compile(
    rf"(?:组织者?|(?:带队|授课|指导|主讲)老师|负责人|记录人?|领队|带队|总结(?:上传)?|拍照|主讲|主持|签到|摄影|召集人"
    rf"|传照片)(?:和总结)?(?:的?是|由|[：:])?\s*"
    rf"((?:[{SURNAMES}][\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,2}}(?:{HONORIFIC})))(?=$"
    rf"|[，,。；;\s])"
)
_VISITED = re.compile("家(?![人长属委庭])|屋企")
_COUNTED = re.compile(r"[\d一二两三四五六七八九十几多来余][位名个]")


@memory.lately(8)  # hints and choices ask for the same text
def find_attendees(text: str) -> tuple[Stated, ...]:
    """Each person named once, where the name stands first."""
    seen: dict[str, Span] = {}
    for start, end in sorted(_names(text), key=lambda span: (span[0], -span[1])):
        covered = any(start < stop and begin < end for begin, stop in seen.values())
        if not covered and not _no_name(text, start, end):
            seen.setdefault(text[start:end], (start, end))
    return tuple(Stated(Field.ATTENDEES, Words(name), span) for name, span in seen.items())


def _no_name(text: str, start: int, end: int) -> bool:
    """12位阿姨 are a number of people, 莫婆婆家 is where they went, 《穆桂英》 a play."""
    counted = _COUNTED.search(text, max(0, start - 1), start + 1) is not None
    titled = text.rfind("《", 0, start) > text.rfind("》", 0, start)
    visited = _VISITED.match(text, end) is not None
    return counted or titled or visited or NO_NAME.match(text, start, end) is not None


def _names(text: str) -> Iterator[Span]:
    for start, end in values_of(read_slots(text), Field.ATTENDEES):
        yield from _listed(text, start, end)
    for key in _LISTED.finditer(text):
        stops = STOPS + ")）" * (text[key.end() - 1] in "（(")
        stop = next((i for i in range(key.end(), len(text)) if text[i] in stops), len(text))
        yield from _listed(text, key.end(), min(stop, key.end() + 120))
    for chain in _CHAIN.finditer(text):
        yield from _chained(text, *chain.span())
    for pattern in (_DUTY, FULL, CALLED, NICK, ACTOR):
        yield from (match.span(1) for match in pattern.finditer(text))
    for pair in PAIR.finditer(text):
        yield from (pair.span(1), pair.span(2))
    for pattern in (ROLED, KEYED, LINE) if "\n" in text else (ROLED,):
        yield from (match.span(1) for match in pattern.finditer(text))
    for pattern in (SHORT_NAME, COMMON, SAYING):
        yield from (match.span(match.lastindex or 0) for match in pattern.finditer(text))


def _listed(text: str, start: int, end: int) -> Iterator[Span]:
    """Names after an explicit key: anything of two to four characters is one."""
    for begin, stop in _pieces(text, start, end):
        more = _ET_AL.search(text, begin, stop) or _KIN.search(text[:stop], begin)
        last = more.start() if more else stop
        if not _NAME.fullmatch(text, begin, last):
            return
        name = text[begin:last]
        if not (NO_NAME.match(name) or _OWNED.search(name) or _NO_END.match(name)):
            yield begin, last
        if more:
            return


def _chained(text: str, start: int, end: int) -> Iterator[Span]:
    """A run with 、 is one of names if half of it begins with a family name."""
    pieces = [p for p in _pieces(text, start, end) if 0 < p[1] - p[0] <= LONGEST_NAME]
    pieces = [p for p in pieces if not _OWNED.search(text, *p)]
    named = [p for p in pieces if text[p[0]] in SURNAMES or text[p[0]] in "老小阿"]
    if len(pieces) > 1 and 2 * len(named) >= len(pieces):
        yield from ((low, high - (text[high - 1] in _NUMERALS)) for low, high in pieces)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    for gap in _SPLIT.finditer(text, start, end):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    yield start, end
