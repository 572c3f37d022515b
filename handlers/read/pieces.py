"""What a message that is no report adds to a record: only what is surely meant for it."""

import re
from collections.abc import Iterator
from datetime import datetime

from handlers.model.finding import Speech, Stated, When
from handlers.read import signs
from handlers.read.facts import Facts
from handlers.read.feedback import is_shared
from handlers.read.questions import is_question
from handlers.read.replies import could_answer

SHORT = 24  # characters of a sentence that can be all about one thing
_LEAD = 3  # characters before a time that is all the sentence is about
_CLEFT_PLACE = re.compile(r"(?:是在|就在|就是在)$")
_CLOSE = re.compile(r"[^，,。\s]{0,3}(?:的|嘛|呀|啊|哈)?(?:[，,。！!\s]|$)")
_CAME = re.compile(
    r"(?:一共|总共|共|实到|实际|登记|签到|数了?|到了|来了|去了|有|到场|是"
    r"|就)[^，,。\s]{0,6}$"
)
_NEEDED = re.compile(
    r"(?:得|要|需要|缺|差|再来|找|叫|喊)[来去]?$|(?:得|需要?|缺)[^，,。]{0,4}$"
)
_CLEFT_TIME = re.compile(
    r"\s*(?:才|刚|就)?(?:弄|搞|办|开|做|去|放|唱|跳|排|种|修|包|送|演|拍|练|拉|清|扫|捡|装"
    r"|搭|完)[^，,。\s]{0,6}?(?:的|完|好)(?=了?(?:$|[，,。！!\s]))"
)
TELLS = re.compile(r"[说讲夸]")
_NO_REACTION = re.compile(
    r"别(?:激动|紧张|吵|生气)|祝|快乐!?！?$|节日|晚安|早安|早上好|恭喜|红包|生日快乐"
)


def sift(text: str, facts: Facts, sent_at: datetime) -> tuple[Stated, ...]:
    """The statements that supplement a record; none from hearsay, doubt, wishes, questions."""
    if _unfit(text):
        return ()
    if could_answer(text, facts, sent_at):
        return tuple(one for one in facts.stated if not _future(one, sent_at))
    return (
        *_times(text, facts, sent_at),
        *_places(text, facts),
        *_counts(text, facts),
        *_reactions(text, facts),
    )


def _unfit(text: str) -> bool:
    head = text[:80]
    own = TELLS.split(head, maxsplit=1)[0]  # 她自己记得的 is another's memory, told today
    return (
        is_question(text)
        or any(
            sign.search(head)
            for sign in (
                *(signs.FORWARDED, signs.ELSEWHERE, signs.DOUBT),
                *(signs.UNDONE, signs.UTILITY, signs.QUARREL, signs.JOKE),
            )
        )
        or signs.LONG_AGO.search(own) is not None
        or (signs.WISH.search(head) is not None and signs.SUPPLEMENT.search(head) is None)
    )


def _future(one: Stated, sent_at: datetime) -> bool:
    return isinstance(one.value, When) and one.value.start > sent_at


def _times(text: str, facts: Facts, sent_at: datetime) -> Iterator[Stated]:
    for one in facts.times:
        cleft = one.span[0] <= _LEAD and _CLEFT_TIME.match(text, one.span[1])
        if cleft and not _future(one, sent_at):
            yield one


def _places(text: str, facts: Facts) -> Iterator[Stated]:
    for one in facts.places:
        before = text[max(0, one.span[0] - 4) : one.span[0]]
        rest = len(text) - (one.span[1] - one.span[0])
        closes = _CLOSE.match(text, one.span[1])
        if _CLEFT_PLACE.search(before) and closes and (rest < SHORT or "的" in closes[0]):
            yield one


def _counts(text: str, facts: Facts) -> Iterator[Stated]:
    corrects = signs.SUPPLEMENT.search(text) is not None
    for one in facts.counts:
        before = text[max(0, one.span[0] - 10) : one.span[0]]
        came = _CAME.search(before) or _CAME.search(text[: one.span[0] + 4])
        short = len(text) <= 3 * SHORT
        if short and (corrects or came) and not _NEEDED.search(before):
            yield one


def _reactions(text: str, facts: Facts) -> Iterator[Stated]:
    if signs.HOME.search(text) or _NO_REACTION.search(text):
        return
    for one in facts.feedback:
        speech = one.value
        if isinstance(speech, Speech) and (speech.speaker or is_shared(speech.text)):
            yield one
