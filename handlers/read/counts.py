"""Counts of people in a text: who took part, and whom they served."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise

from handlers.model.finding import Count, Field, Stated
from handlers.read.mentions import IN_PASSING, NAMED, Mention, Weight, find_mentions
from handlers.read.numbers import NUMBER, read_number
from handlers.read.turnout import find_turnout

MOST = 64  # so many numbers of people are a list forwarded, not one activity
_GATE = re.compile(
    r"[\d一二两三四五六七八九十百千多余来几+](?:[人名位个口]|号人?)|[俩仨]"
    r"|(?:人|实到|到场|服务|受益|来[了的]|得有|共|[到去]了|数|名|到[：:]|[员师众民的孩子生长])"
    r"\D{0,6}?[\d一二两三四五六七八九十百]"
)
_JOIN = re.compile(
    r"[\u4e00-\u9fff]{0,3}?\s?(?:和|与|及|以及|还有|另有|另外|跟|加上?|外加|再加|、|＋|\+)"
    r"[\u4e00-\u9fff]{0,7}"
)
_AND = re.compile(r"\s?(?:和|与|及|以及|、|＋|\+|加上?|外加|带)?\s?")
_HALVES = re.compile(
    r"[，,、；;\s]*(?:[上下]午|晚上|[早中晚]班|[上下]半?场|[头二]场|[\u4e00-\u9fff]{0,4}的|[男女红蓝]队|[\u4e00-\u9fff]{2,4}(?=来了|到了))"
    r"[有来了到共就]*"
)
_JOIN_SAME = re.compile(r"[，,\s](?:(?![去来到有在了])[\u4e00-\u9fff]){0,5}")
_LATER = re.compile(r"[^。；;\n]{0,30}?(?:还有|另有|外加|再加)")
_FIXED = re.compile(
    r"(?:(?:不对|错了)[，,][^，,。\d一二三四五六七八九十]{1,6}|不对|错了|哦不|噢不|啊不|说错|写错|打错|更正|数错|"
    r"不是[^，,。]{1,6}[，,\s]?(?=而?是))了?"
    rf"[\s，,。:：应该而是为改成才]{{0,8}}(?P<number>{NUMBER})(?P<more>[多余来几])?"
    r"(?:[个名位]?人|[个名位])?(?=$|[^\w.:：\-/]|[吧啊呢哈哦])"
)
_SUMMED = (Weight.PLAIN, Weight.CAME, Weight.LISTED)


def find_counts(text: str) -> tuple[Stated, ...]:
    """At most one HEADCOUNT and one SERVED, with the characters that state them.

    A total wins over its parts, the present over the registered, a correction over all.
    """
    given = find_turnout(text)
    if not given and not _GATE.search(text):
        return ()
    few = islice(find_mentions(text), MOST)
    mentions = sorted(few, key=lambda mention: mention.start)
    if not mentions:
        return (given,) if given else ()
    came = _corrected(text, mentions) or _strongest(_summed(text, mentions))
    served = _served(mentions, came)
    if given:
        more = (
            [Stated(Field.SERVED, served.count, (served.start, served.end))]
            if served
            else []
        )
        return (given, *more)
    return tuple(
        Stated(field, mention.count, (mention.start, mention.end))
        for field, mention in ((Field.HEADCOUNT, came), (Field.SERVED, served))
        if mention
    )


def _corrected(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """18人，不对，16人: the later number, if it mends one that was before it."""
    match = _FIXED.search(text, mentions[0].start)
    number = match and read_number(match["number"])
    if not match or not number:
        return None
    count = Count(number, bool(match["more"]))
    return Mention(match.start("number"), match.end(), count, Weight.TOTAL)


def _strongest(mentions: Sequence[Mention]) -> Mention | None:
    """The first of those that claim most; one told in passing only if it is a crowd."""
    best = max(mentions, key=lambda mention: mention.weight, default=None)
    if best and best.weight is Weight.LOOSE:
        best = next((m for m in mentions if _crowd(m)), None)
    return best if best and best.weight >= Weight.LOOSE else None


def _crowd(mention: Mention) -> bool:
    loose = mention.weight is Weight.LOOSE
    return loose and mention.count.number > IN_PASSING and not mention.bare


def _summed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """12名队员和8名志愿者 is one mention of 20; 8名志愿者，30名居民 stay two."""
    summed: list[Mention] = list(mentions[:1])
    for before, after in pairwise(mentions):
        if _joined(text, before, after):
            summed[-1] = _plus(summed[-1], after)
        else:
            summed.append(after)
    return summed


def _joined(text: str, before: Mention, after: Mention) -> bool:
    between = text[before.end : after.start]
    if before.weight >= Weight.PLAIN and _AND.fullmatch(between):
        return Weight.LOOSE <= after.weight < Weight.TOTAL
    if before.weight not in _SUMMED or after.weight not in _SUMMED:
        return False
    if after.weight is Weight.CAME and _LATER.match(between):
        return before.weight is Weight.CAME
    if NAMED.fullmatch(between) or (
        before.bare and after.bare and _HALVES.fullmatch(between)
    ):
        return True
    alike = before.guest == after.guest or before.weight is Weight.LISTED
    return bool(_JOIN.fullmatch(between) or (alike and _JOIN_SAME.fullmatch(between)))


def _plus(one: Mention, other: Mention) -> Mention:
    approx = one.count.approx or other.count.approx
    count = Count(one.count.number + other.count.number, approx)
    return replace(one, end=other.end, count=count, weight=max(one.weight, other.weight))


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
