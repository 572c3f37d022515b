"""Lists that people put themselves on: 接龙, who comes, who orders what; never a report."""

import re
from dataclasses import dataclass

from handlers.model.finding import Span
from handlers.read.doings import OVER
from handlers.read.lists import NAME, Entry, Row, read_entries, read_rows

_CALLS_FOR_NAMES = re.compile(
    r"接龙|报名|拼[单菜团]|团购|AA|往下[接报填]|[填报]一下|统计一下|名单[：:]|补人|占座"
)
_HEADED = re.compile(r"[^\w\n]*接龙(?![的了群里上])")
_CAME = re.compile(
    r"(?:(?<![能想要])(?:[来去到]|参加)|在场)[的了]|到场|实到|出席|签[到名]|到[岗齐]|点名|[共合总]?计\s?\d+[人位名]|[共全]\s?[\d一二三四五六七八九十]+[人位名]"
    r"|人(?:到齐|齐活|全到)|登记$|说[“：:]"
)
_OPEN = re.compile(
    r"[限缺差剩]\s?\d+|还[有剩缺差]|请继续|(?:\n|^)[^\w\n]*\d{1,2}[.、．)）]?[\s_—…]*$"
)
_NAMED_SO = re.compile(r"接龙|报名")
_GOODS = re.compile(r"拼[单菜团]|团购|下单|元[/一每]|包邮")
_FIELD = re.compile(
    r"\s*[一-龥]{0,4}(?:时间|日期|地点|主题|人数|内容|集合|名称|要求)[一-龥]{0,2}\s*[:：]"
)
_LEAST = 2  # names, where nothing calls for them


@dataclass(frozen=True, slots=True)
class Signup:
    """A list as it stands in one message.  heading: where what it is for is told.

    called: the message says that it is a list to go on with (接龙, 报名).
    """

    heading: Span
    entries: tuple[Entry, ...]
    called: bool

    @property
    def people(self) -> int:
        """How many would come, with those they bring along."""
        return sum(entry.people for entry in self.entries)


def is_signup(text: str) -> bool:
    """Whether `text` is a list to go on with names; who was there, after the deed, is none."""
    if _HEADED.match(text):
        return True
    rows = read_rows(text)
    return bool(rows) and _calls(text, rows, read_entries(text, rows))


def read_signup(text: str) -> Signup | None:
    """Who wants to come to what is still ahead; None if it is no such list, or is empty."""
    rows = read_rows(text)
    entries = read_entries(text, rows)
    if not entries or _GOODS.search(text) or not _calls(text, rows, entries):
        return None
    return Signup((0, rows[0].start), entries, _NAMED_SO.search(text) is not None)


def _calls(text: str, rows: tuple[Row, ...], entries: tuple[Entry, ...]) -> bool:
    """Whether names stand in the rows and more are called for, or nothing is told to be over."""
    rest = text[: rows[0].start] + text[rows[-1].body[1] :]
    if _CAME.search(rest) or any(_is_field(text, row) for row in rows):
        return False
    named = sum(NAME.match(entry.name) is not None for entry in entries)
    if _CALLS_FOR_NAMES.search(rest) or _OPEN.search(rest):
        return named > 0 or len(entries) > _LEAST
    return OVER.search(text) is None and named >= max(_LEAST, len(entries) - 1)


def _is_field(text: str, row: Row) -> bool:
    """Whether the row is filled in (1. 时间：周六) and no entry."""
    return _FIELD.match(text, *row.body) is not None
