"""Closing a record: ledger, thanks, bulletin; and again after a correction (R6, R8)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers import moments, privacy
from handlers.likeness import covered
from handlers.model.activity import Activity, PlanStatus
from handlers.model.draft import Draft, Status
from handlers.model.effects import (
    CloseCase,
    DropTimers,
    Effect,
    FileActivity,
    KeepDraft,
    KeepTalk,
    Say,
    Why,
)
from handlers.model.finding import Count, Field, Source, Speech, When, Words
from handlers.model.people import MessageId
from handlers.model.seen import Shows
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.pictures import sheets
from handlers.pictures.best import go_along, scenes
from handlers.records import bulletin, signups
from handlers.records.changes import changed, marks
from handlers.records.plans import plan_status

SAME = 0.8  # of a text's character pairs; two members told the same in other words
ONE_THANKS = timedelta(minutes=1)  # two records of one evening are thanked for together


def file(state: State, draft: Draft, now: datetime, settings: Settings) -> list[Effect]:
    """Put the record into the ledger and tell the leaders; the group is thanked once."""
    filed, activity = _filed(state, draft, now, settings)
    thanks = _thanks(state, filed, now, settings) if draft.version == 0 else []
    issued = bulletin.issue(state, filed, activity, moments.allowed(now, settings))
    return [*_kept(filed, activity, now), *thanks, *issued]


def file_for_staff(
    state: State, draft: Draft, now: datetime, settings: Settings, *, issue: bool
) -> list[Effect]:
    """The same at staff's word: nobody is thanked, and leaders hear of it if they are to."""
    filed, activity = _filed(state, draft, now, settings)
    if not issue:  # the next bulletin says what has changed since the newest one
        return _kept(replace(filed, marks=draft.marks), activity, now)
    issued = bulletin.issue(state, filed, activity, moments.allowed(now, settings))
    return [*_kept(filed, activity, now), *issued]


def record(state: State, draft: Draft, settings: Settings) -> Activity:
    """The draft's best values, each with the messages it rests on."""
    when = _when(draft)
    content = tuple(_fullest(_text(draft, Field.CONTENT)))
    theme = _first(_text(draft, Field.THEME))
    people = state.concerned
    names, agreed = privacy.hidden(people), privacy.shown(draft, people)
    return Activity(
        id=draft.id,
        organisation=draft.organisation,
        room=draft.room,
        when=when,
        place=_words(draft, Field.PLACE),
        headcount=_count(draft, Field.HEADCOUNT),
        served=_count(draft, Field.SERVED),
        attendees=privacy.named(_text(draft, Field.ATTENDEES), names),
        theme=theme,
        content=content,
        feedback=_feedback(draft),
        photos=tuple(picture.media for picture in scenes(agreed)),
        best=go_along(agreed, looks=settings.looks),
        signin=_sheet(draft, Shows.SIGNIN),
        record_sheet=_sheet(draft, Shows.RECORD),
        plan=draft.plan or _plan(state, local_day(when, settings), (*content, theme or "")),
        sources=_sources(draft),
        version=draft.version,
        filed_at=draft.filed_at or draft.touched_at,
        registered=privacy.named(signups.registered(state, draft, settings), names),
        absorbed=draft.absorbed,
    )


def label(state: State, draft: Draft, settings: Settings) -> dict[str, object]:
    """What a message needs to name the record: whom it addresses, the day, the theme."""
    author = state.people.get(draft.author)
    organisation = state.organisation
    return {
        "name": author.name if author else "",
        "day": local_day(_when(draft), settings),
        "theme": _first(_text(draft, Field.THEME)),
        "organisation": organisation.name if organisation else "",
        "pictures": len(draft.of(Field.PHOTO)),
    }


def local_day(when: When | None, settings: Settings) -> date | None:
    """The day of the neighbourhood's calendar on which it began."""
    return when.start.astimezone(settings.zone).date() if when else None


def _filed(
    state: State, draft: Draft, now: datetime, settings: Settings
) -> tuple[Draft, Activity]:
    """The draft in its next version, and what it states."""
    filed = replace(
        draft,
        status=Status.FILED,
        version=draft.version + 1,
        filed_at=draft.filed_at or now,
        corrected=False,
    )
    stated = record(state, filed, settings)
    activity = replace(stated, changed=changed(draft.marks, stated))
    return replace(filed, marks=marks(stated)), activity


def _kept(filed: Draft, activity: Activity, now: datetime) -> list[Effect]:
    return [
        KeepDraft(filed),
        DropTimers(filed.id),
        CloseCase(filed.id, now),
        FileActivity(activity),
    ]


def _thanks(state: State, draft: Draft, now: datetime, settings: Settings) -> list[Effect]:
    """Whoever said the last missing word is thanked, once for all records of these minutes."""
    talk = state.talk(draft.room)
    recent = talk.thanked_at is not None and now - talk.thanked_at < ONE_THANKS
    required = (f for f in draft.findings if f.field in settings.coach.required)
    told = [f for f in required if f.source is not Source.DESK]
    if talk.hushed or recent or not settings.coach.thanks or not told:
        return []
    by = max(told, key=lambda f: f.at).by
    helper = state.people.get(by)
    say = Say(
        draft.room,
        Why.THANKS,
        "coach/thanks",
        {**label(state, draft, settings), "name": helper.name if helper else ""},
        to=(by,),
        draft=draft.id,
        not_before=moments.allowed(now, settings),
    )
    return [KeepTalk(replace(talk, thanked_at=now)), say]


def _plan(state: State, day: date | None, texts: tuple[str, ...]) -> PlanStatus:
    organisation = state.organisation
    return plan_status(organisation.plan if organisation else (), day, texts)


def _feedback(draft: Draft) -> tuple[Speech, ...]:
    told = (f.value for f in draft.told(Field.FEEDBACK))
    return tuple(value for value in told if isinstance(value, Speech))


def _when(draft: Draft) -> When | None:
    value = draft.value(Field.TIME)
    return value if isinstance(value, When) else None


def _words(draft: Draft, field: Field) -> str | None:
    value = draft.value(field)
    return value.text if isinstance(value, Words) else None


def _count(draft: Draft, field: Field) -> Count | None:
    value = draft.value(field)
    return value if isinstance(value, Count) else None


def _text(draft: Draft, field: Field) -> list[str]:
    return list(
        dict.fromkeys(f.value.text for f in draft.told(field) if isinstance(f.value, Words))
    )


def _fullest(texts: list[str]) -> list[str]:
    """Without what another member told in more words."""
    return [
        text
        for text in texts
        if not any(len(o) > len(text) and covered(text, o) >= SAME for o in texts)
    ]


def _first(texts: list[str]) -> str | None:
    return texts[0] if texts else None


def _sheet(draft: Draft, shows: Shows) -> str | None:
    found = sheets.pictures(draft, shows)
    return found[-1].media if found else None


def _sources(draft: Draft) -> Mapping[str, tuple[MessageId, ...]]:
    fields = dict.fromkeys(f.field for f in draft.findings if f.field is not Field.VOICE)
    return {
        field.value: tuple(dict.fromkeys(f.message for f in draft.of(field)))
        for field in fields
    }
