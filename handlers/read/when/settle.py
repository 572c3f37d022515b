"""What the phrases of a note come to: corrections made, themes left out, hours to days."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from handlers.read.when.days import Day, Rank
from handlers.read.when.hours import gather_hours
from handlers.read.when.phrases import Moment, Phrase

_CORRECTS: Final = re.compile(
    r"不对|错了|更正|应该是|应是|[说写记打]错|(?:(?:推迟|提前|[推挪移调延提改])[到至]|改[为在成]?)$"
)
_NOT_BUT: Final = re.compile(r"[,，]?\s?而?应?该?是")
_REACH: Final = 16
_THEME: Final = re.compile(
    r"节?(?:将至|来临|快到|到来|前夕|[前后]|刚过|过后|假期|期间|主题|系列|临近)"
)
_THAT_DAY: Final = re.compile(r"节?[那当][天日]")
_WEEK: Final = timedelta(7)
_SUNDAY: Final = 6
_WEEKEND: Final = timedelta(2)
_LAST_WEEK: Final = re.compile(r"(?<!上)上个?(?:周|週|星期|礼拜|禮拜)")
_NEAR_FEAST: Final = timedelta(15)
_CALLED: Final = re.compile(
    r"[残书锋念境者防]日|粥"
)  # kept for weeks, or cooked before and after
_NEXT_DAY: Final = timedelta(1)
_HISTORY: Final = timedelta(730)


def settle(text: str, phrases: list[Phrase], sent: date) -> list[Phrase]:
    """The phrases that tell when the activities of the note took place."""
    stated = [phrase for phrase in phrases if phrase.period is None]
    stated = _correct(text, stated)
    told = gather_hours(text, _leave_themes(text, stated, sent))
    for phrase in told:
        _recall_week(text, phrase, sent)
    recent = [
        phrase
        for phrase in told
        if phrase.since.day is None or abs(phrase.since.day.first - sent) <= _HISTORY
    ]
    return recent or told


def _correct(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """24日，不对是25日: the later word counts, for what it says."""
    kept: list[Phrase] = []
    for phrase in phrases:
        taken_back = kept and _takes_back(text, kept[-1], phrase)
        kept.append(_corrected(kept.pop(), phrase) if taken_back else phrase)
    return kept


def _takes_back(text: str, old: Phrase, new: Phrase) -> bool:
    gap = text[old.stop : new.start]
    if len(gap) > _REACH or "\n" in gap:
        return False
    if text[max(old.start - 2, 0) : old.start] == "不是" and _NOT_BUT.fullmatch(gap):
        return True
    return _CORRECTS.search(gap) is not None


def _corrected(old: Phrase, new: Phrase) -> Phrase:
    since = Moment(
        new.since.day or old.since.day,
        new.since.part or old.since.part,
        new.since.clock or old.since.clock,
    )
    until = new.until or (old.until if new.since.clock is None else None)
    start = old.start if new.since.day is None else new.start
    return replace(new, start=start, since=since, until=until)


def _recall_week(text: str, phrase: Phrase, sent: date) -> None:
    """上周六, told on a Sunday, was yesterday; but 上周三 was eleven days ago."""
    day = phrase.since.day
    if day is None or day.rank is not Rank.WEEKDAY or day.last is not None:
        return
    near = day.first + _WEEK
    ago = sent - near
    weekend = ago <= _WEEKEND if sent.weekday() == _SUNDAY else ago == timedelta(1)
    if weekend and near < sent and _LAST_WEEK.search(text, phrase.start, phrase.stop):
        phrase.since.day = Day(near, Rank.WEEKDAY)


def _leave_themes(text: str, phrases: list[Phrase], sent: date) -> list[Phrase]:
    """A feast dates the activity only where no other day does, and where it is near."""
    days = [phrase.since.day for phrase in phrases if phrase.since.day]
    if any(day.rank is Rank.EXPLICIT for day in days):
        phrases = [phrase for phrase in phrases if not _is_weekend(phrase)]
    if any(day.rank is not Rank.FEAST for day in days):
        return [phrase for phrase in phrases if not _is_feast(phrase)]
    return [
        phrase for phrase in phrases if not _is_feast(phrase) or _dates(text, phrase, sent)
    ]


def _is_feast(phrase: Phrase) -> bool:
    return phrase.since.day is not None and phrase.since.day.rank is Rank.FEAST


def _is_weekend(phrase: Phrase) -> bool:
    """下周末去参观，11月24日出发: the weekend only announces the day."""
    return phrase.since.day is not None and phrase.since.day.last is not None


def _dates(text: str, feast: Phrase, sent: date) -> bool:
    if feast.since.part or feast.since.clock or _THAT_DAY.match(text, feast.stop):
        return True
    day = feast.since.day
    reach = _NEXT_DAY if _CALLED.search(text[feast.start : feast.stop + 1]) else _NEAR_FEAST
    near = day is not None and abs(day.first - sent) <= reach
    return near and not _THEME.match(text, feast.stop)
