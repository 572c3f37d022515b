"""Words that replace earlier ones: 不是20是25, 写错了 应该是二楼 (R6)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.model.finding import Field, Stated, Value, When
from handlers.model.seen import Shows
from handlers.read.clauses import cut_clauses
from handlers.read.counts import find_counts
from handlers.read.dates import find_times
from handlers.read.meant import Meant, read_meant
from handlers.read.phrase import count_phrase, place_phrase
from handlers.read.questions import is_question

LONGEST = 120  # a longer message is a report that may correct itself
_GATE = re.compile(
    "不是|错|不对|更正|纠正|订正|岔|[多少漏][算数写报记]|数漏|改[成为到一]|应该?[是为]"
)
_NOT_BUT = re.compile(
    r"不是(?P<was>[^，,。；;！!？?\s]{1,14}?)[，,；;\s]*(?:而|应该|应)"
    r"?[是为](?P<now>[^，,。；;！!？?\s]{1,24})"
)
_BUT_NOT = re.compile(
    r"(?:^|[\s，,。；;：:！!]|应该?)是(?P<now>[^，,。；;！!？?\s]{1,24}?)"
    r"[，,；;\s]*(?:并?不是|而不是)"
    r"(?P<was>[^，,。；;！!？?\s]{1,14})"
)
_OPENING = re.compile(  # whom it is said to, and that it mends
    r"\s*(?:@\S+\s+)?(?:[^，,。；;：:！!？?\s]{1,5}[，,：:！!\s]+)?"
)
_RATHER = re.compile(  # 周六那次是9个人，不是8个; 今天来了9个人，不是8个
    r"(?P<now>[^，,。；;：:！!？?\s]{2,40}?)[，,；;\s]*(?:并?不是|而不是)"
    r"(?P<was>[^，,。；;：:！!？?\s]{1,14})"
)
_CUE = re.compile(
    r"(?:[写说打记数弄搞发报填算看讲]|人数|地点|时间|日期)错(?:了)?|错了|更正(?:一下)"
    r"?|纠正(?:一下)?|订正(?:一下)?|"
    r"(?:^|[\s，,。；;！!])(?:[哦噢啊]?不对)(?=[\s，,。；;！!是应了])|数岔了?|数漏了?|"
    r"[多少漏][算数写报记]了?[^，,。；;\s]{0,6}|改(?:一下|成|为|到)"
)
_SHOULD = re.compile(r"应该?[是为]")
_LINK = re.compile(
    r"[\s，,。；;：:！!~了的]*(?:(?:上面|刚才|前面|人数|地点|时间|日期|地方)\s*)"
    r"*(?:应该?|实际上?|其实|正确的?)?[是为]?[\s：:]*"
)
_SHEET = re.compile(
    r"(?:以|按|按照|照|依|听)(?:着)?(?:签到|记录)?(?:表|簿|本子?|册)(?:上|里)?(?:的)"
    r"?(?:为准|来|算|数|写|走|那个)?"
    r"|(?:签到|记录)(?:表|簿|本|册)(?:上|里)?(?:的|那个)?(?:为准|[是才]?对的?|没错|准|是准的)"
)
_NO_SHEET = re.compile("不[要能]?以|别按|不按|怎么|填|签到表格式|签名|要求|打印")
_YES = re.compile(
    r"(?:(?:对+|没错|没问题|是的|是滴|正确|确认|准确|嗯+|不错|是这样|就是这样|就这个|"
    r"可以|好的?|哦)(?:的|了|啊|呀|哈|啦|呢)*"
    r"[\s，,。！!~～]*){1,3}(?:(?:就是|是|就)[^，,。！!？?\s不]{0,12})?[\s。！!~～👌👍]*"
)
_SURE = re.compile("对|没错|没问题|是[的滴这]|正确|确认|准确|就这个|嗯")


@dataclass(frozen=True, slots=True)
class Correction:
    """stated: what holds now.  was: the values it replaces, where they were named.

    meant: which record the words point at; None where they do not.
    """

    stated: tuple[Stated, ...]
    was: tuple[Value, ...]
    meant: Meant | None = None


def read_correction(text: str, sent_at: datetime) -> Correction | None:
    """The fact that `text` puts right; None unless it clearly mends a count, time or place."""
    if len(text) > LONGEST or not _GATE.search(text) or is_question(text):
        return None
    for pattern in (_BUT_NOT, _NOT_BUT):
        for match in pattern.finditer(text):
            now = tuple(_typed(text, *match.span("now"), sent_at))
            was = tuple(_typed(text, *match.span("was"), sent_at))
            if now and was and now[0].field is was[0].field:
                meant = _meant(text, match.start(), sent_at)
                return Correction(now, tuple(stated.value for stated in was), meant)
    return _rather(text, sent_at) or _after_cue(text, sent_at)


def defers_to_sheet(text: str) -> bool:
    """以签到表为准: the sheet is right, not the number that was typed."""
    if len(text) > LONGEST:
        return False
    return _SHEET.search(text) is not None and not (
        _NO_SHEET.search(text) or is_question(text)
    )


def sheet_named(text: str) -> Shows | None:
    """Which of the sheets is declared right; None where it is just the sheet."""
    declared = _SHEET.search(text)
    named = {"签到": Shows.SIGNIN, "记录": Shows.RECORD}
    found = (shows for word, shows in named.items() if declared and word in declared[0])
    return next(found, None)


def confirms(text: str) -> bool:
    """对, 没错, 是的 就是25: what the bot said is right."""
    return _SURE.search(text) is not None and _YES.fullmatch(text.strip()) is not None


def _rather(text: str, sent_at: datetime) -> Correction | None:
    """What stands before 不是, if before it nothing but the record is named.

    No time: 今天是周一，不是周日 is said of the day itself.
    """
    for match in (m for start in _starts(text) if (m := _RATHER.match(text, start))):
        was = tuple(_typed(text, *match.span("was"), sent_at))
        for now in _values(text, *match.span("now"), sent_at):
            alike = was and was[0].field is now.field is not Field.TIME
            bare = alike and was[0].span[0] <= match.start("was") + 1
            if bare and read_meant(text[match.start() : now.span[0]], sent_at):
                meant = _meant(text, now.span[0], sent_at)
                return Correction((now,), (was[0].value,), meant)
    return None


def _values(text: str, start: int, end: int, sent_at: datetime) -> Iterator[Stated]:
    """The value behind each 是 in start … end of `text`, and the number that stands there."""
    for verb in re.finditer("是", text[start:end]):
        yield from _typed(text, start + verb.end(), end, sent_at)
    if counted := _counted(text, start, end):
        yield counted


def _meant(text: str, end: int, sent_at: datetime) -> Meant | None:
    """Which record the words before `end` point at, if they say nothing else."""
    found = (read_meant(text[start:end], sent_at) for start in _starts(text))
    return next((one for one in found if one and one.that), None)


def _starts(text: str) -> Sequence[int]:
    """Where what is mended may begin: at once, or behind 王姐， and the like."""
    opened = _OPENING.match(text)
    return sorted({0, opened.end() if opened else 0})


def _after_cue(text: str, sent_at: datetime) -> Correction | None:
    """The value behind the last 错了, 更正, 改成; 应该是 alone is a guess."""
    cues = list(_CUE.finditer(text))
    if not cues:
        return None
    should = _SHOULD.search(text)
    begins = [cue.end() for cue in reversed(cues)] + ([should.end()] if should else [])
    for begin in begins:
        link = _LINK.match(text, begin)
        stated = tuple(_typed(text, link.end() if link else begin, len(text), sent_at))
        if stated:
            return Correction(stated, (), _meant(text, cues[0].start(), sent_at))
    return None


def _typed(text: str, start: int, end: int, sent_at: datetime) -> Iterator[Stated]:
    """The count, time or place with which start … end of `text` begins."""
    for clause in cut_clauses(text[start:end])[:1]:
        low, high = start + clause.start, start + clause.end
        found = count_phrase(text, low, high) or _counted(text, low, high)
        found = found or _timed(text, low, high, sent_at) or place_phrase(text, low, high)
        if found:
            yield found


def _counted(text: str, start: int, end: int) -> Stated | None:
    found = find_counts(text[start:end])
    return found[0].moved(start) if found else None


def _timed(text: str, start: int, end: int, sent_at: datetime) -> Stated | None:
    found = find_times(text[start:end], sent_at)
    if found and found[0].span[0] == 0 and isinstance(found[0].value, When):
        return found[0].moved(start)
    return None
