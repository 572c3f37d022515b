"""Mentions of a number of people, each with how strongly it claims to be the headcount."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import rjieba

from handlers import memory
from handlers.model.finding import Count
from handlers.read.claims import bracketed, is_led, is_us, weigh
from handlers.read.labels import (
    CAME,
    GROUPS,
    HEADS,
    LOOSE,
    NOTHING,
    PART,
    PLAIN,
    REGISTERED,
    SERVED,
    TIMES,
    TOTAL,
    Claim,
    Role,
    Weight,
    read_label,
)
from handlers.read.numbers import is_rough, read_number
from handlers.read.people import (
    GUESTS,
    HAN,
    MADE_AFTER,
    NOUN_AFTER,
    NUMERAL,
    OURS,
    PEOPLE,
    STOP,
    noun_before,
)

__all__ = ["Mention", "Role", "Weight", "find_mentions"]


@dataclass(frozen=True, slots=True)
class Mention:
    """`count` people at start … end of a text.

    guest: named as one serves them (老人, 居民).  bare: 八个, which could be of things.
    what: the word for them, as written.
    """

    start: int
    end: int
    count: Count
    weight: Weight
    guest: bool = False
    bare: bool = False
    role: Role = Role.CAME
    what: str = ""


MOST = 64  # so many numbers of people are a list forwarded, not one activity
LEFT, RIGHT = 24, 16  # characters around a number that tell what it is
SHORT, FEWEST = 40, 3  # so short a text may name so many without a word for them
_SPOT = re.compile(
    rf"(?P<near>(?<!预)[近约上逾超])?"
    rf"(?:(?<![第每几\d.{HAN}周])(?<!星期)(?<!礼拜)|(?<=[周期拜][一二三四五六]))"
    rf"(?<!(?<!人)数)(?<!\d[:：/\-－])(?P<number>{NUMERAL})"
    r"(?P<more>[多余来几幾+])?\s?(?:(?P<times>人次)"
    r"|(?P<people>多?[个個名位号]?人(?![次均民家份类員员字生间才物口群]|行道|[篮足]球|[制座桌床量])"
    rf"|口(?:子|人|{STOP})|(?<=[多余来几])口(?![锅井缸箱饭水气窑灶])|(?<=[哥姐爷娘]儿[三四五六七八九])|(?<=[多余来几])号(?:人|{STOP}|(?=[\u4e00-\u9fff]{{0,3}}?{PEOPLE}))"
    rf"|双手|[名位](?![数置于次额])"
    rf"|[男女](?={STOP}|[{HAN}\d]))|(?P<bare>[个個](?:把(?={STOP}))?|(?<=[俩仨])(?=一[上下天早晚起块同道整]|[^\d个{HAN}]|$))"
    rf"|(?P<noun>(?<=[多余来几])(?=[\u4e00-\u9fff]{{0,2}}?{PEOPLE}))"
    r"|(?P<group>户|家(?![具里中人长电乡务属政])|组(?![织长成员合])|对(?![联讲付])|支[\u4e00-\u9fff]{0,4}?队"
    r"|[桌围席](?![子面球游椅观炉])|队(?![员长伍友列]))"
    rf"|(?P<alone>)(?![\d.:：/\-月日年点分])(?=[+＋(（=＝|｜→]|左右|上下|出头|{STOP}))"
)
_HEADS = re.compile(r"的?[个颗]?(?:脑袋|脑壳|头(?![发版条]))")
_SPAN = re.compile("多?(?:小时|钟|月|星期|礼拜|年|季度|半|世纪|晚上|早上|下午|字)")
_HOMES = re.compile(
    r"(?:(?![把在去到来给上为的])[\u4e00-\u9fff])?(?:家庭|摊位?(?!主)|门洞|单位|小区|社区|[队组班楼](?![员友长组栋]))"
)
_SEATS = re.compile(rf"名额|位(?:[子置]|{STOP})|座[位儿]?|空位|席位")
_THINGS = frozenset("nabsqjligkho")  # what rjieba calls words that a number counts
_DOING = re.compile(rf"[\u4e00-\u9fff]{{2,4}}[的嘅]{STOP}")  # 十三个护林的
_EACH = re.compile(
    r"([两二三四五六七八九十2-9])[个支]?[队组班边村院社楼街方][^，,。\s\d]{0,3}各[^，,。\s\d]{0,3}$"
)
_ABOUT = re.compile(
    r"(?:近|约|大概|差不多|接近|快|不到|超过|至少|最少|不下|估计)为?(?:来了|到了|是)?有?$"
)
_ABOUT_AFTER = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:左右|上下|以上|的样子|出头)")
_RANGE = re.compile("[-~～—–到至/]")
_ALONE_AFTER = re.compile(STOP)
_INSIDE = re.compile(r"\s?[（(][^（()）\n]{0,20}")
_AMONG = re.compile(r"[，,、；;\s]*(?:其中|含|包括)[^，,。\n]{0,10}")
_PLUS = re.compile(r"\s?[+＋、]\s?[\u4e00-\u9fff]{0,5}")
_FILLER = "就得才只也有是共来了到 "


@memory.lately(8)  # counts, hints and choices ask for the same text
def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every number of people in `text`, in order, with its role; MOST of an endless text.

    Those registered or wished for, shares and groups weigh NOTHING.
    """
    return tuple(islice(_mentions(text), MOST))


def _mentions(text: str) -> Iterator[Mention]:
    whole: Mention | None = None
    for match in _SPOT.finditer(text):
        mention = _read(text, match, whole)
        if mention is None:
            continue
        if whole and _is_part(text[whole.end : mention.start], mention, whole):
            mention = replace(mention, weight=PART[0], role=PART[1])
        elif mention.weight >= Weight.LOOSE:
            whole = mention
        yield mention


def _is_part(between: str, mention: Mention, whole: Mention) -> bool:
    """38人（含志愿者6）, 40人，其中学生12人: the later one is part of the earlier one."""
    if mention.weight is Weight.TOTAL or mention.count.number > whole.count.number:
        return False
    return bool(_INSIDE.fullmatch(between) or _AMONG.fullmatch(between))


def _read(text: str, match: re.Match[str], last: Mention | None) -> Mention | None:
    left = text[max(0, match.start() - LEFT) : match.start()]
    right = text[match.end() : match.end() + RIGHT]
    count = _count(match, left, right)
    if count is None:
        return None
    each = _EACH.search(left) if "各" in left else None
    if each:  # 甲乙两队各12人
        count, left = Count(count.number * (read_number(each[1]) or 1), count.approx), ""
    if match["times"]:
        return _made(match, count, TIMES)
    if match["group"]:
        return _made(match, count, GROUPS) if count.number > 1 else None
    if match["alone"] is not None:
        claim = bracketed(right) or _alone(text, match, left, count, last)
        return _labelled(match, count, claim, left) if claim else None
    return _counted(match, count, left, right)


def _made(match: re.Match[str], count: Count, claim: Claim) -> Mention:
    return Mention(match.start(), match.end(), count, claim[0], role=claim[1])


def _labelled(match: re.Match[str], count: Count, claim: Claim, left: str) -> Mention:
    what = noun_before(left.rstrip(_FILLER + ":：|｜=＝→／"))
    start, bare = match.start("number"), claim == LOOSE
    claim = CAME if claim == PLAIN and what in OURS else claim
    return Mention(
        start, match.end(), count, claim[0], what in GUESTS, bare, claim[1], what
    )


def _count(match: re.Match[str], left: str, right: str) -> Count | None:
    low, *high = _RANGE.split(match["number"])
    number = read_number(low)
    if not number or (low in ("百", "千") and not (match["near"] or match["more"])):
        return None
    ranged = high and "/" not in match["number"]
    about = match["near"] or match["more"] or ranged or is_rough(low)
    return Count(number, bool(about or _ABOUT.search(left) or _ABOUT_AFTER.match(right)))


def _alone(
    text: str, match: re.Match[str], left: str, count: Count, last: Mention | None
) -> Claim | None:
    """The claim of a number without a word behind it: 到场：29, 学生28, 7+13."""
    if match["number"] in HAN and text[match.end() : match.end() + 1] == "、":
        return None  # 一、二年级
    if label := read_label(left):
        return label
    if last and _PLUS.fullmatch(text, last.end, match.start()) and not last.bare:
        return last.weight, last.role
    if left.rstrip()[-1:] in ("=", "＝") and last:
        return TOTAL
    inside = last and last.end == match.start() - 1 and left[-1] in "（("
    short = len(text) <= SHORT and (count.number >= FEWEST or not left)
    return LOOSE if inside or short else None


def _counted(match: re.Match[str], count: Count, left: str, right: str) -> Mention | None:
    before = noun_before(left.rstrip(_FILLER))
    whole = match[0].endswith(("人", "手", "男", "女"))
    unnamed = match["bare"] is not None
    if unnamed and _SPAN.match(right):
        return None
    if unnamed and (other := _other(right)):
        return _made(match, count, other)
    noun = None if before or whole else NOUN_AFTER.match(right)
    bare = unnamed and not noun
    made = None if noun or before or whole else MADE_AFTER.match(right)
    if bare and not made and not before and _is_thing(left, right):
        return None
    bare = bare and not made
    named = noun or made
    what = before or (named[0] if named else "")
    end = match.end() + (named.end() if named else 0)
    claim = weigh(left, right, count.number, bare=bare, people=whole)
    guest = before in GUESTS or bool(noun and noun["guest"])
    if claim in (PLAIN, LOOSE) and (before in OURS or (noun and noun["ours"])):
        claim = CAME
    if claim in (CAME, PLAIN) and guest and is_led(left):
        claim = SERVED
    if (
        Weight.NOTHING < claim[0] < Weight.LISTED
        and count.number == 1
        and match[0][-1] not in "男女"
    ):
        claim = PLAIN if before and _ALONE_AFTER.match(right) else NOTHING  # 老师一位
    return Mention(match.start(), end, count, claim[0], guest, bare, claim[1], what)


def _other(right: str) -> Claim | None:
    """What 三个 counts that is neither people nor things."""
    for pattern, claim in (
        (_HEADS, HEADS),
        (_SEATS, REGISTERED),
        (_HOMES, GROUPS),
    ):
        if pattern.match(right):
            return claim
    return None


def _is_thing(left: str, right: str) -> bool:
    """Whether the word after 三个 names what is counted, and it is no people."""
    if _ALONE_AFTER.match(right) or _DOING.match(right) or is_us(left):
        return False
    return rjieba.tag(right[:6])[0][1][0] in _THINGS
