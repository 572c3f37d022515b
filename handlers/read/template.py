"""Filled-in records: lines or runs of `时间：… 地点：… ` in any layout (the guideline's list, D2)."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from handlers import memory
from handlers.model.finding import Field, Span
from handlers.read.clauses import trim
from handlers.read.keys import field_of, is_well_known, sort_of
from handlers.read.shapes import is_person
from handlers.read.unkeyed import FRAME, NUMBERED, read_lines

_SIGNS: dict[str, Field] = {
    **dict.fromkeys("📍🏠🚩🗺", Field.PLACE),
    **dict.fromkeys("📅📆🗓🕑🕒🕘🕙⏰⌚🕐🕓🕔🕕🕖🕗⏱🕝", Field.TIME),
    **dict.fromkeys("👥👫👪👬👭🙋", Field.HEADCOUNT),
    **dict.fromkeys("💬💭🗣", Field.FEEDBACK),
}
_ALL_SIGNS = "".join(_SIGNS)
_MARKS = "：:｜|‖】〗〕］\\]」』＝=＞>✓✔√→➔☞■？?"
_CLOSING = "】〗〕］]」』"
_LONGEST_TITLED = 4  # characters
_NOTHING: frozenset[Field | None] = frozenset()
_LEAST_SAID = 6  # characters after 老魏：
ENOUGH = 2  # fields; so many make a record of what may be chance alone
_GATE = re.compile(rf"[：:{_ALL_SIGNS}]|[一-龥][{_MARKS}]|\n.*\n")
_NOTE = r"(?:[（(][^（()）\n]{1,10}[）)])?"
_KEY = re.compile(
    rf"(?:^|\n){FRAME}{NUMBERED}{FRAME}"
    rf"(?:[一-龥]{{1,6}}·)?(?P<key>[一-龥](?:[ \u3000]{{1,3}}[一-龥](?=[ \u3000]*[{_MARKS}])|[一-龥]{{1,9}}+)?|[A-Za-z]{{3,8}})"
    rf"{_NOTE}(?:[ \u3000]*(?P<mark>[{_MARKS}]++|——?)[ \u3000]*|(?P<gap>[ \u3000]+)(?=\S))"
    rf"|(?:(?<=[\s，,。；;、|｜】)）▪●·◆▲★☆▶\ufe0f]))(?P<inner>[一-龥]{{1,8}}+){_NOTE}[ \u3000]*[：:]+[ \u3000]*"
    rf"|(?P<sign>[{_ALL_SIGNS}])\ufe0f?[ \u3000]*"
)
_EMPTY = re.compile(r"(?:待[补定填]|暂?无|没有|略|后补|见[图下上].{0,2}|[/／\-—_]+|同上)?")
_STOP = re.compile(r"[\n。；;]")
_EDGE = " \u3000\n，,。；;、▪•●·*-|｜◆"
RECORD = frozenset(
    {Field.TIME, Field.PLACE, Field.HEADCOUNT, Field.ATTENDEES}
    | {Field.CONTENT, Field.FEEDBACK, Field.THEME}
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One key with its value.  field: None for keys that are no element of a record."""

    field: Field | None
    key: Span
    value: Span


@dataclass(frozen=True, slots=True)
class _Key:
    """A key as it stands: its words or its sign; firm: a colon or a bracket ends it.

    guess: only its value can say what it asks for.
    """

    name: str
    span: Span
    firm: bool
    guess: bool

    @property
    def alone(self) -> bool:
        """Whether it is a key even if the message has no other."""
        return self.firm and (self.name in _SIGNS or is_well_known(self.name))


@memory.lately(4)  # every finder asks for the slots of the message that is being read
def read_slots(text: str) -> tuple[Slot, ...]:
    """The slots of `text` in order; one without a value (待补, 无) is left out."""
    if not _GATE.search(text):
        return ()
    keys = list(_keys(text))
    borders = pairwise([*(key.span[0] for key in keys), len(text)])
    found = (
        (key, _slot(text, key, end)) for key, (_, end) in zip(keys, borders, strict=True)
    )
    keyed = [(key, slot) for key, slot in found if slot]
    known = {slot.field for key, slot in keyed if not key.guess}
    plain = [_unless(slot, known if key.guess else _NOTHING) for key, slot in keyed]
    slots = plain + (_unkeyed(text, plain) if "\n" in text else [])
    if len({slot.field for slot in slots} - {None}) < ENOUGH:
        slots = [slot for key, slot in keyed if key.alone]
    return tuple(sorted(slots, key=lambda slot: slot.value))


def _unless(slot: Slot, known: Set[Field | None]) -> Slot:
    """The slot, without its field if that is only guessed and a key asks for it elsewhere."""
    guess = slot.field in known and slot.field in {Field.PLACE, Field.HEADCOUNT}
    return replace(slot, field=None) if guess else slot


def _unkeyed(text: str, keyed: list[Slot]) -> list[Slot]:
    """What lines without a key state of fields that no key asks for."""
    given = {slot.field for slot in keyed} - {Field.TIME}
    taken = [(slot.key[0], slot.value[1]) for slot in keyed]
    return [Slot(*one) for one in read_lines(text, taken) if one[0] not in given]


def values_of(slots: tuple[Slot, ...], field: Field) -> tuple[Span, ...]:
    """Where the values of `field` stand."""
    return tuple(slot.value for slot in slots if slot.field is field)


def _keys(text: str) -> Iterator[_Key]:
    """What stands where a key stands; within a line only what is known as one."""
    listed = False  # 反馈： alone on its line: who stands in front of a colon below, speaks
    for found in _KEY.finditer(text):
        name = found["key"] or found["inner"] or found["sign"]
        mark, bare = found["mark"] or "：", text[found.end() :][:1] in {"", "\n"}
        guess = not found["sign"] and sort_of(name) is None
        if guess and (listed or found["inner"] or found["gap"] or mark[0] in "—？?"):
            continue
        if mark[0] in _CLOSING and bare and len(name) > _LONGEST_TITLED:
            continue  # 【志愿者活动小结】 is a heading
        if found["mark"]:
            listed = bare and sort_of(name) in {"told", "done"}
        start = found.start() + (text[found.start()] == "\n")
        firm = not found["gap"] and mark[0] not in "—？?"
        yield _Key(name, (start, found.end()), firm, guess and not found["sign"])


def _slot(text: str, key: _Key, end: int) -> Slot | None:
    start, end = trim(text, key.span[1], end, _EDGE)
    stop = _STOP.search(text, start, end)
    brief = trim(text, start, stop.start() if stop else end, _EDGE)
    value = text[slice(*brief)]
    if len(value) >= _LEAST_SAID and is_person(key.name):
        return Slot(Field.FEEDBACK, key.span, (key.span[0], end))
    field = _SIGNS.get(key.name) or field_of(key.name, value)
    span = (start, end) if field in {Field.CONTENT, Field.FEEDBACK} else brief
    return None if _EMPTY.fullmatch(text, *span) else Slot(field, key.span, span)
