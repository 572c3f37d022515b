"""What a form says, as values of a record: a time, a number, words."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from bot.console import forms
from bot.console.forms import Form
from handlers.model.finding import (
    Count,
    Field,
    Precision,
    Speech,
    Value,
    When,
    Whose,
    Words,
)
from handlers.read.when.clocks import inside_part

LONGEST = 4000  # characters of one text
MOST_PEOPLE = 100_000


class BadValue(Exception):  # noqa: N818  the name says what it is
    """What was typed is no such value.  problem: which, as pages word it."""

    problem = "value"


class NotYet(BadValue):
    """It is told of a day that is still to come."""

    problem = "future"


def of_field(field: Field, form: Form, today: date, zone: tzinfo) -> tuple[Value, ...]:
    """None where the form leaves it empty: nobody knows.  Raises: BadValue."""
    match field:
        case Field.TIME:
            when = read_when(form, today, zone)
            return () if when is None else (when,)
        case Field.HEADCOUNT | Field.SERVED:
            count = read_count(form)
            return () if count is None else (count,)
        case Field.FEEDBACK:
            return tuple(_speeches(form))
        case Field.PLACE | Field.THEME:
            text = forms.text(form, "text", LONGEST)
            return (Words(text),) if text else ()
        case Field.CONTENT:
            return tuple(Words(text) for text in _texts(form, "text"))
        case Field.ATTENDEES:
            return tuple(Words(name) for name in lines(form, "text"))
        case _:
            raise BadValue


def read_when(form: Form, today: date, zone: tzinfo) -> When | None:
    """day, until (of several days), part of day, start, end: as much as is known of it.

    Where an hour is given, the part of day goes without saying.
    Raises: BadValue; NotYet for what cannot have taken place by today.
    """
    if not forms.text(form, "day"):
        return None
    day, part = _day(forms.text(form, "day")), forms.text(form, "part", 9)
    until = forms.text(form, "until")
    last = _day(until) if until else day
    if max(day, last) > today:
        raise NotYet
    start, end = _at(form, "start", day, zone), _at(form, "end", last, zone)
    if end is not None and (start is None or end < start):
        raise BadValue
    if start is not None:
        return When(start, end, Precision.MINUTE)
    midnight = datetime.combine(day, time(), zone)
    end = datetime.combine(last, time(), zone) if last != day else None
    if end is not None and end < midnight:
        raise BadValue
    if not part:
        return When(midnight, end, Precision.DAY)
    return When(midnight + _inside(part), end, Precision.HALFDAY, part)


def read_count(form: Form) -> Count | None:
    """number, about.  Raises: BadValue."""
    text = forms.text(form, "number", 20)
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) > MOST_PEOPLE:
        raise BadValue
    return Count(int(text), approx=bool(forms.text(form, "about")))


def lines(form: Form, name: str) -> Sequence[str]:
    """One text a line, without empty ones, each once."""
    told = forms.text(form, name, LONGEST).split("\n")
    return list(dict.fromkeys(one.strip() for one in told if one.strip()))


def _texts(form: Form, name: str) -> Sequence[str]:
    """Texts of several lines, one an input, each once."""
    told = (one.replace("\r\n", "\n").strip()[:LONGEST] for one in forms.texts(form, name))
    return list(dict.fromkeys(one for one in told if one))


def _speeches(form: Form) -> Sequence[Speech]:
    """text, speaker, whose and critical of the same place in their lists belong together."""
    texts, speakers = forms.texts(form, "text"), forms.texts(form, "speaker")
    whose, critical = forms.texts(form, "whose"), forms.texts(form, "critical")
    if not len(texts) == len(speakers) == len(whose) == len(critical):
        raise BadValue
    return [
        Speech(
            text.replace("\r\n", "\n").strip()[:LONGEST],
            speaker.strip()[:LONGEST] or None,
            Whose(of) if of in list(Whose) else None,
            critical=complains == "yes",
        )
        for text, speaker, of, complains in zip(
            texts, speakers, whose, critical, strict=True
        )
        if text.strip()
    ]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue from None


def _at(form: Form, name: str, day: date, zone: tzinfo) -> datetime | None:
    text = forms.text(form, name)
    if not text:
        return None
    try:
        return datetime.combine(day, time.fromisoformat(text), zone)
    except ValueError:
        raise BadValue from None


def _inside(part: str) -> timedelta:
    try:
        return timedelta(minutes=inside_part(part))
    except KeyError:
        raise BadValue from None
