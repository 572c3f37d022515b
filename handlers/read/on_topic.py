"""What words said in a group have to do with a question that waits there (R12)."""

import re

from handlers import memory
from handlers.likeness import pairs
from handlers.read.asked import meaning
from handlers.read.concepts import ASKS, concepts, kinds

LONGEST_ANSWER = 16  # characters of a plain answer; more has a subject of its own
# In so many questions and notices that both having them says nothing.
_EVERYDAY = re.compile(
    r"[今明后昨当][天日早晚]|[早晚][上晨]|[上中下]午|(?:周|星期|礼拜)[一二三四五六日天末]"
    r"|[\d一二两三四五六七八九十百]+[点号月日个块元张人]半?"
    r"|活动室?|社区|街道|居委会?|场地|项目|工作人员|群里|群众|通知|东西|地方|事情|现在|已经|直接"
    r"|记得|准备|参加|自己|时候|每个?|一[起共]|居民|老人"
)
_TO_EVERYBODY = re.compile(
    r"大家|各位|诸位|所有人|全体|(?:^|[【\[])(?:温馨)?(?:通知|提[醒示])"
)
_LEAD = (
    r"(?:^|[，,。！!；;\s])(?:我[看想觉得]{1,2}|应该|肯定|当然|那|也|都|是|就|一般|现在)*"
)
_VERDICT = re.compile(
    rf"{_LEAD}(?:不?(?:可以|能|行|成|允许|让|算)(?!力|够|都)|不用|不需要|不必|不要|没问题|随时|没事"
    r"|(?:不?[是对要得有会]|没有?)(?=[的了啊呀哈]|$|[，,。！!；;\s]))"
)
_ECHO = re.compile(
    r"(?:可以?|能|不让|不用|不要|要|得|没|有|不)(?:先|再|直接)?(?P<verb>[\u4e00-\u9fff])"
)
_FORMS = {
    "?when": re.compile(
        r"\d|[一二两三四五六七八九十]+[点号月]|[今明后]天|[周每]|[上下]午|晚上|随时|早上|月[初底]"
    ),
    "?where": re.compile(r"[在去到]\w|楼|室|门|对面|旁边|这[儿里边]|那[儿里边]"),
    "?many": re.compile(r"[\d一二两三四五六七八九十百几]"),
    "?long": re.compile(r"[\d一二两三四五六七八九十半几]"),
    "?who": re.compile(r"[找问]\w|联系|我(?:来|管|负责|这)|负责|打电话"),
}
# Names, days, sums and places belong to answers: they are no other subject.
_BESIDES = frozenset(
    [
        "office",
        "worker",
        "member",
        "phone",
        "money",
        "year",
        "weekend",
        "submit",
        "open",
        "schedule",
        "late",
    ]
)


def to_everybody(words: str) -> bool:
    """大家, 各位: nobody's question is meant."""
    return _TO_EVERYBODY.search(words) is not None


def about(words: str, question: str) -> bool:
    """Whether something of what was asked is named, beyond the everyday."""
    return not _subject(words).isdisjoint(_subject(question))


def replies(words: str, question: str) -> bool:
    """Whether it is shaped like an answer to it, and of the same matter."""
    if not _shaped(words, question):
        return False
    verbs = {found["verb"] for found in _ECHO.finditer(words)}
    asked = _characters(question) if verbs else frozenset()
    return bool(verbs & asked) or bool(_matters(words) & _matters(question))


def plainly(words: str, question: str) -> bool:
    """Whether it is a short answer and nothing else; of use only right behind the question."""
    if len(words) > LONGEST_ANSWER or not _shaped(words, question):
        return False
    return not _matters(words) - _matters(question) - _BESIDES


def verdict(words: str) -> bool:
    """可以的, 不用: however short, it answers."""
    return _VERDICT.search(words) is not None


def _shaped(words: str, question: str) -> bool:
    """A verdict, or what the question asks for: when, where, how many …"""
    forms = (_FORMS[kind] for kind in kinds(question) if kind in _FORMS)
    return verdict(words) or any(form.search(words) for form in forms)


def _matters(words: str) -> frozenset[str]:
    return frozenset(name for name in concepts(words) if not name.startswith(ASKS))


@memory.lately(1024)  # words are held against every question that waits, and it against all
def _subject(text: str) -> frozenset[str]:
    """The pairs of characters in what is said beyond the everyday."""
    runs = (run for run in meaning(_EVERYDAY.sub(" ", text)) if len(run) > 1)
    return frozenset(pair for run in runs for pair in pairs(run))


@memory.lately(1024)
def _characters(text: str) -> frozenset[str]:
    return frozenset("".join(meaning(text)))
