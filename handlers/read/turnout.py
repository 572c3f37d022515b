"""The headcount of a filled-in record: 人数：42（其中租户19）, 出席：老人48位、帮厨11位."""

import re
from collections.abc import Iterator, Sequence

from handlers.model.finding import Count, Field, Part, Span, Stated
from handlers.read.mentions import Mention, Role
from handlers.read.numbers import NUMBER, is_rough, read_number
from handlers.read.people import noun_before
from handlers.read.template import Slot, read_slots

MOST = 20_000  # a larger number is a telephone or a code
_BRACKETS = re.compile(r"[（(](?!合?计|一?共|总共|连)[^（()）\n]*[）)]?")
_UNIT = r"多?[个名位]?人(?![次均份])|[个名位]|[号口]人"
_PART = re.compile(
    rf"(?P<about>约|大概|大约|近|差不多)?(?P<number>{NUMBER})\s?(?P<more>[多余来几+])?\s?"
    rf"(?:(?P<unit>{_UNIT})|(?=$|[\s，,、；;。+＋=＝和与及加左上吧)）]))(?P<after>左右|上下)?"
)
_ONLY = re.compile(rf"[约大概近共有计\s]*{NUMBER}[多余来几+]?(?:左右|上下)?\s*")
_TOTAL = re.compile(r"(?:共|[合总（(]计|实到|实际|[=＝]|[（(]连)[^\d，,、；;]{0,4}$")
_OTHER = re.compile(
    r"应到|计划|报名|预[计约]|服务(?!人员|者)|受[益惠助赠访]|惠及|宣传|对象|名额|上限|接诊|请假|陪伴|观[影摩]|看客"
)
_LEFT_OUT = frozenset({Role.SERVED, Role.REGISTERED, Role.NOTHING, Role.PART})


def find_turnout(text: str, mentions: Sequence[Mention]) -> list[Stated]:
    """What the first slot that counts people says, its parts summed; [] if none does.

    mentions: the numbers of people in `text`; those served or registered are left out.
    """
    others = [(one.start, one.end) for one in mentions if one.role in _LEFT_OUT]
    for slot in read_slots(text):
        asked = slot.field in {Field.HEADCOUNT, Field.ATTENDEES}
        if asked and not _OTHER.search(text, *slot.key):
            parts = _parts(text, slot, others)
            if parts:
                span = (parts[0][1][0], parts[-1][1][1])
                return [Stated(Field.HEADCOUNT, _sum([part for part, _ in parts]), span)]
    return []


def _parts(text: str, slot: Slot, others: Sequence[Span]) -> list[tuple[Part, Span]]:
    """The numbers of people in a slot; 共N or 实到N alone, if one is named as their sum."""
    found, total = [], None
    for one, before in _numbers(text, slot):
        if any(one[1][0] < end and start < one[1][1] for start, end in others):
            continue
        found.append(one)
        total = one if _TOTAL.search(before) else total
    return [total] if total else found


def _numbers(text: str, slot: Slot) -> Iterator[tuple[tuple[Part, Span], str]]:
    begin, end = slot.value
    value = _BRACKETS.sub(lambda found: " " * len(found[0]), text[begin:end])
    whole = _ONLY.fullmatch(value) is not None
    for match in _PART.finditer(value):
        number = read_number(match["number"])
        typed = match["number"].isascii() and slot.field is Field.HEADCOUNT
        if number and number <= MOST and (match["unit"] or typed or whole):
            about = match["about"] or match["more"] or match["after"]
            before = value[: match.start()]
            rough = bool(about) or is_rough(match["number"])
            part = Part(number, rough, noun_before(before))
            yield (part, (begin + match.start("number"), begin + match.end())), before


def _sum(parts: Sequence[Part]) -> Count:
    number, approx = sum(one.number for one in parts), any(one.approx for one in parts)
    return Count(number, approx, tuple(parts) if len(parts) > 1 else ())
