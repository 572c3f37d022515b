"""The bulletin (信息稿) of one activity, for the leaders' room (D3); nothing is invented (R7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers import privacy
from handlers.model.activity import Activity, Choice
from handlers.model.draft import Draft
from handlers.model.effects import Effect, Say, Why
from handlers.model.finding import Field, Picture, Source, Speech, Value, Words
from handlers.model.people import (
    DraftId,
    MessageId,
    Organisation,
    Person,
    PersonId,
    RoomId,
)
from handlers.model.seen import Shows
from handlers.model.state import State
from handlers.pictures import sheets
from handlers.pictures.best import scenes
from handlers.read.privacy import plain
from handlers.read.retold import by_calendar, without
from handlers.records.replaced import as_it_holds

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
        contents(activity, draft, state.organisation, state.concerned),
        draft=draft.id,
        photos=tuple(
            choice.media for choice in privacy.pictures(activity, draft, state.concerned)
        ),
        key=key(draft.id, activity.version, state.leaders),
        not_before=at,
    )
    return [say]


def key(draft: DraftId, version: int, leaders: RoomId) -> str:
    """Under which the bulletin of this version is said once for ever (R8)."""
    return f"bulletin/{draft}/{version}/{leaders}"


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
    """What its template shows; without the draft nobody is named but who stands in the words.

    Whoever wants to be left out is, and numbers that could be called are stars (R14).
    """
    names = privacy.hidden(people)
    best = privacy.pictures(activity, draft, people)
    return {
        "organisation": organisation.name if organisation else "",
        "authors": _authors(draft, people) if draft else [],
        "version": activity.version,
        "plan": activity.plan.value,
        "when": activity.when,
        "place": activity.place and plain(activity.place),
        "headcount": activity.headcount,
        "served": activity.served,
        "theme": activity.theme and plain(activity.theme, names),
        "attendees": privacy.named(activity.attendees, names),
        "content": [plain(text, names) for text in _retold(activity, draft)],
        "feedback": _feedback(activity, draft, people),
        "pictures": len(best),
        "signin": sheets.signed(draft) if draft else None,
        "focus": _focus(draft, best) if draft else [],
        "changed": [field.value for field in activity.changed],
    }


def _source(field: Field, value: Value, draft: Draft) -> MessageId | None:
    return next((f.message for f in draft.stated(field) if f.value == value), None)


def _retold(activity: Activity, draft: Draft | None) -> list[str]:
    """What was done, without what stands among the feedback or holds no longer;
    days by the calendar.

    Without the draft nobody knows which day 今天 was, and it stays as it was written.
    """
    quoted = [speech.text for speech in activity.feedback]
    told = draft.of(Field.CONTENT) if draft else ()
    sent = {f.value.text: f.at for f in told if isinstance(f.value, Words)}
    holds = {t: as_it_holds(t, draft) if draft else t for t in activity.content}
    shown = {text: without(words, quoted) for text, words in holds.items()}
    return [
        by_calendar(words, sent[text]) if text in sent else words
        for text, words in shown.items()
    ]


def _focus(draft: Draft, best: Iterable[Choice]) -> list[list[float] | None]:
    """Around the people of each picture that goes with it, where that is known."""
    boxes = {p.media: p.seen.focus for p in scenes(draft) if p.seen is not None}
    found = (boxes.get(choice.media) for choice in best)
    return [list(box) if box else None for box in found]


def _authors(draft: Draft, people: People) -> list[str]:
    """Everybody whose words or pictures it rests on, in the order in which they came.

    Staff who put something right are no authors (R15).
    """
    told = (f for f in draft.findings if f.source is not Source.DESK)
    found = (people.get(f.by) for f in told if not _poster(f.value))
    return list(
        dict.fromkeys(person.name for person in found if person and not person.unnamed)
    )


def _poster(value: Value) -> bool:
    """A picture that is no part of the record."""
    return isinstance(value, Picture) and value.shows is Shows.OTHER


def _feedback(
    activity: Activity, draft: Draft | None, people: People
) -> list[dict[str, str]]:
    names = privacy.hidden(people)
    return [
        {"text": plain(speech.text, names), "who": _speaker(speech, draft, people)}
        for speech in activity.feedback
    ]


def _speaker(speech: Speech, draft: Draft | None, people: People) -> str:
    """Who said it, as it is written down, else the member who brought it."""
    if not speech.speaker:
        return _who(speech, draft, people)
    return "".join(privacy.named([speech.speaker], privacy.hidden(people)))


def _who(speech: Speech, draft: Draft | None, people: People) -> str:
    told = draft.of(Field.FEEDBACK) if draft else ()
    members = (f for f in told if f.source is not Source.DESK)
    brought = next((people.get(f.by) for f in members if f.value == speech), None)
    return brought.name if brought and not brought.unnamed else ""
