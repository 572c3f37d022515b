"""When things took place: days and hours as people write them in notes."""

from datetime import datetime

from handlers.model.finding import Field, Precision, Span, Stated, When
from handlers.read.when.clocks import after_noon
from handlers.read.when.grammar import GATE
from handlers.read.when.phrases import read_phrases
from handlers.read.when.reckon import interval_of, when_of
from handlers.read.when.settle import settle

_FINENESS = {Precision.DAY: 0, Precision.HALFDAY: 1, Precision.MINUTE: 2}


def find_times(text: str, sent_at: datetime) -> tuple[Stated, ...]:
    """The times of the activities in `text`, in its order; () where it names none.

    sent_at: aware; words such as 昨天 and days without a year are read against it.
    A day alone is a DAY, with a part of day a HALFDAY, with an hour a MINUTE.
    """
    if not GATE.search(text):
        return ()
    found: list[tuple[When, Span]] = []
    for phrase in settle(text, read_phrases(text, sent_at), sent_at.date()):
        _add(found, when_of(phrase, sent_at), (phrase.start, phrase.stop))
    return tuple(Stated(Field.TIME, when, span) for when, span in found)


def intervals(text: str, sent_at: datetime) -> list[tuple[datetime, datetime]]:
    """Every time, day, week and month that `text` names, just as written; end exclusive.

    sent_at: aware or naive, and so are the answers.
    """
    if not GATE.search(text):
        return []
    return [
        phrase.period or interval_of(phrase, sent_at)
        for phrase in read_phrases(text, sent_at)
    ]


def _add(found: list[tuple[When, Span]], when: When, span: Span) -> None:
    """A day told twice is one time, as exact as the more exact words for it."""
    for at, (known, _) in enumerate(found):
        if _same(known, when):
            if _FINENESS[when.precision] > _FINENESS[known.precision]:
                found[at] = when, span
            return
    found.append((when, span))


def _same(one: When, other: When) -> bool:
    if one.start.date() != other.start.date():
        return False
    if Precision.DAY in (one.precision, other.precision):
        return True
    if one.precision is other.precision is Precision.MINUTE:
        return one.start == other.start
    return after_noon(one.part) == after_noon(other.part)
