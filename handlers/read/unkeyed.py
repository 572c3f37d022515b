"""Lines of a record that have no key: `▶ 周六 14:30`, `▶ 三楼教室`, `7/12 老街书屋 11人`."""

import re
from collections.abc import Iterator

from handlers.model.finding import Field, Span
from handlers.read.shapes import shape_of

FRAME = '(?:[^\\w\\n“"《「『]|〇)*+'
NUMBERED = (
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-h])[.、．)）\ufe0f\u20e3]|[①-⑳➊-➓Ⅰ-Ⅻ]|[壹贰叁肆伍陆柒]"
    r"|\d{1,2} (?=[一-龥]{2,6}[：:]))?"
)
_LONGEST = 48  # characters of a line
_HEAD = re.compile(rf"(?P<bullet>{FRAME}{NUMBERED}){FRAME}")
_PIECE = re.compile(r"[^\s，,|｜：:]*(?:[：:]\d[^\s，,|｜：:]*)*")
_TITLE = re.compile(r"[【〖［\[「『《<]")
_FIELDS = (Field.TIME, Field.PLACE, Field.HEADCOUNT)


def read_lines(text: str, taken: list[Span]) -> Iterator[tuple[Field, Span, Span]]:
    """(field, line, value) of each piece of a line outside `taken` that shows what it is."""
    at, dated = 0, False
    for line in text.split("\n"):
        span = (at, at + len(line))
        at = span[1] + 1
        if len(line) > _LONGEST or any(
            span[0] < end and low < span[1] for low, end in taken
        ):
            dated = False
            continue
        found = list(_pieces(text, span, dated=dated))
        dated = any(field is Field.TIME for field, _ in found)
        yield from ((field, (span[0], value[0]), value) for field, value in found)


def _pieces(text: str, line: Span, *, dated: bool) -> list[tuple[Field, Span]]:
    """What every piece of the line is; none if the first of them shows nothing."""
    head = _HEAD.match(text, *line)
    bullet = bool(
        line[0] and head and head["bullet"].strip() and not _TITLE.search(head[0])
    )
    start = head.end() if head else line[0]
    spans = [p.span() for p in _PIECE.finditer(text, start, line[1]) if p[0]]
    shaped = [(_field(text[slice(*span)]), span) for span in spans]
    times = sum(field is Field.TIME for field, _ in shaped)
    if not shaped or shaped[0][0] is None or not (bullet or times or dated):
        return []
    if len(shaped) - times > 1 and any(field is None for field, _ in shaped):
        return []
    return _joined([(field, span) for field, span in shaped if field])


def _joined(found: list[tuple[Field, Span]]) -> list[tuple[Field, Span]]:
    """周六 14:30 is one time."""
    kept: list[tuple[Field, Span]] = []
    for field, span in found:
        again = kept and field is kept[-1][0] is Field.TIME
        start = kept.pop()[1][0] if again else span[0]
        kept.append((field, (start, span[1])))
    return kept


def _field(words: str) -> Field | None:
    field = shape_of(words)
    return field if field in _FIELDS else None
