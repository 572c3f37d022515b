"""Short messages that are hardly more than the value of one field: 28人, 在二楼."""

import re
from datetime import datetime

from handlers.model.finding import Speech, Stated, When
from handlers.read import signs
from handlers.read.facts import Facts
from handlers.read.feedback import is_shared

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
    r"[\s，,。！!~～、.…]|一共|总共|大概|大约|差不多|当天|当时|就是|是|不|没算|算上|在|去|到|来|的|了|吧|呢|嘛|啊|呀|哦|有|都|就|也|我们|咱们|大家|人|个|对|应该|左右|司机|不含|含|上"
)


def could_answer(text: str, facts: Facts, sent_at: datetime) -> bool:
    """Whether a short text is hardly more than the value of a field."""
    if _MENDS.fullmatch(text):
        return True
    answers = [one for one in facts.stated if _answers(one, sent_at)]
    if len(text) > LONGEST_REPLY or not answers or signs.SELF.search(text):
        return False
    if any(sign.search(text) for sign in _UNFIT):
        return False
    rest = list(text)
    for stated in answers:
        rest[slice(*stated.span)] = " " * (stated.span[1] - stated.span[0])
    return len(_FILLER.sub("", "".join(rest))) <= max(2, len(text) // 5)


def _answers(one: Stated, sent_at: datetime) -> bool:
    """A time behind us, a place, a number, or what others than the writer felt."""
    match one.value:
        case When(start=start):
            return start <= sent_at
        case Speech(text=said):
            return is_shared(said)
        case _:
            return True
