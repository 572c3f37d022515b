"""What a language model made of a message, taken only as far as the message bears it out.

The model says what kind of message it is and where its facts stand.  Every word must stand in
the message (R7); what the numbers and days are, rules and grammar decide.  What does not hold
is dropped, and counts against the whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from handlers.model.finding import Count, Field, Span, Speech, Stated, When, Words
from handlers.read.counts import find_counts
from handlers.read.dates import find_times
from handlers.read.names import NO_NAME
from handlers.read.numbers import is_rough, read_number
from handlers.read.reading import Activity, Kind, Reading
from handlers.read.spans import overlap

Given: TypeAlias = Mapping[str, object]

MOST_ACTIVITIES = 5  # of one message; more is no reading but a list
MOST_WORDS = 40  # feedback or names of one activity
LONGEST: Final = {Field.PLACE: 40, Field.CONTENT: 300, Field.THEME: 60}  # characters
_LONGEST_NAME = 8

_TEXT: Given = {"type": ["string", "null"]}
_SPEECH: Given = {"words": {"type": "string"}, "speaker": _TEXT}


def _object(properties: Given) -> Given:
    names = list(properties)
    return {
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": False,
    }


SCHEMA: Given = _object(
    {
        "kind": {"type": "string", "enum": [kind.value for kind in Kind]},
        "activities": {
            "type": "array",
            "items": _object(
                {
                    "time_words": _TEXT,
                    "place": _TEXT,
                    "headcount": {"type": ["integer", "null"]},
                    "headcount_words": _TEXT,
                    "feedback": {"type": "array", "items": _object(_SPEECH)},
                    "attendees": {"type": "array", "items": {"type": "string"}},
                    "content": _TEXT,
                    "theme": _TEXT,
                }
            ),
        },
    }
)
"""What the model is asked for, as JSON schema."""


class _MisshapenError(Exception):
    """The answer has another shape than SCHEMA."""


@dataclass(frozen=True, slots=True)
class _Message:
    text: str
    sent_at: datetime

    def span(self, words: str) -> Span | None:
        """Where exactly these words stand first."""
        start = self.text.find(words)
        return (start, start + len(words)) if words and start >= 0 else None


def read_told(answer: Given, text: str, sent_at: datetime) -> Reading | None:
    """The reading that `answer` gives of `text`; None for an answer of another shape.

    confidence: the share of what was told that the message bears out.
    """
    message = _Message(text, sent_at)
    try:
        kind = _kind(answer)
        told = [_told(one, message) for one in _objects(answer, "activities")]
    except _MisshapenError:
        return None
    if len(told) > MOST_ACTIVITIES:
        return None
    if kind is not Kind.REPORT:
        return Reading(kind)
    claims = [one for activity in told for one in activity]
    borne = [one for one in claims if one is not None]
    confidence = len(borne) / len(claims) if claims else 0.0
    return Reading(kind, confidence, activities=_apart(told))


def _apart(told: Sequence[Sequence[Stated | None]]) -> tuple[Activity, ...]:
    """The activities that say something of their own; the same told twice is one."""
    kept: list[Activity] = []
    for one in told:
        activity = tuple(s for s in one if s is not None)
        if activity and not any(_same_deed(activity, other) for other in kept):
            kept.append(activity)
    return tuple(kept)


def _same_deed(one: Activity, other: Activity) -> bool:
    deeds = [{s.span for s in a if s.field is Field.CONTENT} for a in (one, other)]
    return one == other or bool(deeds[0] & deeds[1])


def _told(given: Given, message: _Message) -> list[Stated | None]:
    """One entry a claim: what the message states there, None where it does not."""
    claims: list[Stated | None] = []
    if time := _text(given, "time_words"):
        claims.append(_when(time, message))
    claims.extend(
        _words(field, words, message)
        for field in (Field.PLACE, Field.CONTENT, Field.THEME)
        if (words := _text(given, field.value))
    )
    if (number := _number(given)) is not None:
        claims.append(_count(number, _text(given, "headcount_words"), message))
    claims += [_speech(one, message) for one in _objects(given, "feedback")]
    claims += [_name(name, message) for name in _texts(given, "attendees")]
    return claims


def _when(words: str, message: _Message) -> Stated | None:
    """A time that the grammar reads there; what has taken place lies behind (R7)."""
    span = message.span(words)
    if span is None:
        return None
    found = [
        *(t for t in find_times(message.text, message.sent_at) if overlap(t.span, span)),
        *(t.moved(span[0]) for t in find_times(words, message.sent_at)),
    ]
    for one in found:
        if isinstance(one.value, When) and one.value.start <= message.sent_at:
            return one
    return None


def _count(number: int, words: str | None, message: _Message) -> Stated | None:
    """The number that the rules read there, if it is the one that was told."""
    span = message.span(words) if words else None
    if words is None or span is None:
        return None
    found = [
        *(c for c in find_counts(message.text) if overlap(c.span, span)),
        *(c.moved(span[0]) for c in find_counts(words)),
    ]
    if not found and (bare := read_number(words)) is not None:
        found = [Stated(Field.HEADCOUNT, Count(bare, is_rough(words)), span)]
    for one in found:
        if isinstance(one.value, Count) and one.value.number == number > 0:
            return one
    return None


def _words(field: Field, words: str, message: _Message) -> Stated | None:
    span = message.span(words)
    if span is None or len(words) > LONGEST[field]:
        return None
    return Stated(field, Words(words), span)


def _speech(given: Given, message: _Message) -> Stated | None:
    words = _text(given, "words")
    speaker = _text(given, "speaker")
    span = message.span(words) if words else None
    if words is None or span is None:
        return None
    known = speaker if speaker and message.span(speaker) else None
    return Stated(Field.FEEDBACK, Speech(words, known), span)


def _name(name: str, message: _Message) -> Stated | None:
    span = message.span(name)
    if span is None or not 1 < len(name) <= _LONGEST_NAME or NO_NAME.match(name):
        return None
    return Stated(Field.ATTENDEES, Words(name), span)


def _kind(answer: Given) -> Kind:
    try:
        return Kind(str(answer.get("kind")))
    except ValueError:
        raise _MisshapenError from None


def _text(given: Given, key: str) -> str | None:
    value = given.get(key)
    if value is not None and not isinstance(value, str):
        raise _MisshapenError
    return (value or "").strip() or None


def _number(given: Given) -> int | None:
    value = given.get("headcount")
    if isinstance(value, bool) or not isinstance(value, int | None):
        raise _MisshapenError
    return value


def _texts(given: Given, key: str) -> Iterator[str]:
    for one in _list(given, key):
        if not isinstance(one, str):
            raise _MisshapenError
        yield one.strip()


def _objects(given: Given, key: str) -> Iterator[Given]:
    for one in _list(given, key):
        if not isinstance(one, dict):
            raise _MisshapenError
        yield one


def _list(given: Given, key: str) -> Sequence[object]:
    """A missing list is an empty one: servers without a schema leave such out."""
    value = given.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MOST_WORDS:
        raise _MisshapenError
    return value
