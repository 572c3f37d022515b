"""What the value of a slot looks like, whatever its key: a time, a place, people, what was said."""

import re

from handlers.model.finding import Field
from handlers.read.feedback_words import TELLING
from handlers.read.names import HONORIFIC, SURNAMES
from handlers.read.place_words import find_tails

NUMERAL = "[0-9０-９一二三四五六七八九十百两几]"
CLOCK = re.compile(
    rf"{NUMERAL}{{1,4}}\s?(?:[点月日号时:：年]|[./／\-–—~～至到]\s?[0-9０-９])|[上中下]午|[今昨前明当][天日晚早儿]"
    rf"|[早晚傍凌][上晨]|周[一二三四五六日天末]|星期|礼拜|夜|初[一二三四五六七八九十]|(?<!\d)\d{{3,4}}(?!\d)"
)
PEOPLE = re.compile(
    rf"{NUMERAL}+\s?[余多来几+]?\s?(?:个?[名位人口席](?![次月])|号人|个|对|[（(，,、；;+＋和及。]|\s|$)"
)
_TIME = re.compile(
    r"[0-9０-９:：.．/／\-–—~～至到起讫止始开年月日号点时分半刻整周星期礼拜一二三四五六七八九十廿初正腊农历元旦早晚上中下午傍夜里清晨今昨明前本天"
    r"结束集合出发原（）()、，,\s]{2,40}"
)
_SOME = (
    rf"(?:(?!限|名额|报|预|拟|需|缺|招|人次|受|每|一[名位])[一-龥A-Za-z]){{0,10}}{NUMERAL}+[余多来]?\s?"
    r"(?:(?:[名位人口](?!次)|个人)(?:(?!次)[一-龥]){0,8}|(?<=[者员生工友人童子]\d)|(?<=[者员生工友人童子]\d\d))"
)
_CAME = re.compile(rf"{_SOME}(?:[、+＋]{_SOME}){{0,5}}(?:[（(][^（()）]*[）)]?)?")
_SAID = re.compile(
    r"[“\"「『][^”\"」』]{7,}[”\"」』]|[^，,。；;：:\n]{1,12}?(?:[嫌夸]|抱怨|觉得|建议|希望|称“|——“|写：|[：:]“)"
)
_PERSON = re.compile(
    rf"[一-龥]{{0,6}}(?:[{SURNAMES}](?:{HONORIFIC})|(?!老师|老人|小组)[老小阿][{SURNAMES}]|[一-龥]长[{SURNAMES}][一-龥]{{1,2}})"
)
_NO_NAME = re.compile(r"[了过着说吗呢吧？?！!。；;、“”《》]|很|都|不|全是")
_SPOT = re.compile(  # what may follow the last word of a place: 二楼, 东侧, （北门）
    r"(?:[东西南北前后里内外旁边下上门口侧角中间段处头尾面畔全路道0-9一二三四五六七八九十期号楼层室座栋幢单元]|[A-Za-z]"
    r"|[（(][^（()）]*[）)]?)*"
)
_LEAST_PLACE = 2
_LONGEST_PLACE = 26  # characters
_TOLD_WITHIN = 14  # characters


def is_time(words: str) -> bool:
    """Whether nothing but a time stands in `words`."""
    whole = not words.isdigit() and _TIME.fullmatch(words) is not None
    return whole and CLOCK.search(words) is not None


def is_place(words: str) -> bool:
    """Whether `words` end as the name of a place does, and tell nothing."""
    if not _LEAST_PLACE <= len(words) <= _LONGEST_PLACE or _NO_NAME.search(words):
        return False
    ends = (end for _, end, none in find_tails(words) if not none)
    return any(_SPOT.fullmatch(words, end) for end in ends)


def has_place(words: str) -> bool:
    """Whether the name of a place stands in short `words` that tell nothing."""
    brief = len(words) <= _LONGEST_PLACE and not _NO_NAME.search(words)
    return brief and any(not none for *_, none in find_tails(words))


def is_person(words: str) -> bool:
    """Whether `words` call a person: 老冼, 志愿者小安, 王阿姨."""
    return _PERSON.fullmatch(words) is not None


def shape_of(value: str) -> Field | None:
    """The field that `value` answers by its shape alone."""
    if is_time(value):
        return Field.TIME
    if _CAME.fullmatch(value):
        return Field.HEADCOUNT
    if is_place(value):
        return Field.PLACE
    told = TELLING.search(value, 1, _TOLD_WITHIN) or _SAID.match(value)
    return Field.FEEDBACK if told else None
