"""Members speak and post pictures: collect first, then speak once (R1, R4, R5).

STEPS are tried in order; the first that takes the message decides.  A step returns None for
"not mine" and [] for "mine, and nothing is to be done".
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from handlers import lane, orders, voices
from handlers.asking import in_group, questions
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Draft, Status
from handlers.model.effects import (
    CloseCase,
    DropDraft,
    DropTimers,
    Effect,
    KeepDraft,
    KeepTalk,
    OpenCase,
    RunErrand,
    StrikeActivity,
)
from handlers.model.errand import Errand, ErrandKind
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.finding import WORDLESS, Field, Finding, Source, Stated
from handlers.model.people import Organisation
from handlers.model.settings import REQUIRED, Settings
from handlers.model.state import State
from handlers.pictures import sight
from handlers.pictures.albums import album, taken_in
from handlers.read.note import read_message
from handlers.read.reading import Activity, Kind, Reading
from handlers.records import correction, signups, supplement
from handlers.records.joining import COLLECTING, home
from handlers.records.pieces import keep, opened, said, shown
from handlers.surroundings import surroundings
from handlers.waiting import subject

Step: TypeAlias = Callable[[State, MessageArrived, Settings], "list[Effect] | None"]


def on_message(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """What a message in an organisation's room leads to; chatter leads to nothing."""
    if event.voices and settings.speech is not None and _of_member(state, event):
        return voices.listen(state, event, settings.speech)
    talk = replace(state.talk(event.room), spoke_at=event.now)
    kept: list[Effect] = [KeepTalk(talk), *in_group.overheard(state, event)]
    taken = _taken(state, event, settings)
    if taken is None:
        kept += voices.remembered(lane.advance(state, kept), event)
    effects = kept + (taken or [])
    if event.voices:
        effects += voices.unread(lane.advance(state, effects), event, settings)
    if event.pictures and settings.sight is not None and _of_member(state, event):
        effects += sight.look(event, settings.sight)
    return effects


def on_recall(state: State, event: MessageRecalled, settings: Settings) -> list[Effect]:
    """What was taken back counts no longer; a record without words is withdrawn."""
    touched = [d for d in state.drafts if event.message in d.messages()]
    effects = [e for d in touched for e in _recall(d, event, settings)]
    effects += questions.recalled(state, event) + voices.recalled(state, event)
    return effects + sight.recalled(state, event) + signups.recalled(state, event)


def report(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """A note about what took place opens a draft or joins one; an unsure one goes to staff."""
    organisation = state.organisation
    if organisation is None or not event.text or state.is_staff(event.sender):
        return None
    reading = read(state, organisation, event)
    if reading.kind is not Kind.REPORT or not reading.activities:
        called = reading.kind is Kind.ANNOUNCEMENT and not event.mentioned
        return [] if called else None
    if not any(worth(stated) for stated in reading.activities):
        return None
    if reading.confidence < settings.intake.confidence:
        return _unsure(state, event, reading, settings)
    return take_in(state, organisation, event, reading.activities, settings)


def _unsure(
    state: State, event: MessageArrived, reading: Reading, settings: Settings
) -> list[Effect] | None:
    if reading.confidence < HOPELESS:
        return None
    if event.pictures:  # they wait for words as if none had come
        return _doubt(event, settings) + (pictures(state, event, settings) or [])
    return supplement.fill(state, event, settings) or _doubt(event, settings)


def read(state: State, organisation: Organisation, event: MessageArrived) -> Reading:
    """What a message of this organisation says, read in its surroundings."""
    return read_message(event.text, event.at, surroundings(state, organisation, event))


def take_in(
    state: State,
    organisation: Organisation,
    event: MessageArrived,
    activities: Sequence[Activity],
    settings: Settings,
) -> list[Effect]:
    """Each activity joins the record that it is about, or opens one (R4)."""
    homes = [home(state, event, stated, settings) for stated in activities]
    effects: list[Effect] = []
    for number, stated in enumerate(activities):
        draft = homes[number] if homes.count(homes[number]) == 1 else None
        effects += _collect(
            state,
            event,
            number,
            stated,
            draft or opened(event, organisation, number),
            settings,
        )
    return effects


def second(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """A second activity told right after a filed one opens a record of its own (R4)."""
    told = supplement.another(state, event, settings)
    return take_in(state, told[0], event, told[1:], settings) if told else None


def pictures(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Pictures join the sender's draft or wait for words; words with them may be an answer."""
    if not event.pictures or state.organisation is None or state.is_staff(event.sender):
        return None
    words = supplement.answer(state, event, settings) or []
    told = lane.advance(state, words)  # what the words answer, the pictures belong to
    return words + _into_album(told, state.organisation, event, settings)


HOPELESS = 0.1  # confidence below which not even staff need to look
PLENTY = 3  # required fields; so much is stated of nothing but an activity


def worth(stated: Sequence[Stated]) -> bool:
    """Whether it says that something was done, not only where or how it was liked (R1)."""
    fields = {one.field for one in stated}
    return (
        bool(fields & {Field.CONTENT, Field.THEME}) or len(fields & set(REQUIRED)) >= PLENTY
    )


def _doubt(event: MessageArrived, settings: Settings) -> list[Effect]:
    """For staff; a language model may have a look while they have not."""
    doubt = Case(CaseKind.UNSURE, subject(event.room, event.message), event.room, event.now)
    errand = Errand(ErrandKind.READING, event.room, event.message)
    return [OpenCase(doubt), *([RunErrand(errand)] if settings.language_model else [])]


STEPS: Sequence[Step] = (
    *questions.ABOUT_ONE,
    *orders.OBEYED,
    *questions.ASKING,
    correction.correct,
    signups.remember,
    report,
    second,
    pictures,
    supplement.answer,
    correction.unplaced,
    questions.addressed,
)


def _of_member(state: State, event: MessageArrived) -> bool:
    return state.organisation is not None and not state.is_staff(event.sender)


def _taken(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """What the first step that takes it makes of it; None when nothing takes it."""
    for step in STEPS:
        effects = step(state, event, settings)
        if effects is not None:
            return effects
    return None


def _into_album(
    state: State, organisation: Organisation, event: MessageArrived, settings: Settings
) -> list[Effect]:
    seen = tuple(shown(event, media) for media in event.pictures)
    draft = album(state, event, settings)
    if draft is None:
        gathering = replace(opened(event, organisation, 0), status=Status.GATHERING)
        return keep(gathering.add(seen, event.now), settings)
    if draft.status is Status.FILED:
        return [KeepDraft(draft.add(seen, draft.touched_at))]
    return keep(draft.add(seen, event.now), settings)


def _collect(
    state: State,
    event: MessageArrived,
    number: int,
    stated: Sequence[Stated],
    draft: Draft,
    settings: Settings,
) -> list[Effect]:
    findings = tuple(said(event, s, Source.NOTE) for s in stated)
    if draft.status is Status.FILED:
        return supplement.late(draft, findings, event)
    photos: tuple[Finding, ...] = ()
    effects: list[Effect] = []
    if number == 0:  # of several activities in one message the first has the pictures
        photos, effects = taken_in(state, event, draft.add(findings, event.now), settings)
    return effects + keep(draft.add((*photos, *findings), event.now), settings)


def _recall(before: Draft, event: MessageRecalled, settings: Settings) -> list[Effect]:
    draft = before.without(event.message)
    if not draft.findings and draft.status is Status.GATHERING:
        return [DropDraft(draft.id), DropTimers(draft.id)]
    wordless = all(f.field in WORDLESS for f in draft.findings)
    if wordless and draft.of(Field.VOICE) and draft.status in COLLECTING:
        return voices.without_words(draft, event.now, settings)
    if wordless and draft.status is not Status.GATHERING:
        gone = KeepDraft(replace(draft, status=Status.WITHDRAWN))
        return [gone, DropTimers(draft.id), *_told(before, event)]
    words_gone = any(
        f.message == event.message and f.field not in WORDLESS for f in before.findings
    )
    filed = draft.status is Status.FILED
    if filed and words_gone and draft.missing(settings.coach.required):
        doubt = Case(CaseKind.UNSURE, draft.id, draft.room, event.now)
        return [KeepDraft(draft), OpenCase(doubt)]  # incomplete now; the bulletin is out
    if voices.given_back(before, draft):
        again = replace(draft, status=Status.OPEN, touched_at=event.now)
        return [*keep(again, settings), CloseCase(draft.id, event.now)]
    corrected = draft.corrected or (filed and words_gone)
    return keep(replace(draft, touched_at=event.now, corrected=corrected), settings)


def _told(before: Draft, event: MessageRecalled) -> list[Effect]:
    """A bulletin that is out is for a person to explain; else nothing waits for one."""
    if before.status is Status.FILED:
        doubt = Case(CaseKind.UNSURE, before.id, before.room, event.now)
        return [StrikeActivity(before.id), OpenCase(doubt)]
    return [CloseCase(before.id, event.now)]
