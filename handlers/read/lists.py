"""The entries of a list that people put themselves on: `1. 老魏+1`, `② 小鹿（带妈妈）`, `3.`"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.model.finding import Span
from handlers.read.clauses import trim
from handlers.read.names import HONORIFIC, SURNAMES

MOST_ENTRIES = 99
NAME = re.compile(
    rf"[老小大阿][一-龥]|[{SURNAMES}][一-龥]{{1,2}}(?![一-龥])"
    rf"|[一-龥]{{1,4}}(?:{HONORIFIC})|[一二三四五六七八九十]{{1,3}}(?:楼|单元|号)"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DARK = "➊➋➌➍➎➏➐➑➒➓"
_LINE = re.compile(
    rf"(?:^|\n)[^\w\n]*+(?:(?P<number>[1-9]\d?)(?:\s*[.、．)）—\-]+|\ufe0f?\u20e3|[ \u3000]+|(?=[一-龥\n]|$))|(?P<sign>[{_CIRCLED}{_DARK}]))"
    r"(?P<body>[^\n]*)"
)
_FIRST = re.compile(
    r"[①➊]|(?<!\d)1(?=[\s.、．)）\ufe0f—\-老小大阿A-Za-z]|[一-龥]{2,4}(?:\s|$|2))"
)
_INLINE = re.compile(
    r"(?:^|(?<=[\s，,。；;:：一-龥✓]))"
    rf"(?:(?P<number>[1-9]\d?)(?:\s*[.、．)）]|\ufe0f?\u20e3|(?=\s*(?:{NAME.pattern})))|(?P<sign>[{_CIRCLED}]))"
    r"(?P<body>[^\S\n]*[^\s\d①-⑳，,。；;+＋]{0,12}(?:\s?[+＋]\s?\d)?)"
)
_WHO = re.compile(
    r"[^\w\n（(]*(?:\d{1,4}(?=[一-龥]))?(?P<who>[^\s（(【\[+＋，,。、;；:：—\-《“\d_…]{1,12})"
)
_COMPANY = re.compile(r"带(?!头)|两口|夫[妻妇]|一家|全家|俩$|[两俩]兄弟|[母父](?:女|子)$")
_NOTHING = re.compile(
    r"[\W_]*|[^一-龥]*(?:还?[缺差剩余空]|待定|虚位|等你|空位).*|[^：:]*[:：]\s*(?:待定|还?[差缺]).*"
)
_GONE = re.compile(
    r"取消|[不没](?:[来去]|能[来去]|参加)了?|[来去]不[了成]|退[出了群]|请假|作废|除名|❌|✗|✘|×|~~|没空"
)
_BRACKETS = re.compile(r"[（(][^（()）\n]*[）)]?")
_OF_ANOTHER = re.compile(
    r"[（(][^（()）\n]{0,3}(?:儿|女|孩|娃|孙|妈|爸|伴|公|婆|妹|弟|哥|姐|人)[^（()）\n]*"
)
_DIGITS = dict(
    zip("一二两俩三仨四五六七八九", (1, 2, 2, 2, 3, 3, *range(4, 10)), strict=True)
)
_NUMBER = r"(?:\d{1,2}|[一二两俩三仨四五六七八九])"
_WHOLE = re.compile(
    rf"(?<![+＋带])(?:共|一[共家]|全家)?(?P<n>{_NUMBER})\s?(?:[人位口]|个人)(?!份)"
    r"|(?P<pair>两口|夫[妻妇]|[两俩]兄弟|[母父](?:女|子)|[爷娘]俩|俩人?$)"
)
_KIN = "儿|女|孩|娃|宝|孙|妈|爸|爷|奶|外婆|老伴|老公|老婆|爱人|妹|弟|哥|姐|媳妇|朋友|同学|邻居|家属|学生|亲戚|人"
_MORE = re.compile(
    rf"[+＋]\s?(?P<n>{_NUMBER})(?!\d)|带了?(?P<with>{_NUMBER})[个位名]?(?:{_KIN})|[+＋带和][^，,。（()）\s]{{0,3}}?(?:{_KIN})"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody on a list.  people: with those who are brought along (+1, 带孙子, 两口子)."""

    name: str
    span: Span
    people: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered line or piece as it stands; body: where what follows the number is."""

    number: int
    start: int
    body: Span


def read_rows(text: str) -> tuple[Row, ...]:
    """The last numbered run from 1 on, of lines or within a line, whichever is longer."""
    if not _FIRST.search(text):
        return ()
    return max((_last_run(text, pattern) for pattern in (_LINE, _INLINE)), key=len)


def read_entries(text: str, rows: tuple[Row, ...]) -> tuple[Entry, ...]:
    """Who is on the list; empty rows and those who cancelled are not."""
    return tuple(entry for row in rows for entry in _entries(text, row.body))


def _last_run(text: str, pattern: re.Pattern[str]) -> tuple[Row, ...]:
    run: list[Row] = []
    for found in pattern.finditer(text):
        number = _number(found)
        if number == 1:
            run = []
        if number != len(run) + 1 or number > MOST_ENTRIES:
            continue
        start = found.start() + (text[found.start()] == "\n")
        run.append(Row(number, start, found.span("body")))
    return tuple(run)


def _number(found: re.Match[str]) -> int:
    sign = found["sign"]
    if sign is None:
        return int(found["number"])
    return max(_CIRCLED.find(sign), _DARK.find(sign)) + 1


def _entries(text: str, span: Span) -> Iterator[Entry]:
    body = text[slice(*span)]
    if _NOTHING.fullmatch(body) or _gone(body):
        return
    who = _WHO.match(body)
    if who is None:
        return
    duty = NAME.match(body, who.end() + 1) if body[who.end() :][:1] in (":", "：") else None
    if duty and not NAME.match(who["who"]):  # 磨刀：老崔
        who = _WHO.match(body, who.end() + 1) or who
    start, end = who.span("who")
    company = _COMPANY.search(body, start + 1, end)
    end = company.start() if company else end
    start, end = trim(text, span[0] + start, span[0] + end, ".~✓✅")
    yield Entry(text[start:end], (start, end), _people(body))
    yield from _second(text, span[0] + who.end("who"), span[1])


def _second(text: str, start: int, end: int) -> Iterator[Entry]:
    """李静、李静老公 are two."""
    more = _WHO.match(text, start + 1, end) if text[start : start + 1] == "、" else None
    if more:
        yield Entry(more["who"], more.span("who"))


def _gone(body: str) -> bool:
    """Whether the entry was taken back; “（儿子不来了）” is about somebody else."""
    if _GONE.search(_BRACKETS.sub("", body)):
        return True
    return _GONE.search(_OF_ANOTHER.sub("", body)) is not None


def _people(body: str) -> int:
    whole = _WHOLE.search(body)
    if whole:
        return 2 if whole["pair"] else _value(whole["n"])
    more = _MORE.search(body)
    if more is None:
        return 1
    number = more["n"] or more["with"]
    return 1 + (_value(number) if number else 1)


def _value(written: str) -> int:
    return int(written) if written.isdigit() else _DIGITS[written]
