"""What staff say about a card in their room: ordinary words, no commands (R12, R17)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.read.address import said_to
from handlers.read.nods import LEAD, TAIL, bare, nods
from handlers.read.promises import promises


class Decision(StrEnum):
    """take: somebody looks after it.  seen: nothing is decided, and nothing is answered."""

    TAKE = "take"
    DONE = "done"
    DROP = "drop"
    SHOW = "show"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the words decide.  reason: why it was dropped, as staff wrote it."""

    decision: Decision
    reason: str = ""


_LIST = re.compile(
    r"(?:现在|目前|今天)?(?:看看?|看一下|列一?下|发一?下|查一?下)?"
    r"(?:(?:还|都)?(?:有|剩)?(?:什么|啥|哪些|多少|几件|几个)?(?:事情?|卡片?)?(?:是|还)?"
    r"(?:没|没有|要|等着)(?:人)?(?:办|处理|回复?|答复?|跟进?|弄|解决)(?:完|好)?的?(?:事情?|卡片?)?"
    r"(?:有(?:什么|啥|哪些|多少|几件))?|(?:还|都)?有?(?:什么|啥|哪些|多少|几件)?待办"
    r"(?:事项?|清单|列表)?(?:有(?:什么|啥|哪些|多少|几件))?)[了吗呢呀啊吧]*"
)
_WHICH = re.compile(r"待办|什么|啥|哪些|多少|几件|几个|列一?下")

_DONE = re.compile(
    rf"{LEAD}(?:我|都|已经|已|刚刚?)*"
    r"(?:好了|(?:办|处理|弄|搞|做|跟进|解决|看|听|补)(?:好|完|过)+了?|(?:办|处理|解决|搞定|完成|弄妥|补发)了"
    r"|搞定|办结|完事|处理|解决|完成|联系上了|(?:在?群里|私下|电话里|当面)?(?:回|答|回复|答复|说)(?:过|完)了?"
    rf"|(?:回|答)过(?:她|他|人)了|(?:回复|答复)了){TAIL}"
    rf"|{LEAD}我?已经?(?:回复?|答复?|联系|办){TAIL}"
)
_PLAINLY = (
    r"(?:忽略|作废|无效|略过|跳过|关闭|关掉|关了|误报|垃圾|广告)(?:它|这条|这个|了|吧)*"
)
_NO_NEED = r"(?:不用|不必|不需要|别|甭|无需)再?(?:管|理|理会|回复?|答复?|跟进?|处理|办)(?:它|他|她|这条|这个)?"
_OVER = rf"(?:{_PLAINLY}|{_NO_NEED}了吧?|不管了|不理了|不跟了)"
_DROP = re.compile(
    rf"{LEAD}(?:就|也|先|那)?(?:(?P<over>{_OVER})(?:[：:，,、。；;\s（(]+(?P<reason>.*))?|{_NO_NEED}|不管|不理|算了){TAIL}",
    re.DOTALL,
)
_SHOW = re.compile(
    r"(?:看看?|看一下|说说|说一下|展开|查看?)?(?:这?(?:个|条|是|件事?)?(?:详情|详细|明细|上下文|原话|原文|前后的?话|聊天记录)"
    r"|(?:这?(?:个|条|是|件事?)?(?:怎么回事|咋回事|什么情况|啥情况|什么事|啥事|怎么说的|说了什么|说了啥)))[了吗呢呀啊吧儿]*"
    r"|看看?|看一下|展开"
)
_NO_CARD = re.compile(
    r"\s*[#＃]\s*\d+(?:\s*(?:号楼|号院|楼|单元|年|月|届|期|班)|[^#＃\n\d][^#＃\n]*[#＃](?!\d))"
)


def read_decision(words: str) -> Decided | None:
    """What words about a card decide; None for an answer, a note, or anything longer.

    words: without the numbers before them; no words at all ask to see the card.
    """
    words = bare(words)
    if not words or _SHOW.fullmatch(words):
        return Decided(Decision.SHOW)
    if promises(words):
        return Decided(Decision.TAKE)
    if _DONE.fullmatch(words):
        return Decided(Decision.DONE)
    if nods(words):
        return Decided(Decision.SEEN)
    dropped = _DROP.fullmatch(words)
    if dropped is None:
        return None
    return Decided(Decision.DROP, _reason(dropped["reason"] or ""))


def asks_for_list(text: str) -> bool:
    """“待办”, “还有什么没办”: what waits for staff is asked for."""
    words = bare(said_to(text))
    return _LIST.fullmatch(words) is not None and _WHICH.search(words) is not None


def names_card(text: str) -> bool:
    """Whether the “#12” before the words is a card, not “#3 号楼” or a “#topic#”."""
    return _NO_CARD.match(text) is None


def _reason(words: str) -> str:
    return bare(words).removeprefix("因为").rstrip("）)")
