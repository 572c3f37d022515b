"""Numbers of people that belong together: 12名队员和8名志愿者, 李老师带着4位阿姨."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from handlers.model.finding import Count, Part
from handlers.read.mentions import Mention, Weight
from handlers.read.people import NAME, PEOPLE

_NAMED = re.compile(rf"[、\s]?(?:{PEOPLE}|[男女红蓝]队)")  # between 8名 and 1名
_JOIN = re.compile(
    r"[\u4e00-\u9fff]{0,3}?\s?(?:和|与|及|以及|还有|另有|另外|跟|加上?|外加|再加|、|＋|\+)"
    r"\s?[\u4e00-\u9fff]{0,7}"
)
_AND = re.compile(r"\s?(?:和|与|及|以及|、|＋|\+|加上?|外加|带)?\s?")
_PLUS = re.compile(r"\s?(?:＋|\+|加上?|外加|再加|、)\s?[\u4e00-\u9fff]{0,7}")
_HALVES = re.compile(
    r"[，,、；;\s]*(?:[上下]午|晚上|[早中晚]班|[上下]半?场|[头二]场|[\u4e00-\u9fff]{0,4}的|[男女红蓝]队|[\u4e00-\u9fff]{2,4}(?=来了|到了))"
    r"[有来了到共就]*"
)
_JOIN_SAME = re.compile(r"[，,\s](?:(?![去来到有在了])[\u4e00-\u9fff]){0,5}\s?")
_LATER = re.compile(r"[^。；;\n]{0,30}?(?:还有|另有|外加|再加)")
_CELLS = re.compile(r"[\s|｜]+[\u4e00-\u9fff]{2,6}[\s|｜:：=＝]+")
_SUMMED: Final = (Weight.PLAIN, Weight.CAME, Weight.LISTED)
_LEADERS = re.compile(
    rf"(?P<who>{NAME}(?:[、和跟与]{NAME}){{0,4}})"
    r"(?:(?:带|领)(?:着|了|领|上)?|还?[和跟同与])$"
)
_EACH = re.compile("[、和跟与]")
_FAR = 24  # characters
_PAIR = 2


def add_up(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """12名队员和8名志愿者 is one mention of 20; 8名志愿者，30名居民 stay two."""
    chains: list[list[Mention]] = []
    for mention in mentions:
        if chains and _joined(text, chains[-1], mention):
            chains[-1].append(mention)
        else:
            chains.append([mention])
    return [_with_leaders(text, total(chain)) for chain in chains]


def total(chain: Sequence[Mention]) -> Mention:
    """The sum of mentions; of 十七个，擀皮的三个，包的十四个 the one that is it already."""
    number = sum(mention.count.number for mention in chain)
    whole = max(chain, key=lambda mention: mention.count.number)
    if len(chain) == 1 or (len(chain) > _PAIR and 2 * whole.count.number == number):
        return whole
    approx = any(mention.count.approx for mention in chain)
    count = Count(number, approx, tuple(map(_part, chain)))
    weight = max(mention.weight for mention in chain)
    return replace(chain[0], end=chain[-1].end, count=count, weight=weight)


def _part(mention: Mention) -> Part:
    return Part(mention.count.number, mention.count.approx, mention.what)


def _joined(text: str, chain: Sequence[Mention], after: Mention) -> bool:
    before = chain[-1]
    between = text[before.end : after.start]
    if before.weight >= Weight.PLAIN and _AND.fullmatch(between):
        return Weight.LOOSE <= after.weight < Weight.TOTAL
    if _PLUS.fullmatch(between) and Weight.LOOSE in (before.weight, after.weight):
        alike = before.bare == after.bare or "、" not in between
        return alike and _in(_SUMMED, *chain, after)
    if before.weight not in _SUMMED or after.weight not in _SUMMED:
        return False
    if after.weight is Weight.CAME and _LATER.match(between):
        return before.weight is Weight.CAME
    if _NAMED.fullmatch(between) or (
        before.bare and after.bare and _HALVES.fullmatch(between)
    ):
        return True
    alike = before.guest == after.guest or before.weight is Weight.LISTED
    same = alike and (_JOIN_SAME.fullmatch(between) or _CELLS.fullmatch(between))
    return bool(_JOIN.fullmatch(between) or same)


def _in(weights: Iterable[Weight], *mentions: Mention) -> bool:
    return any(mention.weight in weights for mention in mentions)


def _with_leaders(text: str, mention: Mention) -> Mention:
    """李老师带着4位阿姨, 我和3个队友: those who lead them came as well."""
    if mention.weight not in _SUMMED:
        return mention
    begin = max(0, mention.start - _FAR)
    led = _LEADERS.search(text[begin : mention.start])
    if not led:
        return mention
    who = _EACH.split(led["who"])
    parts = (
        *(Part(1, what=name) for name in who),
        *(mention.count.parts or (_part(mention),)),
    )
    count = Count(mention.count.number + len(who), mention.count.approx, parts)
    return replace(mention, start=begin + led.start(), count=count)
