"""Counts of people in a text: who took part, and whom they served."""

import re
from collections.abc import Sequence

from handlers.model.finding import Count, Field, Stated
from handlers.read.claims import IN_PASSING
from handlers.read.mentions import Mention, Weight, find_mentions
from handlers.read.numbers import NUMBER, read_number
from handlers.read.sums import add_up
from handlers.read.turnout import find_turnout

_FIXED = re.compile(
    r"(?:(?:不对|错了)[，,][^，,。\d一二三四五六七八九十]{1,6}|不对|(?<![\u4e00-\u9fff])错了|哦不|噢不|啊不|[说写打数算记]错|更正|"
    r"不是[^，,。]{1,6}[，,\s]?(?=而?是)|不止[^，,。]{1,12}[，,\s]?(?=[是有]))了?"
    rf"[\s，,。:：应该而是为改成才有]{{0,8}}(?P<number>{NUMBER})(?P<more>[多余来几])?"
    r"(?:[个名位]?人|[个名位])?(?=$|[^\w.:：\-/]|[吧啊呢哈哦])"
)
_PRESENT = re.compile(r"实到[^，,。；;\n\d]{0,4}\Z")


def find_counts(text: str) -> tuple[Stated, ...]:
    """At most one HEADCOUNT and one SERVED, with the characters that state them.

    A total wins over its parts, the present over the registered, a correction over all.
    """
    mentions = find_mentions(text)
    came = _corrected(text, mentions) or _strongest(text, add_up(text, mentions))
    whole = came is not None and came.weight is Weight.TOTAL
    given = [] if whole else find_turnout(text, mentions)
    return (
        *(given or _stated(Field.HEADCOUNT, came)),
        *_stated(Field.SERVED, _served(mentions, came)),
    )


def _stated(field: Field, mention: Mention | None) -> list[Stated]:
    return [Stated(field, mention.count, (mention.start, mention.end))] if mention else []


def _corrected(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """18人，不对，16人: the later number, if it mends one that was before it."""
    match = _FIXED.search(text, mentions[0].start) if mentions else None
    number = match and read_number(match["number"])
    if not match or not number:
        return None
    count = Count(number, bool(match["more"]))
    return Mention(match.start("number"), match.end(), count, Weight.TOTAL)


def _strongest(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """The first of those that claim most, 实到 most of all; in passing only a crowd counts."""

    def claims(mention: Mention) -> tuple[Weight, bool]:
        return mention.weight, _PRESENT.search(text, 0, mention.start) is not None

    best = max(mentions, key=claims, default=None)
    if best and best.weight is Weight.LOOSE:
        best = next((m for m in mentions if _crowd(m)), None)
    return best if best and best.weight >= Weight.LOOSE else None


def _crowd(mention: Mention) -> bool:
    loose = mention.weight is Weight.LOOSE
    return loose and mention.count.number > IN_PASSING and not mention.bare


def _served(mentions: Sequence[Mention], came: Mention | None) -> Mention | None:
    """The most who were served; else guests, where the headcount is of members."""
    served = [mention for mention in mentions if mention.weight is Weight.SERVED]
    if not served and came and not came.guest and came.weight is Weight.CAME:
        served = [
            mention
            for mention in mentions
            if mention.guest and mention.weight is Weight.PLAIN and mention.start > came.end
        ]
    return max(served, key=lambda mention: mention.count.number, default=None)
