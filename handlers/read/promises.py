"""Whoever sees to a question says so: 我去问问, 下午回您, 请稍等 (R12)."""

import re

from handlers.read.concepts import kinds
from handlers.read.nods import LEAD, TAIL, UNSURE, bare, nods

_WHEN = (
    r"(?:马上|这就|现在|一会儿?|待会儿?|等会儿?|回头|下午|上午|晚上|晚点|明天|今天|下班前)?"
)
_DEED = r"(?:跟进?|处理|办|联系|负责|接手?|对接|核实|确认|打听|了解|打个?电话|问|查|听|看看|看一?下)"
_OBJECT = r"(?:一?下|问|一问)?(?:[^\W\d_不没过好完可能行]{0,6})?(?:再说|再回)?"
_HELPING = r"[帮给替](?:忙|[你您]们?|大家|老师)?"
_ASIDE = rf"{LEAD}(?:{UNSURE}[，,、。\s]*)?"
_OTHERS = (
    r"[^\W\d_就行可能要吧的你您]{1,8}"  # not “转给财务就行了”, which tells the asker to
)
_TAKE = re.compile(
    rf"{_ASIDE}(?:由|让)?{_WHEN}(?:我们?|本人){_WHEN}(?:来|去|先|得|{_HELPING})*(?:(?:来|去){TAIL}|{_DEED}{_OBJECT}{TAIL})"
    rf"|{LEAD}(?:交给我|归我|算我的|包在我身上|我的|(?:我)?认?领){TAIL}"
    rf"|{_ASIDE}(?:我们?)?(?:先|已经?|都)*(?:转交?|交)给(?:了)?{_OTHERS}?[了啦]{TAIL}"
    rf"|{_ASIDE}我们?{_WHEN}(?:先|已经?|去|来)*转交?给{_OTHERS}{TAIL}"
)
_YOU = r"(?:[你您]们?|大家|老师|一声)"
_ASKING = re.compile(
    rf"{_ASIDE}(?:我们?)?{_WHEN}(?:我们?)?(?:先|来|去|再|得|{_HELPING})*{_DEED}{_OBJECT}{TAIL}"
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
_ADDRESSED = re.compile(r"您|大家")  # 你 is a colleague as often
_HOUR = re.compile(r"[上下]午|晚上|[今明]天|下班前")
_DEED_DONE = re.compile(rf"我们?.*{_DEED}[^\W\d_]{{2,}}[了啦]")  # 我们联系保险公司了
_HEARING = re.compile(r"知道|晓得|通知|公布|告诉|答复|回复|回音|结果|消息|联系|出来")


def promises(words: str) -> bool:
    """“我去问问财务，下午回您”: they see to it, and have not answered; nothing else is said."""
    words = bare(words)
    if _TAKE.fullmatch(words):
        return True
    parts = _PARTS.split(words)
    told = [_told(part) for part in parts]
    more = (_ASKING.fullmatch(part) or nods(part) for part in parts)
    if any(told):
        return all(one or other for one, other in zip(told, more, strict=True))
    return False


def to_asker(promise: str) -> bool:
    """Whether it may be meant for whoever asked: 稍等, 今天回复; not 我来, a word among staff."""
    words = bare(promise)
    told = any(map(_told, _PARTS.split(words)))
    return told or any(form.search(words) for form in (_ADDRESSED, _DEED_DONE))


def answers(promise: str, question: str) -> bool:
    """Whether it is an answer, too: to 您 or 大家 it says when, or that is what was asked."""
    if _ADDRESSED.search(promise) and _HOUR.search(promise):
        return True
    asked = kinds(question)
    return "?when" in asked or ("?how" in asked and bool(_HEARING.search(question)))


def _told(words: str) -> bool:
    return _later(words) or _WAIT.fullmatch(words) is not None


def _later(words: str) -> bool:
    """下午回您, 有消息就告诉您; not 回复了, nor 通知."""
    found = _PROMISED.fullmatch(words)
    return found is not None and any(found.groups())
