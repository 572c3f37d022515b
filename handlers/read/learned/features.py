"""What the tagger sees of each character: its neighbours, its words, its line, the rules' finds."""

import re
from collections.abc import Iterable
from typing import Final

import rjieba

from handlers.model.finding import Span
from handlers.read.clauses import cut_clauses
from handlers.read.feedback_words import SPEAKER, find_feeling, find_telling
from handlers.read.names import SURNAMES

Hint = tuple[str, Span]
Row = list[str]
_KEY = re.compile(r"(?m)^[\s\W_]{0,4}([\u4e00-\u9fff]{2,6})[】\])）]?[ \u3000]*[:：]")
_SORTS: Final = {
    **dict.fromkeys("0123456789０１２３４５６７８９", "0"),
    **dict.fromkeys("零一二两三四五六七八九十百千几俩仨多余来", "一"),
    **dict.fromkeys("名位个人户组家口", "人"),
    **dict.fromkeys("月日号点时分年半岁周期晚早午天", "时"),
    **dict.fromkeys("元块斤袋份张本册场次度桌棵里米", "量"),
    **dict.fromkeys("，,。！!？?；;：:、…~～", "，"),
    **dict.fromkeys('“”「」『』"‘’《》【】（）()[]', "“"),
    **dict.fromkeys("\n", "行"),
    **dict.fromkeys(" \t\u3000", "空"),
}
_PAD = "\x00\x00\x00"


def features(text: str, hints: Iterable[Hint] = ()) -> list[Row]:
    """A list of attributes for each character of `text`.  hints: what the rules found."""
    words, lines = _words(text), _lines(text)
    told, clauses = _told(text, hints), _clauses(text)
    sorts = "EE" + "".join(_sort(char) for char in text) + "EE"
    padded = _PAD + text + _PAD
    rows = []
    for at in range(len(text)):
        b3, b2, b1 = padded[at], padded[at + 1], padded[at + 2]
        c, a1, a2, a3 = padded[at + 3], padded[at + 4], padded[at + 5], padded[at + 6]
        row = [
            "c" + c, "b" + b1, "a" + a1, "B" + b2, "A" + a2, "3" + b3, "4" + a3,
            "l" + b1 + c, "r" + c + a1, "L" + b2 + b1, "R" + a1 + a2,
            "x" + b2 + b1 + c, "y" + b1 + c + a1, "z" + c + a1 + a2,
            "s" + sorts[at : at + 5],
        ]  # fmt: skip
        rows.append([*row, *words[at], *told[at], *clauses[at], *lines[at]])
    return rows


def _sort(char: str) -> str:
    known = _SORTS.get(char)
    if known:
        return known
    if char in SURNAMES:
        return "姓"
    return "字" if "\u4e00" <= char <= "\u9fff" else "a" if char.isalpha() else "#"


def _words(text: str) -> list[Row]:
    """Of each character: its word with its part of speech, its place in it, the words around."""
    tagged = [("\x02", "^"), ("\x02", "^"), *rjieba.tag(text), ("\x03", "$"), ("\x03", "$")]
    rows: list[Row] = []
    for (w2, p2), (w1, p1), (word, part), (n1, q1), (n2, q2) in zip(
        tagged, tagged[1:], tagged[2:], tagged[3:], tagged[4:], strict=False
    ):
        shared = [
            "w" + word, "p" + part, "v" + w1, "n" + n1, "V" + w2, "N" + n2,
            "q" + p1 + part, "Q" + part + q1, "t" + p2 + p1 + part, "T" + part + q1 + q2,
            "m" + w1 + n1,
        ]  # fmt: skip
        last = len(word) - 1
        for place in range(last + 1):
            side = "S" if not last else "B" if not place else "E" if place == last else "I"
            rows.append(["e" + side + part, *shared])
    return rows


def _told(text: str, hints: Iterable[Hint]) -> list[Row]:
    rows: list[Row] = [[] for _ in text]
    for sort, (start, end) in hints:
        rows[start].append(f"h{sort}B")
        inside = f"h{sort}I"
        for at in range(start + 1, end):
            rows[at].append(inside)
        if start:
            rows[start - 1].append(f"h{sort}<")
        if end < len(text):
            rows[end].append(f"h{sort}>")
    return rows


def _clauses(text: str) -> list[Row]:
    """Of each character: whether its clause, and the one before, tells or feels something."""
    rows: list[Row] = [[] for _ in text]
    before = "^"
    for number, clause in enumerate(cut_clauses(text)):
        tells, feels = find_telling(clause.text), find_feeling(clause.text)
        who = SPEAKER.search(clause.text)
        mood = ("T" if tells else "") + ("F" if feels else "") + ("W" if who else "")
        shared = ["k" + mood, "K" + before + mood, "i" + str(min(number, 4))]
        for at in range(clause.start, clause.end):
            rows[at] = shared
        if tells:
            for at in range(clause.start + tells.end(), clause.end):
                rows[at] = [*shared, "kt"]
        before = mood
    return rows


def _lines(text: str) -> list[Row]:
    """Of each character of a filled-in line: what its key asks for."""
    keys = list(_KEY.finditer(text))
    rows: list[Row] = [["g" + ("t" if keys else "f")]] * len(text)
    ends = [key.start() for key in keys[1:]] + [len(text)]
    for key, end in zip(keys, ends, strict=True) if keys else ():
        shared = ["g" + key[1], "G" + key[1][-2:]]
        rows[key.end() : end] = [shared] * (end - key.end())
    return rows
