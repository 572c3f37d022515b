"""What an asker says after the question: which answer it is, never mind, and what about…"""

import re
from collections.abc import Sequence

from handlers.read.address import without_names
from handlers.read.asked import meaning
from handlers.read.questions import is_question

LONGEST_WORD = 30  # characters; more is no mere “不用了”
LONGEST_CHOICE = 14
SHORTEST_NAME = 2  # characters that name one of what was offered
_POLITE = r"(?:(?:好的?|嗯+|哦+|谢谢|多谢|感谢|谢了|辛苦)(?:啦|了|大家|各位|您|你)*[\s，,。！!~～]*)*"
_TAIL = r"(?:了|啦|哈|呀|啊|吧|的|哦|噢|[\s，,。！!~～🙏👌😊])*"
_DIGITS = "一二三四五六七八九"
_CHOICE = re.compile(
    rf"(?:我?(?:是|要|选|问的是|想问的?是?)|就是?)?\s*第?\s*"
    rf"(?P<number>[1-9{_DIGITS}１-９①-⑨])\s*(?:个|条|号|项|点)?\s*{_TAIL}{_POLITE}"
)
_NUMBER = re.compile(rf"[1-9{_DIGITS}１-９①-⑨]")
_CHOICES = re.compile(
    rf"(?:我?(?:是|要|选|问的是|想问的?是?)|就是?)?\s*第?{_NUMBER.pattern}(?:个|条|号|项|点)?"
    rf"(?:[\s、，,.和跟与及还有以]+第?{_NUMBER.pattern}(?:个|条|号|项|点)?)+(?:都|全|我|要|想|问|是|两个|俩|[\s，,])*"
    rf"{_TAIL}{_POLITE}"
)
_ALL = re.compile(
    rf"(?:我?这?(?:[两三]个|俩|仨|几个|些)?(?:全部|全都|都|全))(?:我?(?:要|想(?:要|问|知道|看)?|问|是|说说|选|讲讲)"
    rf"|需要)?(?:[一]?下)?{_TAIL}{_POLITE}"
)
_NONE = re.compile(
    rf"{_POLITE}(?:都|全|一个都|一?个?也|上面)?(?:都|全)?(?:不是|没有|不对|不沾边)(?:这[些个几]"
    rf"|我(?:要|想)问的)?{_TAIL}{_POLITE}"
)
_YES = re.compile(rf"(?:是|对|没错|就是?这[个条]){_TAIL}{_POLITE}")
_NAMED = re.compile(
    r"(?:我?(?:是|要|选|问的?是|想问的?是?|说的?是?)|就是?)?\s*(?P<words>\w.*?)\s*[?？]*"
    rf"(?:的?[那这]?一?[个条项])?{_TAIL}[?？]*"
)
_NEVER_MIND = re.compile(
    rf"{_POLITE}(?:我?们?(?:这边|这里)?已经?)?(?:不用(?:麻烦|管|问|查|答|回)?(?:您|你|你们|大家)?"
    rf"|不(?:麻烦|问|需要)|(?:问题)?(?:已经?)?(?:解决|搞定|弄好|办好|问到|找到|查到|搞清楚)"
    rf")了{_TAIL}{_POLITE}"
)
_UNDERSTOOD = re.compile(
    rf"{_POLITE}(?:我?们?(?:已经|现在)?)?(?:知道|明白|清楚|懂|会)了{_TAIL}{_POLITE}"
)
_LEADS_ON = re.compile(
    r"\s*(?:那么?(?!个|天|边|里|些|位|次|年|是)|要是|如果|假如|万一|可是?(?!以)|但是?|不过|还有呢)"
)
_GREETING = re.compile(
    r"(?:[你您]好|大家好|早上?好?|早安|晚上?好|晚安|中午好|下午好|在吗|在不在|有人吗|老师|机器人"
    r"|大家|各位|老师们|呀|啊|哈+|嗯+|好的?|收到|辛苦(?:了|啦)?|加油|节日快乐|新年好|新年快乐|周末愉快|再见|拜拜"
    r"|(?:明[天儿]|回头|晚上|待会儿?|下?(?:周|星期|礼拜)[一二三四五六日天末]?)见|[\W_])*"
)
_AND_ALSO = re.compile(
    r"(?<=[?？。；;！!\n，,])\s*(?=(?:还有|另外|顺便|再(?:问|有|就是)|其次|第[二三]|[二三][、是]"
    r"|[23][.、．）)])(?!呢))"
)
_NUMBERED = re.compile(
    r"\s*(?:[1-3一二三][.、．）)]|第[一二三][个，,、]?|还有(?:就是|个问题)?|另外|顺便(?:问一?下)?"
    r"|再(?:问一?下|有|就是)|其次)[\s，,：:]*"
)
_MARKED = re.compile(r"(?<=[?？])")
MOST_PARTS = 3  # questions of one message; the last part has all that are left


def read_choice(text: str, most: int) -> int | None:
    """“2”, “第一个”: which of `most` is meant; 0 for none of them, None for something else."""
    words = without_names(text)
    if len(words) > LONGEST_CHOICE:
        return None
    if _NONE.fullmatch(words):
        return 0
    match = _CHOICE.fullmatch(words)
    if match is None:
        return None
    number = _number(match["number"])
    return number if number <= most else None


def read_choices(text: str, most: int) -> tuple[int, ...] | None:
    """“1和2”, “都要”: which of `most` are meant; nothing for none of them, None as above."""
    one = read_choice(text, most)
    if one is not None:
        return (one,) if one else ()
    words = without_names(text)
    if most == 1 and _YES.fullmatch(words):
        return (1,)
    if len(words) > LONGEST_CHOICE:
        return None
    if _ALL.fullmatch(words):
        return tuple(range(1, most + 1))
    if _CHOICES.fullmatch(words) is None:
        return None
    found = tuple(dict.fromkeys(_number(each) for each in _NUMBER.findall(words)))
    return found if max(found) <= most else None


def read_named(text: str, offered: Sequence[str]) -> int | None:
    """“排练的那个”: the number of the only offered question in which these words stand."""
    match = _NAMED.fullmatch(without_names(text))
    if match is None or len(match["words"]) < SHORTEST_NAME:
        return None
    found = [n for n, words in enumerate(offered, 1) if match["words"] in words]
    return found[0] if len(found) == 1 else None


def never_mind(text: str) -> bool:
    """不用了, 解决了: no answer is wanted any more."""
    return _short(text, _NEVER_MIND)


def understood(text: str) -> bool:
    """知道了: somebody has told, if anybody has spoken."""
    return _short(text, _UNDERSTOOD)


def greeting(text: str) -> bool:
    """你好, 早: nothing is wanted."""
    return _short(text, _GREETING)


def leads_on(text: str) -> bool:
    """“那没有发票呢？”, which means nothing without what was said before."""
    return _LEADS_ON.match(without_names(text)) is not None


def questions_in(text: str) -> tuple[str, ...]:
    """Two questions in one message, “…？还有…？”, each alone; nothing where it is one."""
    parts = [part.strip() for part in _AND_ALSO.split(without_names(text))]
    asked = [part for part in parts if is_question(part)]
    each = [*asked[: MOST_PARTS - 1], "\n".join(asked[MOST_PARTS - 1 :])]
    found = tuple(_NUMBERED.sub("", part, count=1) for part in each if part)
    return found if len(found) > 1 else ()


def each_asked(text: str) -> tuple[str, ...]:
    """Several questions with nothing between but their marks; nothing unless each has a topic."""
    parts = [part for each in _MARKED.split(without_names(text)) if (part := each.strip())]
    alone = all(is_question(p) and any(len(run) > 1 for run in meaning(p)) for p in parts)
    found = (*parts[: MOST_PARTS - 1], "\n".join(parts[MOST_PARTS - 1 :]))
    return tuple(filter(None, found)) if alone and len(parts) > 1 else ()


def _short(text: str, pattern: re.Pattern[str]) -> bool:
    words = without_names(text)
    return len(words) <= LONGEST_WORD and pattern.fullmatch(words) is not None


def _number(written: str) -> int:
    if written in _DIGITS:
        return _DIGITS.index(written) + 1
    if "①" <= written <= "⑨":
        return ord(written) - ord("①") + 1
    return int(written)
