"""Which activity a short answer is about: 读书的7个人, 腰鼓那次9个人, 收衣裳这边是5个."""

import re

from handlers.model.finding import Span
from handlers.read.doings import ACTIVITY

LONGEST_ANSWER = 30  # characters; in a longer one the name may stand anywhere
_LEAD = r"[\s，,]*(?:(?:对|哦|嗯|那个|我们|咱们?|今天|昨天|前天|今早|昨晚|上午|下午|早上|晚上)[，,\s]?)*"
_EVENT = r"(?:(?:上午|下午|早上|晚上|今天|昨天)?[那这]一?[次场回趟边天拨头]|[上下]午场|[那这]里)的?"
_DIGIT = r"[\d一二三四五六七八九十百两俩仨]"
_UNIT = r"[多来几余]?(?:[个名位人口]|号人|[，,。吧左\s]|$)"
_COUNT = rf"(?=(?:(?!{_DIGIT})[^，,。；;！!\s]){{0,8}}{_DIGIT}+{_UNIT})"
_NAME = r"(?P<name>[\u4e00-\u9fff]{2,10}?)"
_NAMED = (
    re.compile(rf"{_LEAD}{_NAME}{_EVENT}[，,\s]?(?:帮忙的|来的|参加的|去的)?{_COUNT}"),
    re.compile(rf"{_LEAD}{_NAME}(?:(?<=[\u4e00-\u9fff])的(?:时候)?){_COUNT}"),
    re.compile(rf"{_LEAD}{_NAME}(?={_DIGIT}+{_UNIT})"),
)
_FOREIGN = re.compile(
    r"隔壁|人家|谁|[我你他她]家|没来|没到|请假|缺席|报名|不是|记得|去年|前年"
)
_NO_NAME = re.compile(r"了|一共|总共|大概|差不多|[找缺要差得喊叫需派招]|应该|可能|数了")


def topic_of(text: str) -> Span | None:
    """Where a short answer names its activity, before the number of people."""
    found = _found(text)
    return found.span("name") if found else None


def without_topic(text: str) -> str:
    """`text` with blanks instead of the name, so that only the answer is left in its place."""
    found = _found(text)
    return " " * found.end() + text[found.end() :] if found else text


def _found(text: str) -> re.Match[str] | None:
    if len(text) > LONGEST_ANSWER or _FOREIGN.search(text):
        return None
    by_event, *by_name = (pattern.match(text) for pattern in _NAMED)
    named = [m for m in by_name if m and ACTIVITY.search(m["name"])]
    found = by_event or next(iter(named), None)
    return found if found and not _NO_NAME.search(found["name"]) else None
