"""What pictures show has come back: sheets state things, scenes are evidence (R1, R5)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from handlers import lane, sheets, waiting
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Draft, Status
from handlers.model.effects import (
    DropDraft,
    DropTimers,
    Effect,
    KeepDraft,
    OpenCase,
    RunErrand,
    SetTimer,
)
from handlers.model.errand import Errand, ErrandKind
from handlers.model.events import MessageArrived, MessageRecalled, PicturesSeen
from handlers.model.finding import Field, Finding, Picture
from handlers.model.people import MessageId, RoomId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.pieces import keep


def look(event: MessageArrived, patience: timedelta) -> list[Effect]:
    """Have the pictures of a message looked at; records wait for it so long."""
    return [
        SetTimer(waiting.LOOKING, _waits(event), event.now + patience),
        RunErrand(Errand(ErrandKind.SIGHT, event.room, event.message)),
    ]


def on_seen(state: State, event: PicturesSeen, settings: Settings) -> list[Effect]:
    """Whatever record took the pictures in now knows what they show."""
    effects = waiting.over(state, _waits(event.about), waiting.LOOKING, event.now)
    for draft in lane.advance(state, effects).drafts:
        if event.about.message in draft.messages() and draft.status is not Status.WITHDRAWN:
            effects += _known(draft, event, settings)
    return effects + _for_staff(event)


def recalled(state: State, event: MessageRecalled) -> list[Effect]:
    """Nobody waits to hear what a picture shows that was taken back."""
    name = _name(event.room, event.message)
    return waiting.over(state, name, waiting.LOOKING, event.now)


def _known(draft: Draft, event: PicturesSeen, settings: Settings) -> list[Effect]:
    """The draft with its pictures as seen, and with what its sheets state."""
    kept = tuple(seen for f in draft.findings if (seen := _seen(f, event)) is not None)
    looked = replace(draft, findings=kept)
    if not kept:
        return [DropDraft(draft.id), DropTimers(draft.id)]
    fresh = [f for f in kept if f.message == event.about.message]
    stated = [s for f in fresh for s in sheets.stated(f, settings.zone)]
    strange = any(sheets.out_of_date(f, settings.zone) for f in fresh)
    if strange or sheets.of_another_day(looked, stated, settings.zone):
        about = waiting.subject(event.about.room, event.about.message)
        return [KeepDraft(looked), _doubt(about, event)]  # filing closes those about it
    if not stated:
        return [KeepDraft(looked)]
    if draft.status is Status.FILED:
        return _after_filing(looked, stated, event)
    return keep(looked.add(stated, event.now), settings)


def _after_filing(
    draft: Draft, stated: Iterable[Finding], event: PicturesSeen
) -> list[Effect]:
    """The bulletin is out: a sheet that says otherwise is for staff."""
    told = draft.add(stated, draft.touched_at)
    other = draft.conflict(Field.HEADCOUNT) is None and told.conflict(Field.HEADCOUNT)
    return [KeepDraft(draft), *([_doubt(draft.id, event)] if other else [])]


def _seen(finding: Finding, event: PicturesSeen) -> Finding | None:
    """The finding as it is known now; None for a picture nobody could look at."""
    value = finding.value
    if finding.message != event.about.message or not isinstance(value, Picture):
        return finding
    if value.media in event.missing or event.given_up:
        return finding
    seen = event.seen.get(value.media)
    if seen is None:
        return None
    return replace(finding, value=replace(value, seen=replace(seen, text=())))


def _for_staff(event: PicturesSeen) -> list[Effect]:
    """A picture is a case that cannot be looked at, should not be shown, or is another's."""
    fine = {sha for sha, seen in event.seen.items() if not seen.unsafe}
    doubtful = set(event.about.pictures) - (fine - event.elsewhere) - event.missing
    about = waiting.subject(event.about.room, event.about.message)
    case = Case(CaseKind.PICTURE, about, event.about.room, event.now)
    return [OpenCase(case)] if doubtful else []


def _doubt(about: str, event: PicturesSeen) -> OpenCase:
    return OpenCase(Case(CaseKind.UNSURE, about, event.about.room, event.now))


def _waits(message: MessageArrived) -> str:
    return _name(message.room, message.message)


def _name(room: RoomId, message: MessageId) -> str:
    return f"{waiting.subject(room, message)}/pictures"
