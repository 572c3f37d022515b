"""The bulletin (信息稿) of one activity, for the leaders' room (D3); nothing is invented (R7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers import sheets
from handlers.best import scenes
from handlers.model.activity import Activity
from handlers.model.draft import Draft
from handlers.model.effects import Effect, Say, Why
from handlers.model.finding import Field, Picture, Speech, Value, Words
from handlers.model.people import MessageId, Organisation, Person, PersonId
from handlers.model.seen import Shows
from handlers.model.state import State

PROMPT = "bulletin/activity"
People = Mapping[PersonId, Person]


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
    validate(facts(activity, draft), draft)
    say = Say(
        state.leaders,
        Why.BULLETIN,
        PROMPT,
        contents(activity, draft, state.organisation, state.people),
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


def contents(
    activity: Activity,
    draft: Draft | None,
    organisation: Organisation | None,
    people: People,
) -> dict[str, object]:
    """What its template shows; without the draft nobody is named but who stands in the words."""
    return {
        "organisation": organisation.name if organisation else "",
        "authors": _authors(draft, people) if draft else [],
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
            {"text": speech.text, "who": speech.speaker or _who(speech, draft, people)}
            for speech in activity.feedback
        ],
        "pictures": len(activity.best),
        "signin": sheets.signed(draft) if draft else None,
        "focus": _focus(draft, activity) if draft else [],
        "changed": [field.value for field in activity.changed],
    }


def _source(field: Field, value: Value, draft: Draft) -> MessageId | None:
    return next((f.message for f in draft.of(field) if f.value == value), None)


def _focus(draft: Draft, activity: Activity) -> list[list[float] | None]:
    """Around the people of each picture that goes with it, where that is known."""
    boxes = {p.media: p.seen.focus for p in scenes(draft) if p.seen is not None}
    found = (boxes.get(choice.media) for choice in activity.best)
    return [list(box) if box else None for box in found]


def _authors(draft: Draft, people: People) -> list[str]:
    """Everybody whose words or pictures it rests on, in the order in which they came."""
    found = (people.get(f.by) for f in draft.findings if not _poster(f.value))
    return list(dict.fromkeys(person.name for person in found if person))


def _poster(value: Value) -> bool:
    """A picture that is no part of the record."""
    seen = value.seen if isinstance(value, Picture) else None
    return seen is not None and seen.shows is Shows.OTHER


def _who(speech: Speech, draft: Draft | None, people: People) -> str:
    """The member who brought words whose speaker is not written down."""
    told = draft.of(Field.FEEDBACK) if draft else ()
    brought = next((people.get(f.by) for f in told if f.value == speech), None)
    return brought.name if brought else ""
