"""Short messages that are hardly more than the value of one field: 28人, 在二楼."""

import re
from datetime import datetime

from handlers.model.finding import Speech, Stated, When
from handlers.read import signs
from handlers.read.facts import Facts
from handlers.read.feedback import is_shared
from handlers.read.folk import FOLK

LONGEST_REPLY = 40  # characters
_UNFIT = (
    signs.FORWARDED,
    signs.WISH,
    signs.DOUBT,
    signs.HOME,
    signs.ASKING,
    signs.OBSERVED,
)
_MENDS = re.compile(
    r"(?:(?:不是|错了|写错了?|不对)[^，,。]{0,8}?[，,\s]?){1,2}是?[\d一二三四五六七八九十百]{1,5}[个人位名]{0,2}[吧哈呀]?"
)
_FILLER = re.compile(
    r"[\s，,。！!~～、.…:：]|一共|总共|大概|大约|差不多|当天|当时|就是|是|不|没算|算上|在|去|到|来|的|了|吧|呢|嘛|啊|呀|哦|有|都"
    r"|就|也|我们|咱们|大家|人|个|对|应该|左右|司机|不含|含|上|开始|结束|完|才|从|一直|刚|还是|老地方|那天|那会|其他|晚饭|早饭|午饭|饭"
    r"|后|多|另外|连|加|老师"
)
# An answer that states no value: inside the plan or not, nobody said anything.
_NONE = re.compile(
    r"(?:嗯|哦|啊|对|应该|就)?[，,\s]?(?:(?:不|也)?(?:是|属于|算|在)?在?计划(?:里|内|外|之外|之内|中)[面头]?的?"
    r"|临时(?:加|安排|叫|起意)的?"
    r"|(?:也|暂时|倒|都)?没(?:有|啥|什么|人)?(?:人)?(?:提|说)?(?:啥|什么|特别的?)?(?:意见|反馈|建议|反应|说法|感受))"
    r"[吧呀啊哈呢]?(?:[，,\s][^，,。？?]{1,14}){0,2}[。！!]?"
)
_SOME = (
    rf"(?:有(?:的|[几两三一些]?[个位]?)?|几[个位])?(?:新来的?|{FOLK.pattern}|大人|小孩|孩子|大姐|大嫂|婶子|师傅"
    rf"|[\u4e00-\u9fff]?[奶爷]奶?|[他她]们|来的人|人)们?"
    r"|有[几两三一]?[个位些]?(?:说|嫌)?"
)
_SAID = re.compile(
    rf"(?:{_SOME})(?:都|也|就|还|直|普遍|一致)?"
    r"(?:说(?!明|服)|讲|夸|嫌|觉得|反映|反应|表示|提(?!醒)|抱怨|喜欢|不肯走|玩得|没说|舍不得)[^。？?]{0,24}[。！!]?"
)
_AT = re.compile(
    r"(?:就|还|还是|是|都|也|嗯|哦|对)?是?在(?!家(?:$|[，,\s呢里])|路上|忙|等|吃|睡|上班|车上|外地|老家|哪|线|看|做|想|听"
    r"|群|厕所|医院)"
    r"[^，,。？?！!呢吧了]{2,20}?(?:那[边儿里]|旁边?|对面|[后前]面|中间|里头?|上头?|下头?|边上?|外头?"
    r"|[内楼室厅场园馆院站亭店廊巷弄口道处台房坊间心街桥河湖]|胡同|门口)"
    r"[嘛呀啊哈吧的]{0,2}[。！!]?"
    r"|(?:还是|就是|就|还|都)?在?老地方(?:[，,\s][^，,。？?]{1,10})?[。！!]?"
)
_NUMBER = r"[\d一二三四五六七八九十几百两俩仨]+[来多几余]?"
_COUNTED = re.compile(
    r"(?:[没不](?:统计|记准|细?数|准|太?记得|记清)[过清]?)?[，,\s]*"
    r"(?:一共|总共|大概|大约|估摸着?|差不多|算上我|连我|加上?我|不算我|去了|来了|到了|有|就|约摸|可能|也就)*"
    rf"{_NUMBER}(?:号人|口人|个人|[个位名][\u4e00-\u9fff]{{2,4}}|[个位名人口户])(?:吧|左右|的样子|上下)?"
    rf"(?:[，,、\s](?:连|含|算上|加上?|不含|不算|包括|还有"
    rf"|另外)?(?:{_NUMBER}[个名位][\u4e00-\u9fff]{{1,4}}|我|老师|家属|志愿者))?[。！!吧]?"
    r"|就我们?[和跟同加][^，,。\s]{1,8}[。！!]?|我[和跟同][^，,。\s]{1,6}?[两俩仨三四]个?人?[。！!]?"
    r"|(?:就|只有)?我们[几两三四俩仨]个?人?[。！!]?"
)
_COUNTS = re.compile(
    rf"{_NUMBER}(?:号人|口人|个人|[个位名人口户号])?|{FOLK.pattern}|我们|咱们?|我|全|队|来|到|去|了|有|大约|大概"
    rf"|差不多|左右|一共|总共|其中|加上?|连|老师|孩子|大人"
    r"|没|不|细|数|统计|少说|至少|最多|多|也|就|都|吧|呀|呢|的|样子|天冷|不到|不止|将近|快|[\s，,、。！!~]"
)
_TURNED = re.compile(
    r"(?:对[，,\s])?(?:不是|没错|错了)[^，,。？?]{0,10}[，,\s]是[^，,。？?]{1,14}[。！!]?"
    r"|对[，,\s]?就是[^，,。？?]{1,10}"
    r"|(?:不是|是|对)[，,\s]临时[^，,。？?]{1,8}|(?:时间|地点|人数)(?:没错|不对|错了|是)[^。？?]{0,20}"
    r"|[\u4e00-\u9fff]{0,8}(?:大街|胡同|操场|凉亭|院里|排练厅|门口|[巷路街弄]口|广场|公园|活动[室站]|小学|树下|\d号院)"
    r"|(?:反[响馈应映]|效果|评价)(?:都|还|很|挺|不错|好|热烈|蛮|可以|一般)[^，,。？?]{0,6}"
    r"|有意见[，,\s][^。？?]{2,14}|(?:都|还行|不错|挺好)[^，,。？?]{0,3}[，,\s]都[说挺很][^。？?]{1,10}"
    r"|没人说[啥什]么?"
)
_WHOLE = (_TURNED, _MENDS, _NONE, _AT, _COUNTED)


def could_answer(text: str, facts: Facts, sent_at: datetime) -> bool:
    """Whether a short text is hardly more than the value of a field."""
    if len(text) <= LONGEST_REPLY and any(form.fullmatch(text) for form in _WHOLE):
        return True
    if len(text) <= LONGEST_REPLY and _only_counts(text):
        return True
    if len(text) <= LONGEST_REPLY and _SAID.fullmatch(text) and not signs.HOME.search(text):
        return True
    answers = [one for one in facts.stated if _answers(one, sent_at)]
    if len(text) > LONGEST_REPLY or not answers or signs.SELF.search(text):
        return False
    if _private(text):
        return False
    return leftover(text, facts, sent_at) <= max(2, len(text) // 5)


def leftover(text: str, facts: Facts, sent_at: datetime) -> int:
    """How many characters are neither part of a value nor filler."""
    rest = list(text)
    for stated in facts.stated:
        if _answers(stated, sent_at):
            rest[slice(*stated.span)] = " " * (stated.span[1] - stated.span[0])
    return len(_FILLER.sub("", "".join(rest)))


def _only_counts(text: str) -> bool:
    return re.search(_NUMBER, text) is not None and not _COUNTS.sub("", text)


def _private(text: str) -> bool:
    return any(sign.search(text) for sign in _UNFIT)


def _answers(one: Stated, sent_at: datetime) -> bool:
    """A time behind us, a place, a number, or what others than the writer felt."""
    match one.value:
        case When(start=start):
            return start <= sent_at
        case Speech(text=said):
            return is_shared(said)
        case _:
            return True
