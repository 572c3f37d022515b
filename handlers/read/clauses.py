"""A text cut into clauses, each knowing where it stands and what ends it."""

import re
from dataclasses import dataclass

STOPS = "。！!？?；;\n…"
_CUT = re.compile(
    r"[，,。！!？?；;\n…~～\U0001F000-\U0001FAFF\u2600-\u27BF\ufe0f]+"
    r"|[ \u3000\t]+(?![\d:：])"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` is the source from `start` to `end`; last: a sentence ends with it."""

    start: int
    end: int
    text: str
    last: bool = False


def cut_clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of `text`, in order; punctuation belongs to none of them."""
    found, begin = [], 0
    for mark in _CUT.finditer(text):
        if mark.start() > begin:
            ends = any(sign in STOPS for sign in mark[0])
            found.append(Clause(begin, mark.start(), text[begin : mark.start()], ends))
        begin = mark.end()
    if begin < len(text):
        found.append(Clause(begin, len(text), text[begin:], last=True))
    return tuple(found)


def trim(text: str, start: int, end: int, edge: str) -> tuple[int, int]:
    """The span without the characters of `edge` at both ends; it may become empty."""
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    return start, end
