"""What a question is about, without the words that only make it a question."""

import re

from handlers.read.address import without_names

WORTH = 4  # characters; less is a nod, neither a question nor an answer
_NUMBER = re.compile(r"#\d+")
_CARD = re.compile(r"\s*[#＃]\s*(\d{1,9})(?!\d)[\s，,、：:和]*")
_BARE = re.compile(r"\s*(\d{1,4})\s*[：:](?!\s*[\d：:])(?=\s*\S)")
# Measure words, and what else goes on from a figure in talk: “3 支队伍都报了”, “9 折”.  The list
# only spares staff a hint that is not meant for them: a word too few here costs one line.
_MEASURES = (
    "[个位名人号点月日年天周岁米斤元块毛角分秒楼层栋单元室户箱盒袋包瓶桶杯碗盘份张页本册篇封件条项"
    "支只枝根把扇片颗朵束棵株头匹口座间套双副组队班群排列批堆辆台架艘部场次回遍趟轮届期节课站路"
    "级档桌席圈步段种样款家所处度倍折比多几余公千百万亿克吨寸尺亩]|小时|分钟|平米|平方|毫升|厘米"
)
_LOOSE = re.compile(
    rf"\s*(\d{{1,4}})(?:\s+|\s*[，,]\s*)(?!{_MEASURES}|\w?\s*\d)(?=[^\W\d_])"
)
_ENUMERATED = re.compile(r"(?<!\d)\d{1,2}\s*[、.．：:)）](?!\s*\d)")
_WHEN = re.compile(
    r"(?:这|本|每|上|下)个?(?:月|周|星期)|(?:哪|几)(?:天|日|号|月|点)|(?:什么|啥|几)时(?:候|间)|何时|时间|日期"
)
_EMPTY = re.compile(
    r"请问|问一下|想问|你好|您好|老师|我们|咱们|大家|一下|这个|那个|哪个|来着|到底|具体"
    r"|是不是|能不能|可不可以|要不要|有没有|可以|需要|应该|什么|怎么办|怎么|如何|多少|为什么"
    r"|[我你您的了吗呢呀啊吧嘛么哦啥咋几要能有没想去还就都也在和跟给从里是把被带开得会儿]"
)
_BORDERS = re.compile(r"[\W_]+")
_COMPOUND = re.compile(r"报销会|开放日|民生会|协商会|共识会|联席会")  # 会 is a word here


def card_numbers(text: str) -> tuple[int, ...]:
    """The numbers in “#12 可以买”, “#3 #5 都可以”."""
    numbers: dict[int, None] = {}
    while match := _CARD.match(text):
        numbers[int(match[1])] = None
        text = text[match.end() :]
    return tuple(numbers)


def bare_number(text: str) -> int | None:
    """The number in “1：可以买”, which may be a card's; not in “1:30 开会” nor in a list."""
    found = _BARE.match(text)
    return int(found[1]) if found and not _goes_on(text) else None


def loose_number(text: str) -> int | None:
    """The number in “1 可以买”, which more often is part of what is said: an answer to nobody."""
    found = _LOOSE.match(text)
    return int(found[1]) if found and not _goes_on(text) else None


def _goes_on(text: str) -> bool:
    """More lines, or a second number in a list: “1、… 2、…”."""
    return "\n" in text.strip() or len(_ENUMERATED.findall(text)) > 1


def without_numbers(text: str) -> str:
    """“#12 可以买” without the numbers of the cards; nothing where nothing else is said."""
    while match := _CARD.match(text):
        text = text[match.end() :]
    return text


def meaning(text: str) -> list[str]:
    """The runs of characters that carry meaning, in order."""
    words = _WHEN.sub(" 何时 ", _NUMBER.sub(" ", without_names(text)))
    kept = _COMPOUND.sub(lambda found: f" {found[0].replace('会', chr(0))} ", words)
    stripped = _EMPTY.sub(" ", kept).replace(chr(0), "会")
    return [run for run in _BORDERS.split(stripped) if run]
