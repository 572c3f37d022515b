"""What the phrases of a note come to: corrections made, themes left out, hours to days."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from handlers.read.when.days import Rank
from handlers.read.when.phrases import Moment, Phrase

_CORRECTS: Final = re.compile(
    r"不对|错了|更正|应该是|应是|[说写记打]错|(?:推迟到|提前到|改[为到在成])$"
)
_NOT_BUT: Final = re.compile(r"[,，]?\s?而?应?该?是")
_REACH: Final = 16
_BESIDE: Final = 3
_ADOPTS: Final = 80  # characters from a day to the hour told later in the story
_ENDS: Final = re.compile(
    r"[^。！!？?\n\d]{0,6}(?:结束|签退|散[场会了去]|收工|收摊|完[事活]|撤|下课|返程|返回|离开|才走|才收)"
)
_UNTIL: Final = re.compile(r"[到至]了?\s?$")
_THEME: Final = re.compile(
    r"节?(?:将至|来临|快到|到来|前夕|[前后]|刚过|过后|假期|期间|主题|系列|临近)"
)
_THAT_DAY: Final = re.compile(r"节?[那当][天日]")
_NEAR_FEAST: Final = timedelta(15)
_HISTORY: Final = timedelta(730)


def settle(text: str, phrases: list[Phrase], sent: date) -> list[Phrase]:
    """The phrases that tell when the activities of the note took place."""
    stated = [phrase for phrase in phrases if phrase.period is None]
    told = _gather(text, _leave_themes(text, _correct(text, stated), sent))
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
    return replace(new, since=since, until=until)


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
    near = day is not None and abs(day.first - sent) <= _NEAR_FEAST
    return near and not _THEME.match(text, feast.stop)


def _gather(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Hours told apart from their day go to it: 5月9日…大家8点到齐，11点结束."""
    told: list[Phrase] = []
    for phrase in phrases:
        if phrase.since.day is not None:
            _place_day(text, told, phrase)
        elif phrase.since.clock is not None:
            _place_hours(text, told, phrase)
    lone = [phrase for phrase in phrases if phrase.since.part is not None]
    return told or lone[:1]


def _place_day(text: str, told: list[Phrase], day: Phrase) -> None:
    """9:00-11:00（5月9日）: a day right behind its hours is theirs."""
    if told and told[-1].since.day is None and day.since.clock is None:
        gap = text[told[-1].stop : day.start]
        if len(gap) <= _BESIDE or "日期" in gap[-_REACH:]:
            since = replace(told[-1].since, day=day.since.day)
            told[-1] = replace(told[-1], since=since, stop=day.stop)
            return
    told.append(day)


def _place_hours(text: str, told: list[Phrase], hours: Phrase) -> None:
    """The first hours are the day's, a last one ends it, another part begins anew."""
    ending = _is_end(text, hours)
    if not told:
        if not ending:
            told.append(hours)
        return
    last = told[-1]
    part = hours.since.part
    other_part = None not in (part, last.since.part) and part != last.since.part
    if ending:
        if last.since.clock is not None and last.until is None:
            told[-1] = replace(last, until=hours.since)
    elif last.since.clock is None and not other_part:
        near = hours.until is not None or hours.start - last.stop <= _ADOPTS
        if last.until is None and near:
            told[-1] = _adopt(last, hours)
    elif part is not None:
        told.append(replace(hours, since=replace(hours.since, day=last.since.day)))


def _is_end(text: str, hours: Phrase) -> bool:
    if hours.until is not None:
        return False
    before = text[max(hours.start - 3, 0) : hours.start]
    return bool(_UNTIL.search(before) or _ENDS.match(text, hours.stop))


def _adopt(day: Phrase, hours: Phrase) -> Phrase:
    since = replace(hours.since, day=day.since.day, part=hours.since.part or day.since.part)
    stop = hours.stop if hours.start - day.stop <= _REACH else day.stop
    return replace(day, since=since, until=hours.until, stop=stop)
