"""How neighbours call somebody whose name is known: 小彭, 彭老师, 彭姐 for 彭丽."""

import re

from handlers import memory
from handlers.read.address import said_to
from handlers.read.names import HONORIFIC, SURNAMES

_ADDED = re.compile(r"[(（【\[].*?[)）】\]]|[\s\W\d_]")  # 小彭（社工）
_FAMILY = re.compile(
    rf"(?P<nick>[小老阿])?(?P<family>[{SURNAMES}])(?P<rest>[\u4e00-\u9fff]{{0,4}})"
)
_TITLE = re.compile(rf"(?:家)?(?:{HONORIFIC})")
_OF_STAFF = (
    "老师|社工|书记|主任|干事|站长|督导|[大阿]?[姐哥]"  # 周医生, 周师傅 are neighbours
)
_OPENING = re.compile(
    r"(?:@|[\s，,。！!~～]|请问|问一?下|想问|麻烦|打扰|[你您]好|大家好|早上?好|哎|诶|嗨|那个|社工)*"
)
_APART = r"\s，,、！!：:~～。？?"
# 小周的课, 小周家, 小王府井: who is only spoken of, or somebody else, has no pause behind.
_ADDRESSED = re.compile(rf"(?:{_OF_STAFF})?(?:[{_APART}]|[你您])")
_BY_NAME = re.compile(
    rf"(?:{_OF_STAFF})?(?:[{_APART}]|[你您]|我[们想]|咱|请问|想问|问一?下|麻烦)"
)
_PAUSE = re.compile(r"[啊呀呢吗么吧哦？?，,\s@]$")
_ENDING = re.compile(r"(?:老师|社工)?[\s？?！!。~～]*")
_CALL = re.compile(
    r"^@?[^\s，,：:、。！!？?]{1,10}?(?:[\s，,：:、！!~]+|(?=我))"
)  # 李叔我…
_CLOSE = re.compile(r"^@?[^\s，,：:、。！!？?你您]{1,5}(?=[你您])")  # 小彭你身体…
_LATELY = r"今[天儿早晚]|昨[天晚]|前天|早上|中午|晚上|周末|春节|过年|假期|放假|[这前]两天|这几天|这阵子?|最近|近来|现在|刚才|刚刚?"
_TALK = re.compile(  # all that is said: no matter of the group stands before it
    rf"[{_APART}]*(?:{_LATELY}|[你您]|都|还|又|在|是|过得)*"
    r"(?:吃(?:[早午晚中夜]?饭)?[过好]?了?(?:的?(?:啥|什么))?|(?:去|上|到)[了过]?(?:哪[儿里]?|(?:啥|什么)地方)(?:玩|逛|耍|旅游|旅行)?[了的啦]"
    r"|忙(?:啥|什么|不忙|完|着)?|干(?:[嘛吗啥]|什么)|(?:到家|下班|起床|睡|醒|感冒|结婚|退烧)[好着]?"
    r"|[有找]对象|多大|几岁|(?:身体|身子|感冒|病|腿|腰|家里|爸妈|孩子|宝宝)(?:都|还)?(?:好|怎么样|咋样)(?:些|点儿?)?"
    r"|(?<=[近来子得])(?:好|怎么样|咋样)|[瘦胖黑]|哪[儿里]?人|属(?:啥|什么))"
    r"(?:没有|[了啦吗么嘛呢呀啊吧的没不])*\W*"
)
_LONGEST_TALK = 20  # characters; more has something else in it
_SHORTEST = 2  # characters; one alone is in half of all words
_NOBODY = re.compile(r"(?!)")


def calls(text: str, name: str) -> bool:
    """Whether the words call, or speak of, the one with this name."""
    return _called(name).search(text) is not None


def addresses(text: str, name: str) -> bool:
    """Whether the words are said to the one of staff with this name: 小彭，…; …呀彭老师？

    Of the family name only what colleagues are called counts: 彭医生 is somebody else.
    """
    found = _staff_called(name).search(text)
    if found is None:
        return False
    before, behind = text[: found.start()], text[found.end() :]
    if found["name"] and before.endswith("@"):
        return True
    if _OPENING.fullmatch(before):
        paused = _BY_NAME if found["name"] else _ADDRESSED
        return paused.match(behind) is not None
    return _ENDING.fullmatch(behind) is not None and _PAUSE.search(before) is not None


def only_talks(text: str) -> bool:
    """吃了吗, 周末去哪儿玩了: how somebody is doing, which nobody else can answer for them."""
    if len(text) > _LONGEST_TALK:
        return False
    said = (text, *without_call(text), _CLOSE.sub("", text))
    opened = (_OPENING.match(words) for words in said)
    return any(_TALK.fullmatch(one.string, one.end()) for one in opened if one)


def hails(text: str, name: str) -> bool:
    """Whether the words are said to whoever is called just so: @彭丽 …; 好的，彭丽，…"""
    return name in text and _hailed(name).search(text) is not None


def without_call(text: str) -> frozenset[str]:
    """What may be said to whoever is called first or last, where nobody's name is known yet."""
    words = said_to(text) if "@" in text else text
    return frozenset({words, _CALL.sub("", words)}) - {text}


@memory.lately(2048)
def _called(name: str) -> re.Pattern[str]:
    own, family = _forms(name)
    if family is not None:
        own = [*own, rf"[小老]{family}|{family}{_TITLE.pattern}"]
    return re.compile("|".join(own)) if own else _NOBODY


@memory.lately(2048)
def _staff_called(name: str) -> re.Pattern[str]:
    """The group `name` is what they are called themselves, not by their family's name."""
    own, family = _forms(name)
    if not own:
        return _NOBODY
    alike = rf"|[小老]{family}|{family}(?:{_OF_STAFF})" if family is not None else ""
    return re.compile(rf"(?P<name>{'|'.join(own)}){alike}")


@memory.lately(2048)
def _hailed(name: str) -> re.Pattern[str]:
    bare = re.escape(name)
    return re.compile(rf"@{bare}|(?:^|[{_APART}啊呀哈呢吧哦]){bare}(?:[{_APART}您你]|$)")


def _forms(name: str) -> tuple[list[str], str | None]:
    """Patterns of the name and the given name, and the family name, if they are known."""
    bare = _ADDED.sub("", name)
    if len(bare) < _SHORTEST:
        return [], None
    found = _FAMILY.fullmatch(bare)
    if found is None:
        return [re.escape(bare)], None
    rest = found["rest"]
    given = [rest] if len(rest) >= _SHORTEST and not _TITLE.fullmatch(rest) else []
    return [re.escape(bare), *given], found["family"]
