"""Hours told apart from their day, and those that end it: 5月9日…8点到齐，11点结束."""

import re
from dataclasses import replace
from typing import Final

from handlers.read.when.phrases import Moment, Phrase

_REACH: Final = 16
_BESIDE: Final = 3
_ADOPTS: Final = 80  # characters from a day to the hour told later in the story
_GATHERING: Final = 150  # minutes from the gathering to the activity, at most
_OVER: Final = (
    r"(?:结束|签退|(?<![分扩疏])散(?:[场会了去伙席]|(?![步打文发心落布]))|收[工摊队官场]|完[事活工毕]|撤|下课|返程|返回|返校|回程|离[开岗场]|才走|才收"
    r"|解散|打烊|闭[幕馆诊场]|落幕|谢幕|关门|截止)"
)
_SAYS: Final = r"[】\])）」:：→|｜\s]"
_ENDS: Final = re.compile(
    rf"[，,（( \u3000]{{0,2}}[^\W\d_点到站至]{{0,6}}(?:{_OVER}|[收止](?!\w))"
    rf"(?!(?:时间|时刻)?{_SAYS}{{1,4}}\d{{1,2}}[:：点时])"
)
_DONE: Final = re.compile(
    r"(?!\w{0,4}(?:开始|出发|集合))[^\W\d_点到站至]{1,6}完(?![成了]?[饭早餐])|[^\W\d_点到站至]{0,4}(?:回来|到家)(?![再又])"
)
_UNTIL: Final = re.compile(
    rf"(?:(?<![推提调延改挪移前])[到至]了?\s?|(?:{_OVER}|终点|[讫止])(?:时间|时刻|的?时候)?[是为在]?{_SAYS}{{0,4}})$"
)
_LABEL: Final = re.compile(
    rf"(?:^|[\n\s|，,。；;])[^\w\n]{{0,6}}(?P<label>[^\W\d_](?:[\u3000 ]?[^\W\d_]){{0,5}}){_SAYS}{{1,4}}$"
)
_LINE_ENDS: Final = re.compile(r"\s*(?:[\n|（(]|$)")
_GATHERS: Final = re.compile(r"集\s?合|点名|清点|到[齐岗]|报到|签到|候场|化妆|上车|接人")
_BEGINS: Final = re.compile(
    r"[^。！!？?\n\d点，,]{0,4}(?:开始|开[场讲演幕课工赛会船拍锣唱展]|出发|发车)"
)
_SIGHT: Final = 12  # characters in which the sense of an hour is said


def gather_hours(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """The phrases that have a day, with the hours told elsewhere; else the hours alone."""
    told: list[Phrase] = []
    before: Phrase | None = None
    for phrase in phrases:
        if phrase.since.day is not None:
            _place_day(text, told, phrase)
        elif phrase.since.clock is not None:
            _place_hours(text, told, phrase, before)
        if phrase.since.clock is not None:
            before = phrase
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


def _place_hours(
    text: str, told: list[Phrase], hours: Phrase, before: Phrase | None
) -> None:
    """The first hours are the day's, a last one ends it, another part begins anew."""
    ending = _is_end(text, hours, before)
    if not told:
        if not ending:
            told.append(hours)
    elif ending:
        if told[-1].since.clock is not None and told[-1].until is None:
            told[-1] = replace(told[-1], until=hours.since)
    else:
        _place_beginning(text, told, hours, before)


def _place_beginning(
    text: str, told: list[Phrase], hours: Phrase, before: Phrase | None
) -> None:
    last, part = told[-1], hours.since.part
    other_part = None not in (part, last.since.part) and part != last.since.part
    if last.since.clock is None and not other_part:
        near = hours.until is not None or hours.start - last.stop <= _ADOPTS
        if last.until is None and near:
            told[-1] = _adopt(last, hours)
    elif before is not None and last.until is None and _begins(text, before, hours):
        told[-1] = _adopt(last, hours)
    elif part is not None:
        told.append(replace(hours, since=replace(hours.since, day=last.since.day)))


def _is_end(text: str, hours: Phrase, before: Phrase | None) -> bool:
    """11点结束; 收工：16:00; of two hours of a form the second, if it begins nothing."""
    if hours.until is not None:
        return False
    ahead = text[max(hours.start - _REACH, 0) : hours.start]
    if _UNTIL.search(ahead) or _ENDS.match(text, hours.stop):
        return True
    if before is None:
        return False
    if _DONE.match(text, hours.stop):
        return True
    label = _label(text, hours)
    if label is None or hours.since.part or _label(text, before) is None:
        return False
    fresh = _BEGINS.match(label) or _GATHERS.search(label)
    return not fresh and _LINE_ENDS.match(text, hours.stop) is not None


def _label(text: str, hours: Phrase) -> str | None:
    """收工 of 收工：16:00."""
    found = _LABEL.search(text[max(hours.start - _REACH, 0) : hours.start])
    return found and found["label"]


def _begins(text: str, gathering: Phrase, hours: Phrase) -> bool:
    """集合：8:00 … 8:30—15:00, 7:20点名，8:00发车: the activity begins with the later."""
    if not 0 < _minute(hours) - _minute(gathering) <= _GATHERING:
        return False
    around = text[max(gathering.start - _SIGHT // 2, 0) : gathering.stop + _SIGHT]
    if not _GATHERS.search(around):
        return False
    if hours.until is not None or _BEGINS.match(text, hours.stop):
        return True
    label = _label(text, hours)
    return label is not None and _BEGINS.match(label) is not None


def _minute(hours: Phrase) -> int:
    return hours.since.clock.minute if hours.since.clock else 0


def _adopt(day: Phrase, hours: Phrase) -> Phrase:
    since = Moment(day.since.day, hours.since.part or day.since.part, hours.since.clock)
    stop = hours.stop if hours.start - day.stop <= _REACH else day.stop
    return replace(day, since=since, until=hours.until, stop=stop)
