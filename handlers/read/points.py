"""Answers by number: 1二楼，2三十人 (R17)."""

import re
from dataclasses import dataclass
from itertools import pairwise

from handlers.model.finding import Span
from handlers.read.clauses import trim

_POINT = re.compile(
    r"(?:(?P<circled>[①②③④]|(?<=[\u4e00-\u9fff])[2-4][、.．)）](?=\D))|(?:^|"
    r"(?<=[\s，,。；;、]))\s*(?:(?P<sure>第[1-4一二三四](?:[个条点问]|(?=[是：:，,]))"
    r"|[一二三四][、.．:：)）]"
    r"|[1-4１-４](?:[、:：)）]|[.．](?!\d)))"
    r"|[1-4１-４](?:\s+|[.．是])?(?![\s.．个人名位楼号点月日栋单层时年室组分多/:：])"
    r"(?:(?<=[\s.．是])|(?!\d))))\s*是?"
)
_ORDER = {sign: place % 4 for place, sign in enumerate("①②③④1234１２３４一二三四")}
_EDGE = " \u3000，,。；;、:：.\n!！"


@dataclass(frozen=True, slots=True)
class Point:
    """The words under one number.  place: 0 for the first point of the question."""

    place: int
    span: Span


def cut_points(text: str) -> tuple[Point, ...]:
    """The numbered points of `text`, in rising order; () where its digits are no numbering."""
    marks = list(_POINT.finditer(text))
    if not marks or text[: marks[0].start()].strip(_EDGE):
        return ()
    places = [next(_ORDER[sign] for sign in mark[0] if sign in _ORDER) for mark in marks]
    rising = all(one < other for one, other in pairwise(places))
    if not rising or (len(marks) == 1 and not (marks[0]["circled"] or marks[0]["sure"])):
        return ()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    spans = [trim(text, m.end(), end, _EDGE) for m, end in zip(marks, ends, strict=True)]
    return tuple(Point(p, s) for p, s in zip(places, spans, strict=True) if s[0] < s[1])
