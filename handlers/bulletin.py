"""The bulletin (信息稿) of one activity, for the leaders' room (D3); nothing is invented (R7)."""

from dataclasses import dataclass
from datetime import datetime

from handlers.best import scenes
from handlers.model.activity import Activity
from handlers.model.draft import Draft
from handlers.model.effects import Effect, Say, Why
from handlers.model.finding import Field, Picture, Speech, Value, Words
from handlers.model.people import MessageId
from handlers.model.state import State


class UnsourcedError(Exception):
    """A bulletin would state something that no message or picture shows."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the bulletin states, and the message that shows it."""

    field: Field
    value: Value
    message: MessageId | None


def issue(state: State, draft: Draft, activity: Activity, at: datetime) -> list[Effect]:
    """Post the bulletin in the leaders' room, once per version for ever (R8, R16)."""
    if state.leaders is None:
        return []
    stated = validate(facts(activity, draft), draft)
    say = Say(
        state.leaders,
        Why.BULLETIN,
        "bulletin/activity",
        _data(state, draft, activity, stated),
        draft=draft.id,
        photos=tuple(choice.media for choice in activity.best),
        key=f"bulletin/{draft.id}/{activity.version}/{state.leaders}",
        not_before=at,
    )
    return [say]


def facts(activity: Activity, draft: Draft) -> list[Fact]:
    """Everything that the bulletin of this activity states."""
    values: list[tuple[Field, Value | None]] = [
        (Field.TIME, activity.when),
        (Field.PLACE, Words(activity.place) if activity.place else None),
        (Field.HEADCOUNT, activity.headcount),
        (Field.SERVED, activity.served),
        (Field.THEME, Words(activity.theme) if activity.theme else None),
    ]
    values += [(Field.ATTENDEES, Words(name)) for name in activity.attendees]
    values += [(Field.CONTENT, Words(text)) for text in activity.content]
    values += [(Field.FEEDBACK, speech) for speech in activity.feedback]
    shown = {picture.media: picture for picture in scenes(draft)}
    values += [(Field.PHOTO, shown.get(one, Picture(one))) for one in activity.photos]
    return [
        Fact(field, value, _source(field, value, draft)) for field, value in values if value
    ]


def validate(stated: list[Fact], draft: Draft) -> list[Fact]:
    """The facts as they are (R7).  Raises: UnsourcedError for one without a message."""
    for fact in stated:
        if fact.message is None or fact.message not in draft.messages():
            raise UnsourcedError(
                f"{fact.field.value} of draft {draft.id} has no source message"
            )
    return stated


def _source(field: Field, value: Value, draft: Draft) -> MessageId | None:
    return next((f.message for f in draft.of(field) if f.value == value), None)


def _data(
    state: State, draft: Draft, activity: Activity, stated: list[Fact]
) -> dict[str, object]:
    return {
        "organisation": state.organisation.name if state.organisation else "",
        "authors": _authors(state, draft),
        "version": activity.version,
        "plan": activity.plan.value,
        "when": activity.when,
        "place": activity.place,
        "headcount": activity.headcount,
        "served": activity.served,
        "theme": activity.theme,
        "attendees": activity.attendees,
        "content": activity.content,
        "feedback": [
            {"text": fact.value.text, "who": _who(state, draft, fact.value)}
            for fact in stated
            if isinstance(fact.value, Speech)
        ],
        "pictures": len(activity.best),
    }


def _authors(state: State, draft: Draft) -> list[str]:
    """Everybody whose words or pictures it rests on, in the order in which they came."""
    people = (state.people.get(f.by) for f in draft.findings)
    return list(dict.fromkeys(person.name for person in people if person))


def _who(state: State, draft: Draft, speech: Speech) -> str:
    """Whose words: the speaker as written, else the member who brought them."""
    if speech.speaker:
        return speech.speaker
    by = next(f.by for f in draft.of(Field.FEEDBACK) if f.value == speech)
    person = state.people.get(by)
    return person.name if person else ""
