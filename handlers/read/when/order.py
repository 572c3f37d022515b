"""Which of several times of a note is the activity's: the likelier ones first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from handlers.model.finding import Field, Precision, Span, Stated, When
from handlers.read.when.grammar import FEASTS
from handlers.read.when.phrases import read_phrases
from handlers.read.when.reckon import when_of

_WEEK: Final = timedelta(7)
_SOON: Final = timedelta(15)  # a report of a feast comes so early at most
_SIGHT: Final = 24  # characters before a time that may say what it is the time of
_WEEKDAY: Final = re.compile(r"(?:周|週|星期|礼拜|禮拜)[一二三四五六日天1-6]")
_NUMBER: Final = re.compile(r"[\d一二三四五六七八九十廿]{1,3}[日号號]")
_FEAST: Final = re.compile(rf"(?:{FEASTS})节?")
_OPENS: Final = "“「『‘"
_CLOSES: Final = "”」』’"
_TELLING: Final = re.compile(
    r"\W?(?:[就再来先才刚]|给大家|[跟向]\w{1,3}|太[困累忙]){0,2}"
    r"(?:汇报|补[报记发写]|[没忘]\w?[写发报记]|报一|说一?[下个])"
)
_ASIDE: Final = re.compile(
    r"(?:(?:下一?[次回站期场]|预告|上一?[次回期场]|自从|打从|早在|想起|记得)[^。！!？?；;，,\n]{0,10}"
    r"|(?:原定|原本|本来|截[止至])[^。！!？?；;，,\n]{0,3}|(?<!\w)原[:：\s]{1,2})$"
)
_OFFICE: Final = re.compile(
    r"(?:(?:填[表报写]|记录|登记|上报|报送|提交|录入|归档|制表|审核|打印|发[布稿]|[投撰截]稿|报名|公[示告])"
    r"(?:时间|日期|[期日])[】\])）」]?[:：｜|\s]{0,3}|编号[:：\s]{1,3}|[周月][报记]\s?[（(]|[小总]结\s?[（(])$"
)  # when it was written down, or what was asked for
_PLANNED: Final = re.compile(
    r"(?:预计|计划|打算|拟|将|[说约讲]好|通知[上里]?[说写]的?是?)[^。！!？?；;，,\n]{0,10}$"
)
_DEADLINE: Final = re.compile(r"(?:之|以)?前(?!往|去|来)|截止|为止")


@dataclass(frozen=True, slots=True)
class _Telling:
    """What the times are told in.  past: in a report."""

    text: str
    sent_at: datetime
    past: bool

    def fits(self, time: "_Time") -> bool:
        return (time.when.start <= self.sent_at) is self.past


@dataclass(frozen=True, slots=True)
class _Time:
    """A time and where it stands."""

    when: When
    span: Span

    def on(self, day: date) -> "_Time":
        shift = day - self.when.start.date()
        end = self.when.end and self.when.end + shift
        return replace(
            self, when=replace(self.when, start=self.when.start + shift, end=end)
        )


def likeliest_first(
    text: str, times: Sequence[Stated], sent_at: datetime, *, past: bool
) -> list[Stated]:
    """A report's time lies behind, an announcement's ahead; what is told aside comes last."""
    telling = _Telling(text, sent_at, past)
    told = [_Time(one.value, one.span) for one in times if isinstance(one.value, When)]
    found = [_in_tense(telling, one) for one in told]
    if past and found and not any(telling.fits(one) for one in found):
        found = [*_parts_of_today(telling), *found]
    if past:  # 明天谁有车 tells nothing of what has been
        found = [one for one in found if one.when.start.date() <= sent_at.date()]
    likely = sorted(found, key=lambda one: _unlikely(telling, one, found))
    return [Stated(Field.TIME, one.when, one.span) for one in _exact_first(likely)]


def _in_tense(telling: _Telling, one: _Time) -> _Time:
    """周六 of a report is the last, of an announcement the next; a feast ahead is today."""
    if telling.fits(one):
        return one
    text, span = telling.text, one.span
    day, sign = one.when.start.date(), -1 if telling.past else 1
    if _WEEKDAY.match(text, *span):
        return one.on(day + sign * _WEEK)
    if _NUMBER.match(text, *span):
        return one.on(_month_on(day, sign))
    soon = one.when.start < telling.sent_at + _SOON
    if telling.past and soon and _FEAST.match(text, *span):
        return one.on(telling.sent_at.date())
    return one


def _month_on(day: date, sign: int) -> date:
    """The same number a month on or back; the day itself where that month is too short."""
    months = day.year * 12 + day.month - 1 + sign
    try:
        return day.replace(year=months // 12, month=months % 12 + 1)
    except ValueError:
        return day


def _parts_of_today(telling: _Telling) -> Iterable[_Time]:
    """妇女节提前过，下午…: where every day said is still to come, 下午 is today's."""
    for phrase in read_phrases(telling.text, telling.sent_at):
        if phrase.since.part is not None and phrase.since.day is None:
            yield _Time(when_of(phrase, telling.sent_at), (phrase.start, phrase.stop))


def _unlikely(
    telling: _Telling, one: _Time, among: Sequence[_Time]
) -> tuple[bool, bool, bool, bool]:
    return (
        not telling.fits(one),
        _is_quoted(telling.text, one.span),
        _is_aside(telling, one.span),
        one.when.precision is Precision.DAY
        and any(_holds(a.when, one.when) for a in among),
    )


def _exact_first(found: list[_Time]) -> list[_Time]:
    """周六包粽子…（6月21日 14:00）: of one day the hour counts."""
    first = found[0].when if found else None
    if first and first.precision is Precision.DAY and first.end is None:
        found.sort(key=lambda one: not _is_exact(one.when, first.start.date()))
    return found


def _is_exact(when: When, day: date) -> bool:
    return when.precision is Precision.MINUTE and when.start.date() == day


def _is_quoted(text: str, span: Span) -> bool:
    """Inside quotation marks: somebody's words, or a name."""
    opened = max(text.rfind(sign, 0, span[0]) for sign in _OPENS)
    return opened > max(text.rfind(sign, 0, span[0]) for sign in _CLOSES)


def _is_aside(telling: _Telling, span: Span) -> bool:
    """下次…, 原定…, 今天汇报…, 5月9日前报名: the time of something else."""
    text, (start, stop) = telling.text, span
    before = text[max(start - _SIGHT, 0) : start]
    if _ASIDE.search(before) or _OFFICE.search(before):
        return True
    if telling.past and _PLANNED.search(before):
        return True
    return bool(_TELLING.match(text, stop) or _DEADLINE.match(text, stop))


def _holds(whole: When, one: When) -> bool:
    """今日落幕 is the last of 8月3日至5日."""
    if whole.precision is not Precision.DAY or whole.end is None:
        return False
    return whole.start < one.start <= whole.end
