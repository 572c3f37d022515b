"""What speaks for a short message being the answer to a question about a record."""

import re

from handlers.model.finding import Field, When
from handlers.read import folk, signs
from handlers.read.facts import Facts
from handlers.read.questions import is_question

_LEAD = 2  # characters before the value that opens a message
SHORT, MIDDLING, LONGEST = 8, 16, 32  # characters
_OPENS = re.compile(
    r"\s*(?:嗯+|哦+|对|啊|那个)*[，,\s]?(?:老样|是|就|在|从|应该|大概|大约|差不多|好像|没|不是|不在|写错|改|地点|时间|人数|一共"
    r"|总共|连|算|还是|都|加上|到的|来的|去的|男的|女的|忘)"
)
_GUESS = re.compile(
    r"大概|差不多|估摸|应该是|好像是|没数|没细数|没统计|没记|记不|左右|出头|来个|来号|少说|不到|多吧|吧(?=$|[，,])|约摸|签到[表本]|数了"
)
_MENDS = re.compile(
    r"写错|不对|改一下|改成|错了|打错|手滑|忘写|不是[^，,。]{1,8}[，,]?是|应该是|没错|更正"
)
_PLAN = re.compile(r"计划|临时|报的那个|年初报|表上第|赶上")
_NONE = re.compile(
    r"没(?:啥|什么|有|人)?[^，,。]{0,2}(?:意见|反馈|说啥|建议|反应)|反[馈响映应]"
)
_FELT = re.compile(
    rf"(?:{folk.FOLK.pattern}|孩子|大人|大爷|大妈|大姐|奶奶|爷爷|师傅|去的|来的|有人|有的|他们|她们|都|个个)[^，,。]{{0,4}}"
    r"(?:说|讲|夸|嫌|觉得|乐|高兴|开心|喜欢|满意|放心|舍不得|不肯|唱起来|哭|笑|值|问|吃光|反映)|^说"
)
_BEGUN = re.compile(
    r"^(?:大概|应该是?|就|是)?(?:大?清早|一大早|早上|上午|中午|下午|傍晚|晚上|晚饭后|饭后|半天|一上午|一下午|昨|前|上个?(?:周|星期"
    r"|礼拜)|周[一-日]|星期|礼拜|\d{1,2}[月日号点])"
)
_NUMBER = re.compile(
    r"[\d一二三四五六七八九十几百两俩仨]+[来多几余]?(?:个|位|名|人|口|户|号人)?"
)
_WHERE = re.compile(
    r"(?:楼|室|厅|场|园|馆|院|院子|站|亭|店|廊|巷|弄|口|台|房|层|心|街|桥|边|里|上|下|旁|那儿|那边|后面|前面|对面|架空层|胡同"
    r"|门口)(?=$|[，,。])"
)
_CHATTY = re.compile(
    r"[你您]|哈哈|谢|辛苦|收到|明天|快乐|祝|好看|加油|真[好绝棒美冷热]|回家|到家|睡|吃饭|[买卖]|手机|电梯|快递|物业|群里|天气|雨|雪|冷"
    r"|热(?!闹)|[呀哇]$|！|!|😂|👍"
)


def weigh_answer(text: str, facts: Facts, leftover: int) -> dict[str, float]:
    """Each name of weights.REPLY.  leftover: characters that are no value and no filler."""
    return {
        **_stated(text, facts),
        **_worded(text),
        "short": len(text) <= SHORT,
        "middling": len(text) <= MIDDLING,
        "too_long": len(text) > LONGEST,
        "leftover": min(leftover, 20) / 5,
        "nothing_left": leftover <= 1,
    }


def _stated(text: str, facts: Facts) -> dict[str, float]:
    fields = {one.field for one in facts.stated}
    start = {one.field for one in facts.stated if one.span[0] <= _LEAD}
    return {
        "time": Field.TIME in fields,
        "time_first": Field.TIME in start or _BEGUN.match(text) is not None,
        "by_the_clock": any(isinstance(t.value, When) for t in facts.times),
        "where": Field.PLACE in fields,
        "where_first": Field.PLACE in start,
        "ends_where": _WHERE.search(text) is not None,
        "count": bool(facts.headcounts),
        "number": _NUMBER.search(text) is not None,
        "slots": bool(facts.slots),
        "feedback": bool(facts.feedback),
    }


def _worded(text: str) -> dict[str, float]:
    return {
        "opens": _OPENS.match(text) is not None,
        "guess": _GUESS.search(text) is not None,
        "mends": _MENDS.search(text) is not None,
        "plan": _PLAN.search(text) is not None,
        "none": _NONE.search(text) is not None,
        "felt": _FELT.search(text) is not None,
        "chatty": _CHATTY.search(text) is not None,
        "self": signs.SELF.search(text) is not None,
        "home": signs.HOME.search(text) is not None,
        "private": signs.PRIVATE.search(text) is not None,
        "elsewhere": signs.ELSEWHERE.search(text) is not None,
        "forwarded": signs.FORWARDED.search(text) is not None,
        "quarrel": signs.QUARREL.search(text) is not None,
        "long_ago": signs.LONG_AGO.search(text) is not None,
        "trouble": signs.TROUBLE.search(text) is not None,
        "question": is_question(text),
    }
