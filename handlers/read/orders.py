"""What staff say about an answer or to everybody: “发错了”, “补充 …”, “记下”, “通知所有队：…”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.read.questions import is_question

_TAIL = r"(?:了|吧|啦|哈|呀|啊|[\s，,。！!~～])*"
_WITHDRAWN = re.compile(
    rf"(?:刚才|刚刚|上面|上一?条|这条|那条|我|不好意思|抱歉|[\s，,。！!])*"
    rf"(?:[答回发说弄搞写][错串混]|撤回|收回){_TAIL}(?:不好意思|抱歉|对不起)?{_TAIL}"
)
_ADDED = re.compile(
    r"(?:再)?补充(?:一下|一点|一句|几句|说明)?[\s，,：:]+(?P<words>.+)", re.DOTALL
)
_TO_ALL = re.compile(
    rf"(?:也?(?:转|群)?(?:发|告诉|通知)(?:给|到)?)(?:大家|所有(?:的)?(?:队伍?|组织|群|人)|各队|全体"
    rf"|每个队){_TAIL}"
)
_LEARN = re.compile(
    rf"(?:(?:把这[条个])?(?:记|存|收)(?:下来?|住|进知识库|入知识库|进去)){_TAIL}"
)
_MERGE = re.compile(rf"合并{_TAIL}")
_APART = re.compile(rf"(?:另|单独|分开)(?:外)?(?:记|存)(?:一条|下来?)?{_TAIL}")
_FOR_ALL = re.compile(
    rf"(?:(?:对)?(?:大家|各队|所有队|每个队|谁|别人|别的队))?都(?:能|可以|适)用{_TAIL}"
)
_OWN_WORDS = re.compile(
    r"(?P<order>[^：:\n]{1,12}?)(?:[：:]\s*(?P<words>\S.*)|[\s，,、]+(?P<rest>\S.*))",
    re.DOTALL,
)
_WHOM = r"(?:一下|给|到)?\s*(?P<names>[^：:\n？?。，!！]{1,60})[：:]\s*(?P<words>\S.*)"
_POLITE = r"(?:(?:请|麻烦|帮(?:我|忙))+)?"
_TOLD_US = re.compile(rf"\s*(?:@\S+\s+)?{_POLITE}(?:通知|转告|告诉){_WHOM}", re.DOTALL)
_NOTICE = re.compile(rf"\s*{_POLITE}通知{_WHOM}", re.DOTALL)
_TEAMS = r"(?:所有|全部|各个?|每个|全体)(?:的)?(?:自?组织|队伍?|团队|群|社团)(?:里|都)?"
_ALL_TEAMS = re.compile(rf"\s*{_TEAMS}\s*")
_SAID_TO_ALL = re.compile(
    rf"\s*(?:@\S+\s+)?{_POLITE}(?:[给向往在]{_TEAMS}(?:群?发|通知)(?:一?[个条则份下])?(?:通知|消息|信息)?"
    rf"|[跟和向给]{_TEAMS}(?:说|讲|打)(?:一?声|一?下|个招呼))[：:，,\s]\s*(?P<words>\S.*)",
    re.DOTALL,
)
_TOLD_ALL = re.compile(
    rf"\s*(?:@\S+\s+)?{_POLITE}(?:通知|转告|告诉)(?:一下|给|到)?{_TEAMS}[：:，,\s]\s*(?P<words>\S.*)",
    re.DOTALL,
)
_EVERYBODY = re.compile(
    r"\s*(?:所有|全部|各个?|每个|全体|大家)(?:的)?(?:自?组织|队伍?|团队|群|社团|人)?\s*"
)
_BETWEEN = re.compile(r"[、，,\s]+|(?<=[队社班组团会坊])[和与跟及]")
_CONFIRMED = re.compile(rf"(?:@\S+\s+)?(?:确认|确定)(?:发送?|无误)?{_TAIL}")
_DROPPED = re.compile(
    rf"(?:@\S+\s+)?(?:(?:(?:那就?|还是|这[条个]|先|暂时|都|我们?)*"
    rf"(?:取消|算了|(?:不|别|不用|不要|甭|不想|不能)发送?|[发写]错)){_TAIL})+"
)

BRIEF = 8  # characters


class Order(StrEnum):
    """About a card that was answered.  APART: learn it beside what is alike."""

    WITHDRAW = "withdraw"
    TO_ALL = "to_all"
    LEARN = "learn"
    MERGE = "merge"
    APART = "apart"


LEARNING = (Order.LEARN, Order.MERGE, Order.APART)
_ORDERS = {
    Order.WITHDRAW: _WITHDRAWN,
    Order.TO_ALL: _TO_ALL,
    Order.LEARN: _LEARN,
    Order.MERGE: _MERGE,
    Order.APART: _APART,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is to be learnt.  order: LEARN, MERGE or APART.  words: instead of the answer.

    for_all: what looks like one organisation's own holds for all the same.
    """

    order: Order
    words: str = ""
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class Announced:
    """names: of organisations, as written; nothing for all of them."""

    names: tuple[str, ...]
    text: str


def read_order(text: str) -> Order | None:
    """The order that the words are; None for an answer."""
    words = text.strip()
    return next((order for order, told in _ORDERS.items() if told.fullmatch(words)), None)


def read_kept(text: str) -> Kept | None:
    """“记下”, “合并”, “记下 都能用”, “都能用”, “记下：就这样答”."""
    words = text.strip()
    if holds_for_all(words):
        return Kept(Order.LEARN, for_all=True)
    if (order := read_order(words)) is not None:
        return Kept(order) if order in LEARNING else None
    more = _OWN_WORDS.fullmatch(words)
    order = read_order(more["order"]) if more else None
    if more is None or order not in LEARNING:
        return None
    if holds_for_all(more["words"] or more["rest"]):
        return Kept(order, for_all=True)
    return Kept(order, more["words"]) if more["words"] else None


def holds_for_all(text: str) -> bool:
    """都能用: what was answered to one organisation is right for every other."""
    return _FOR_ALL.fullmatch(text.strip()) is not None


def added(text: str) -> str | None:
    """“补充 还要签名”: what is added to an answer."""
    match = _ADDED.fullmatch(text.strip())
    return match["words"].strip() if match else None


def read_notice(text: str, *, to_us: bool) -> Announced | None:
    """“通知 三井导览队、舞蹈队：…”, “通知所有队：…”.

    to_us: the bot was addressed.  Otherwise staff may be telling each other to do it: “告诉大家”
    is theirs, and 大家 are the people in the room.
    """
    match = (_TOLD_US if to_us else _NOTICE).fullmatch(text)
    if match is None:
        return _to_all_teams(text, to_us=to_us)
    names, words = match["names"], match["words"].strip()
    if (_EVERYBODY if to_us else _ALL_TEAMS).fullmatch(names):
        return Announced((), words)
    return None if _EVERYBODY.fullmatch(names) else Announced(_names(names), words)


def _to_all_teams(text: str, *, to_us: bool) -> Announced | None:
    """“跟各队说一声，…”: a comma is enough where nobody but all teams can be meant."""
    match = _SAID_TO_ALL.fullmatch(text) or (_TOLD_ALL.fullmatch(text) if to_us else None)
    if match is None:
        return None
    words = match["words"].strip()
    brief = len(words) <= BRIEF and is_question(words)  # 跟各队说一声，行吗？
    return None if brief else Announced((), words)


def for_many(text: str) -> bool:
    """Whether words of staff may be for organisations at large."""
    return read_notice(text, to_us=True) is not None or _TO_ALL.search(text) is not None


def confirmed(text: str) -> bool:
    """确认."""
    return _CONFIRMED.fullmatch(text.strip()) is not None


def dropped(text: str) -> bool:
    """取消, 算了, 先别发."""
    return _DROPPED.fullmatch(text.strip()) is not None


def called(name: str, known: Sequence[str]) -> str | None:
    """The one known name that is meant: the same, or the only one that has it inside."""
    if name in known:
        return name
    inside = [one for one in known if name in one]
    return inside[0] if len(inside) == 1 and len(name) > 1 else None


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, _BETWEEN.split(text.strip())))
