"""What staff say about a card in their room: ordinary words, no commands (R12, R17)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.read.address import said_to


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

_LEAD = r"(?:(?:好的?|行|嗯+|收到|可以|OK|ok)[，,、。\s]*)?(?:这(?:个|条|件事?|事)|它)?"
_TAIL = r"[了吧哈啊哦呢啦的]*"
_WHEN = (
    r"(?:马上|这就|现在|一会儿?|待会儿?|等会儿?|回头|下午|上午|晚上|晚点|明天|今天|下班前)?"
)
_DEED = r"(?:跟进?|处理|办|联系|负责|接手?|对接|核实|确认|打听|了解|打个?电话|问|查|听|看看|看一?下)"
_UNSURE = r"(?:(?:我们?)?(?:也|还)?(?:不(?:太|大|是很)?(?:清楚|知道|确定|了解)|说不(?:好|准)|没把握))"
_OBJECT = r"(?:一?下|问|一问)?(?:[^\W\d_不没过好完可能行]{0,6})?(?:再说|再回)?"
_HELPING = r"[帮给替](?:忙|[你您]们?|大家|老师)?"
_ASIDE = rf"{_LEAD}(?:{_UNSURE}[，,、。\s]*)?"
_OTHERS = (
    r"[^\W\d_就行可能要吧的你您]{1,8}"  # not “转给财务就行了”, which tells the asker to
)
_TAKE = re.compile(
    rf"{_ASIDE}(?:由|让)?{_WHEN}(?:我们?|本人){_WHEN}(?:来|去|先|得|{_HELPING})*(?:(?:来|去){_TAIL}|{_DEED}{_OBJECT}{_TAIL})"
    rf"|{_LEAD}(?:交给我|归我|算我的|包在我身上|我的|(?:我)?认?领){_TAIL}"
    rf"|{_ASIDE}(?:我们?)?(?:先|已经?|都)*(?:转交?|交)给(?:了)?{_OTHERS}?[了啦]{_TAIL}"
    rf"|{_ASIDE}我们?{_WHEN}(?:先|已经?|去|来)*转交?给{_OTHERS}{_TAIL}"
)
_YOU = r"(?:[你您]们?|大家|老师|一声)"
_ASKING = re.compile(
    rf"{_ASIDE}(?:我们?)?{_WHEN}(?:我们?)?(?:先|来|去|再|得|{_HELPING})*{_DEED}{_OBJECT}{_TAIL}"
)
_NEWS = (
    r"(?:(?:一|等)?有(?:了)?(?:消息|信儿?|结果|准信|回音|答复)了?(?:以后|之后|就|再)?"
    r"|(?:问|打听|查|核实|确认)(?:好|到|清楚|明白|完)了?(?:以后|之后|就|再)?)"
)
_PROMISED = re.compile(
    rf"(?:我们?)?(?P<later>{_NEWS}|{_WHEN})(?:我们?|尽快|再|就|马上|一定)*"
    rf"(?:(?:告诉|回复?|答复)(?P<you>{_YOU}?)|(?:通知|联系)(?P<all>{_YOU})"
    rf"|[跟给和向](?P<them>{_YOU})(?:说一?声?|讲|回复?|答复|准信|消息|回?个?[信话]|打?电话|联系)+)"
    r"[吧哈啊哦呢啦的]*"
)
_WAIT = re.compile(
    r"(?:请|麻烦)?[你您]?(?:先|再)*(?:稍?等(?:一下|一会儿?|等|我一下|我消息|我回话)?|稍候)[吧哈啊哦呢]*"
)
_PARTS = re.compile(r"[\s，,。！!；;、]+")
_DONE = re.compile(
    rf"{_LEAD}(?:我|都|已经|已|刚刚?)*"
    r"(?:好了|(?:办|处理|弄|搞|做|跟进|解决|看|听|补)(?:好|完|过)+了?|(?:办|处理|解决|搞定|完成|弄妥|补发)了"
    r"|搞定|办结|完事|处理|解决|完成|联系上了|(?:在?群里|私下|电话里|当面)?(?:回|答|回复|答复|说)(?:过|完)了?"
    rf"|(?:回|答)过(?:她|他|人)了|(?:回复|答复)了){_TAIL}"
    rf"|{_LEAD}我?已经?(?:回复?|答复?|联系|办){_TAIL}"
)
_PLAINLY = (
    r"(?:忽略|作废|无效|略过|跳过|关闭|关掉|关了|误报|垃圾|广告)(?:它|这条|这个|了|吧)*"
)
_NO_NEED = r"(?:不用|不必|不需要|别|甭|无需)再?(?:管|理|理会|回复?|答复?|跟进?|处理|办)(?:它|他|她|这条|这个)?"
_OVER = rf"(?:{_PLAINLY}|{_NO_NEED}了吧?|不管了|不理了|不跟了)"
_DROP = re.compile(
    rf"{_LEAD}(?:就|也|先|那)?(?:(?P<over>{_OVER})(?:[：:，,、。；;\s（(]+(?P<reason>.*))?|{_NO_NEED}|不管|不理|算了){_TAIL}",
    re.DOTALL,
)
_SHOW = re.compile(
    r"(?:看看?|看一下|说说|说一下|展开|查看?)?(?:这?(?:个|条|是|件事?)?(?:详情|详细|明细|上下文|原话|原文|前后的?话|聊天记录)"
    r"|(?:这?(?:个|条|是|件事?)?(?:怎么回事|咋回事|什么情况|啥情况|什么事|啥事|怎么说的|说了什么|说了啥)))[了吗呢呀啊吧儿]*"
    r"|看看?|看一下|展开"
)
_NODS = (
    r"(?:收到|知道|明白|看到|了解|谢谢|辛苦|感谢|多谢|嗯+|哦+)(?:了|啦|你|您|大家|小?\w)?"
    r"|(?:嗯+|哦+)?好(?:的|滴|嘞|呀)?|ok(?:的|了)?"
)
_SEEN = re.compile(rf"(?:(?:{_NODS}|{_UNSURE}){_TAIL}[，,、。\s]*){{1,3}}", re.IGNORECASE)
_EDGES = re.compile(r"^[\s，,、：:。]+|[\s。！!~～…？?，,]+$")
_NO_CARD = re.compile(
    r"\s*[#＃]\s*\d+(?:\s*(?:号楼|号院|楼|单元|年|月|届|期|班)|[^#＃\n\d][^#＃\n]*[#＃](?!\d))"
)


def read_decision(words: str) -> Decided | None:
    """What words about a card decide; None for an answer, a note, or anything longer.

    words: without the numbers before them; no words at all ask to see the card.
    """
    words = _bare(words)
    if not words or _SHOW.fullmatch(words):
        return Decided(Decision.SHOW)
    if promises(words):
        return Decided(Decision.TAKE)
    for decision, pattern in (
        (Decision.DONE, _DONE),
        (Decision.SEEN, _SEEN),
    ):
        if pattern.fullmatch(words):
            return Decided(decision)
    dropped = _DROP.fullmatch(words)
    if dropped is None:
        return None
    return Decided(Decision.DROP, _reason(dropped["reason"] or ""))


def promises(words: str) -> bool:
    """“我去问问财务，下午回您”: they see to it, and have not answered; nothing else is said."""
    words = _bare(words)
    if _TAKE.fullmatch(words):
        return True
    parts = _PARTS.split(words)
    told = [_later(part) or _WAIT.fullmatch(part) is not None for part in parts]
    nods = (_ASKING.fullmatch(part) or _SEEN.fullmatch(part) for part in parts)
    if any(told):
        return all(one or nod for one, nod in zip(told, nods, strict=True))
    return False


def _later(words: str) -> bool:
    """下午回您, 有消息就告诉您; not 回复了, nor 通知."""
    found = _PROMISED.fullmatch(words)
    return found is not None and any(found.groups())


def asks_for_list(text: str) -> bool:
    """“待办”, “还有什么没办”: what waits for staff is asked for."""
    words = _bare(said_to(text))
    return _LIST.fullmatch(words) is not None and _WHICH.search(words) is not None


def names_card(text: str) -> bool:
    """Whether the “#12” before the words is a card, not “#3 号楼” or a “#topic#”."""
    return _NO_CARD.match(text) is None


def _bare(words: str) -> str:
    return _EDGES.sub("", words)


def _reason(words: str) -> str:
    return _bare(words).removeprefix("因为").rstrip("）)")
