"""The headcount of a filled-in record: 人数：42（其中租户19）, 出席：老人48位、帮厨11位."""

import re

from handlers.model.finding import Count, Field, Stated
from handlers.read.numbers import NUMBER, is_rough, read_number
from handlers.read.template import Slot, read_slots

MOST = 20_000  # a larger number is a telephone or a code
_BRACKETS = re.compile(r"[（(][^（()）\n]*[）)]?")
_UNIT = r"多?[个名位]?人(?![次均份])|[个名位]|[号口]人"
_PART = re.compile(
    rf"(?P<about>约|大概|大约|近|差不多)?(?P<number>{NUMBER})\s?(?P<more>[多余来几+])?\s?"
    rf"(?:(?P<unit>{_UNIT})|(?=$|[\s，,、；;。+＋和与及加左上吧]))(?P<after>左右|上下)?"
)
_ONLY = re.compile(rf"[约大概近共有计\s]*{NUMBER}[多余来几+]?(?:左右|上下)?\s*")
_TOTAL = re.compile(r"(?:共|合计|总计|实到|实际)[^\d，,、；;]{0,4}$")
_OTHER = re.compile(r"应到|计划|报名|预计|服务|受[益惠]|惠及|宣传|对象|名额")


def find_turnout(text: str) -> Stated | None:
    """What the first slot that counts people says, its parts summed; None if none does."""
    for slot in read_slots(text):
        asked = slot.field in {Field.HEADCOUNT, Field.ATTENDEES}
        if asked and not _OTHER.search(text, *slot.key):
            parts = _parts(text, slot)
            if parts:
                start, end = parts[0].span[0], parts[-1].span[1]
                return Stated(Field.HEADCOUNT, _sum(parts), (start, end))
    return None


def _parts(text: str, slot: Slot) -> list[Stated]:
    """The numbers of people in a slot; 共N alone, if one is named as their sum."""
    begin, end = slot.value
    value = _BRACKETS.sub(lambda found: " " * len(found[0]), text[begin:end])
    whole = _ONLY.fullmatch(value) is not None
    found = []
    for part in _PART.finditer(value):
        number = read_number(part["number"])
        typed = part["number"].isascii() and slot.field is Field.HEADCOUNT
        if not number or number > MOST or not (part["unit"] or typed or whole):
            continue
        about = part["about"] or part["more"] or part["after"] or is_rough(part["number"])
        span = (begin + part.start("number"), begin + part.end())
        one = Stated(Field.HEADCOUNT, Count(number, bool(about)), span)
        if _TOTAL.search(value[: part.start()]):
            return [one]
        found.append(one)
    return found


def _sum(parts: list[Stated]) -> Count:
    counts = [one.value for one in parts if isinstance(one.value, Count)]
    return Count(sum(c.number for c in counts), any(c.approx for c in counts))
