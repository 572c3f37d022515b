"""What somebody has put right is not told the old way beside it (R6, R7)."""

from handlers.model.draft import Draft
from handlers.model.finding import Count, Field, Source, Value, Words
from handlers.read.retold import without_number, without_place

RIGHTED = (Source.CORRECTION, Source.DESK)


def as_it_holds(text: str, draft: Draft) -> str:
    """What was done, without the number of people and the place that no longer hold."""
    counts = (v for v in _replaced(draft, Field.HEADCOUNT) if isinstance(v, Count))
    for count in counts:
        text = without_number(text, count.number)
    now = draft.value(Field.PLACE)
    for value in _replaced(draft, Field.PLACE):
        if isinstance(value, Words) and not _within(value, now):
            text = without_place(text, value.text)
    return text


def _replaced(draft: Draft, field: Field) -> list[Value]:
    best = draft.best(field)
    if best is None or best.source not in RIGHTED:
        return []
    struck = (one.finding for one in draft.struck if one.finding.field is field)
    return [f.value for f in (*draft.stated(field), *struck) if f.value != best.value]


def _within(old: Words, now: Value | None) -> bool:
    """屋顶 is no contradiction where it is 屋顶南边 now."""
    return isinstance(now, Words) and old.text in now.text
