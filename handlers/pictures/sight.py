"""What pictures show has come back: sheets state things, scenes are evidence (R1, R5)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from handlers import lane, waiting
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
from handlers.model.finding import Finding, Picture, Source
from handlers.model.people import DraftId, MessageId, RoomId
from handlers.model.seen import Seen
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.pictures import evidence, sheets
from handlers.pictures.known import with_known
from handlers.records.pieces import keep


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
            effects += _known(state, draft, event, settings)
    return effects + _for_staff(lane.advance(state, effects), event)


def recalled(state: State, event: MessageRecalled) -> list[Effect]:
    """Nobody waits to hear what a picture shows that was taken back."""
    name = _name(event.room, event.message)
    return waiting.over(state, name, waiting.LOOKING, event.now)


def _known(
    state: State, draft: Draft, event: PicturesSeen, settings: Settings
) -> list[Effect]:
    """The draft with its pictures as seen, and with what its sheets state.

    A sheet of another day than its other sheets becomes a record of its own.
    """
    shown = _shown(state, event, settings)
    found = (_seen(f, event, shown) for f in draft.findings)
    kept = tuple(finding for finding in found if finding is not None)
    looked = replace(draft, findings=kept)
    if not kept:
        return [DropDraft(draft.id), DropTimers(draft.id)]
    fresh = [f for f in kept if f.message == event.about.message]
    others = [f for f in kept if f not in fresh]
    wordless = all(f.source is Source.PICTURE for f in kept)
    if wordless and sheets.same_kind_other_day(fresh, others):
        rest = replace(looked, findings=tuple(others))
        alone = _of_its_own(draft, fresh, event)
        return [KeepDraft(rest), *_told(alone, fresh, event, settings)]
    return _told(looked, fresh, event, settings)


def _of_its_own(draft: Draft, fresh: Iterable[Finding], event: PicturesSeen) -> Draft:
    """A record for a sheet that came with the sheets of another day (R4)."""
    about = waiting.subject(event.about.room, event.about.message)
    return Draft(
        DraftId(f"{about}/sheet"),
        draft.organisation,
        event.about.room,
        event.about.sender,
        event.about.at,
        event.now,
        Status.GATHERING,
        tuple(fresh),
    )


def _told(
    looked: Draft, fresh: Iterable[Finding], event: PicturesSeen, settings: Settings
) -> list[Effect]:
    """The draft with what these pictures of it state."""
    stated = [s for f in fresh for s in sheets.stated(f, settings.zone)]
    strange = any(sheets.out_of_date(f, settings.zone) for f in fresh)
    if strange or sheets.of_another_day(looked, stated, settings.zone):
        about = waiting.subject(event.about.room, event.about.message)
        return [KeepDraft(looked), _doubt(about, event)]  # filing closes those about it
    if not stated:
        return [KeepDraft(looked)]
    if looked.status is Status.FILED:
        return _after_filing(looked, stated, event)
    return keep(looked.add(stated, event.now), settings)


def _after_filing(
    draft: Draft, stated: Iterable[Finding], event: PicturesSeen
) -> list[Effect]:
    """The bulletin is out: a sheet that says otherwise is for staff."""
    told = draft.add(stated, draft.touched_at)
    case = Case(CaseKind.CONFLICT, draft.id, event.about.room, event.now)
    return [KeepDraft(draft), *([OpenCase(case)] if evidence.late(draft, told) else [])]


def _shown(state: State, event: PicturesSeen, settings: Settings) -> Mapping[str, Seen]:
    """What each picture shows, in the light of what is known here."""
    people, day = state.people.values(), event.about.at.astimezone(settings.zone).date()
    return {sha: with_known(seen, people, day) for sha, seen in event.seen.items()}


def _seen(
    finding: Finding, event: PicturesSeen, shown: Mapping[str, Seen]
) -> Finding | None:
    """The finding as it is known now; None for a picture nobody could look at."""
    value = finding.value
    if finding.message != event.about.message or not isinstance(value, Picture):
        return finding
    if value.media in event.missing or event.given_up:
        return finding
    if value.media not in shown:
        return None
    return replace(finding, value=replace(value, seen=shown[value.media]))


def _for_staff(state: State, event: PicturesSeen) -> list[Effect]:
    """A picture is a case that cannot be looked at, should not be shown, or is another's."""
    fine = {sha for sha, seen in event.seen.items() if not seen.unsafe}
    fine -= event.elsewhere | _of_other_records(state, event)
    doubtful = set(event.about.pictures) - fine - event.missing
    about = waiting.subject(event.about.room, event.about.message)
    case = Case(CaseKind.PICTURE, about, event.about.room, event.now)
    return [OpenCase(case)] if doubtful else []


def _of_other_records(state: State, event: PicturesSeen) -> set[str]:
    """Those that told of another activity before; sent twice for one they are no copies."""
    with_it = (d for d in state.drafts if event.about.message in d.messages())
    here = [draft for draft in with_it if draft.status is not Status.WITHDRAWN]
    own = {id_ for draft in here for id_ in (draft.id, *draft.absorbed)}
    return {sha for sha, records in event.again.items() if own and records - own}


def _doubt(about: str, event: PicturesSeen) -> OpenCase:
    return OpenCase(Case(CaseKind.UNSURE, about, event.about.room, event.now))


def _waits(message: MessageArrived) -> str:
    return _name(message.room, message.message)


def _name(room: RoomId, message: MessageId) -> str:
    return f"{waiting.subject(room, message)}/pictures"
