"""What a bulletin says other than the one before it (R6), told by marks kept in the draft.

A mark says whether something is the same, without keeping the words themselves; who guesses
a short one can check the guess, so marks are as private as the draft they lie in (R14).
"""

from collections.abc import Mapping
from hashlib import sha256

from handlers.model.activity import Activity
from handlers.model.finding import Count, Field, Speech, When

STATED = (  # in the order of the bulletin
    *(Field.TIME, Field.PLACE, Field.HEADCOUNT, Field.SERVED, Field.THEME, Field.ATTENDEES),
    *(Field.CONTENT, Field.FEEDBACK, Field.PHOTO),
)
LENGTH = 12  # hex digits of a mark


def marks(activity: Activity) -> dict[str, str]:
    """A mark for each field that the bulletin of this activity states."""
    stated = _stated(activity)
    return {field.value: _mark(value) for field, value in stated.items() if value}


def changed(before: Mapping[str, str], activity: Activity) -> tuple[Field, ...]:
    """The fields that are stated anew, otherwise, or no more; none for a first version."""
    now = marks(activity)
    return tuple(
        field
        for field in STATED
        if before and now.get(field.value) != before.get(field.value)
    )


def _stated(activity: Activity) -> dict[Field, object]:
    return {
        Field.TIME: activity.when,
        Field.PLACE: activity.place,
        Field.HEADCOUNT: activity.headcount,
        Field.SERVED: activity.served,
        Field.THEME: activity.theme,
        Field.ATTENDEES: activity.attendees,
        Field.CONTENT: activity.content,
        Field.FEEDBACK: activity.feedback,
        Field.PHOTO: tuple(choice.media for choice in activity.best),
    }


def _mark(value: object) -> str:
    return sha256(_plain(value).encode()).hexdigest()[:LENGTH]


def _plain(value: object) -> str:
    """One text for each value, in whatever zone its times are given."""
    match value:
        case When():
            span = (value.start.timestamp(), value.end and value.end.timestamp())
            return f"{span} {value.precision.value} {value.part}"
        case Count():
            return f"{value.number} {value.approx}"
        case Speech():
            return f"{value.speaker}: {value.text}"
        case tuple():
            return "\n".join(map(_plain, value))
        case _:
            return str(value)
