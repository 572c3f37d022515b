"""What was done, and what to call it."""

import re
from collections.abc import Sequence

from handlers.model.finding import Field, Span, Stated, Words
from handlers.read.clauses import Clause, cut_clauses, trim
from handlers.read.doings import ACTIVITY
from handlers.read.spans import overlap
from handlers.read.template import Slot, values_of
from handlers.read.themes import LONGEST_THEME, heading_of, named_in

LEAST_CONTENT = 3  # Chinese characters that say more than who, when and where
LEAST_DEED = 2  # … 间苗, 擀面; so few are believed only if nothing else tells
_NOTHING = re.compile(
    r"[^\u4e00-\u9fff]|今天|昨天|今儿|我们|咱们?|大家|活动|这次|本次|一共|总共|共有?|来了"
    r"|到了|去了|参加|到场|人数|左右|大概|的|了|在|到|去|是|有|搞|办|个"
    r"|我院|我队|志愿者|队员|居民|老人|人|们|也|都|又|就|和|时间|地点|顺利|结束|圆满|完成"
    r"|开展|举行|辛苦|汇报|报告一下|照片|如下|今日|热闹|真|很|挺|今儿|合影|签退|签到|负责"
)
_FRAME = " \u3000，,。、；;：:▪•!！~"
_HEADING = re.compile(r"^\s*[【《\[]([^】》\]\n]{2,20})[】》\]]")


def find_content(
    text: str, slots: Sequence[Slot], known: Sequence[Stated]
) -> Stated | None:
    """The stretch that tells what was done; None where only who, when and where stand."""
    given = values_of(tuple(slots), Field.CONTENT)
    if given and (len(slots) > 1 or "\n" in text):
        return _stated(Field.CONTENT, text, given[0])
    slots = slots if len(slots) > 1 else ()
    telling = [c for c in _free(text, slots) if _tells(text, c, known)]
    if not telling:
        return _hinted(text, slots, known)
    felt = [s.span[0] for s in known if s.field is Field.FEEDBACK]
    stop = min((at for at in felt if at > telling[0].start), default=len(text))
    end = max(c.end for c in telling if c.start == telling[0].start or c.start < stop)
    span = trim(text, telling[0].start, min(end, stop), _FRAME)
    return _stated(Field.CONTENT, text, span)


def _hinted(text: str, slots: Sequence[Slot], known: Sequence[Stated]) -> Stated | None:
    """Where nothing tells more (今早菜园间苗，八个人), the first clause with a deed in it."""
    for clause in _free(text, slots):
        if len(_NOTHING.sub("", _beside(clause, known))) >= LEAST_DEED and not any(
            one.field is Field.FEEDBACK and overlap(one.span, (clause.start, clause.end))
            for one in known
        ):
            return _stated(Field.CONTENT, text, (clause.start, clause.end))
    return None


def find_theme(
    text: str, slots: Sequence[Slot], plan: Sequence[str], known: Sequence[Stated] = ()
) -> Stated | None:
    """The title of a planned activity if it occurs, else what the text itself calls it."""
    if span := find_planned(text, plan):
        return _stated(Field.THEME, text, span)
    given = values_of(tuple(slots), Field.THEME)
    if given and given[0][1] - given[0][0] <= 2 * LONGEST_THEME:
        return _stated(Field.THEME, text, given[0])
    span = heading_of(text) or named_in(text, known)
    return _stated(Field.THEME, text, span) if span else None


def find_planned(text: str, plan: Sequence[str]) -> Span | None:
    """Where a title of the plan stands in `text`."""
    places = [(text.find(title), len(title)) for title in plan if title]
    return next(((at, at + length) for at, length in places if at >= 0), None)


def _stated(field: Field, text: str, span: Span) -> Stated:
    return Stated(field, Words(text[span[0] : span[1]]), span)


def _free(text: str, slots: Sequence[Slot]) -> list[Clause]:
    """The clauses that stand in no slot and are no heading."""
    taken = [(slot.key[0], slot.value[1]) for slot in slots]
    heading = _HEADING.match(text)
    taken += [heading.span()] if heading else []
    return [
        clause
        for clause in cut_clauses(text)
        if not any(start <= clause.start < end for start, end in taken)
    ]


def _tells(text: str, clause: Clause, known: Sequence[Stated]) -> bool:
    """Whether more than known statements and filler stands in the clause."""
    if any(
        s.field is Field.FEEDBACK and overlap(s.span, (clause.start, clause.end))
        for s in known
    ):
        return False
    left = _beside(clause, known)
    rest = _NOTHING.sub("", left)
    return len(rest) >= LEAST_CONTENT or bool(rest and ACTIVITY.search(left))


def _beside(clause: Clause, known: Sequence[Stated]) -> str:
    """What stands in the clause beside known statements."""
    rest = list(clause.text)
    for stated in known:
        start, end = (min(max(at - clause.start, 0), len(rest)) for at in stated.span)
        rest[start:end] = " " * (end - start)
    return "".join(rest)
