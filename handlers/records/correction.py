"""“不是20是25”: a word that replaces an earlier one, before filing or after (R6)."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.model.case import Case, CaseKind
from handlers.model.draft import Draft, Status
from handlers.model.effects import Effect, OpenCase
from handlers.model.events import MessageArrived
from handlers.model.finding import Count, Field, Finding, Source, Value, When, Words
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.pictures.sheets import kind
from handlers.read.correction import (
    Correction,
    defers_to_sheet,
    read_correction,
    sheet_named,
)
from handlers.records.joining import COLLECTING, quotes
from handlers.records.pieces import keep, said
from handlers.waiting import subject

SHORT = 60  # a longer message is a report that corrects itself


def correct(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """The correction goes to the draft it is about; a filed one is issued again."""
    if state.is_staff(event.sender) or len(event.text) > SHORT:
        return None
    if defers_to_sheet(event.text):
        return _take_the_sheet(state, event, settings)
    correction = read_correction(event.text, event.at)
    draft = _about(state, event, correction, settings) if correction else None
    if correction is None or draft is None:
        return None
    findings = [said(event, s, Source.CORRECTION) for s in correction.stated]
    return _corrected(draft, findings, event, settings)


def unplaced(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Staff see what points at a record, 周六那次, and fits none."""
    del settings
    if state.is_staff(event.sender) or len(event.text) > SHORT:
        return None
    correction = read_correction(event.text, event.at)
    if correction is None or correction.meant is None:
        return None
    if not correction.was and correction.meant.on is None:
        return None  # neighbours put each other right about other things, too
    about = subject(event.room, event.message)
    return [OpenCase(Case(CaseKind.UNSURE, about, event.room, event.now))]


def _about(
    state: State, event: MessageArrived, correction: Correction, settings: Settings
) -> Draft | None:
    drafts = [
        d
        for d in state.drafts
        if d.status in (*COLLECTING, Status.FILED) and _speaks_of(d, correction)
    ]
    named = [d for d in drafts if quotes(d, event)]
    if named:
        return named[-1]
    here = [d for d in drafts if d.room == event.room]
    there = [d for d in here if _of_day(d, correction, settings)]
    dated = correction.meant is not None and correction.meant.on is not None
    here = there if correction.was or dated else there or here
    matching = [d for d in here if _had(d, correction.was)]
    own = [d for d in here if d.author == event.sender]
    if correction.was and not matching:
        return None
    return max(matching or own or here, key=lambda d: d.touched_at, default=None)


def _of_day(draft: Draft, correction: Correction, settings: Settings) -> bool:
    """Whether it is a record of the day that the words name, or they name none."""
    when = draft.value(Field.TIME)
    began = when.start if isinstance(when, When) else draft.opened_at
    on = correction.meant and correction.meant.on
    return on is None or on == began.astimezone(settings.zone).date()


def _speaks_of(draft: Draft, correction: Correction) -> bool:
    """Only what was stated before can be corrected."""
    return any(draft.of(stated.field) for stated in correction.stated)


def _had(draft: Draft, was: Sequence[Value]) -> bool:
    return any(_same(f.value, value) for value in was for f in draft.findings)


def _same(stated: Value, named: Value) -> bool:
    match stated, named:
        case Count(one), Count(other):
            return one == other
        case Words(one), Words(other):
            return one in other or other in one
        case _:
            return stated == named


def _take_the_sheet(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """“以签到表为准”: the number of the sheet becomes a person's word."""
    for draft in reversed(state.drafts):
        meant = _meant(draft, event.text)
        if meant and draft.room == event.room and draft.status is not Status.WITHDRAWN:
            sheet = replace(
                meant,
                source=Source.CORRECTION,
                message=event.message,
                span=(0, len(event.text)),
                by=event.sender,
                at=event.at,
            )
            return _corrected(draft, [sheet], event, settings)
    return None


def _meant(draft: Draft, text: str) -> Finding | None:
    """The sheet that is named, else the one that the words contradict."""
    conflict, named = draft.conflict(Field.HEADCOUNT), sheet_named(text)
    if conflict is None:
        return None
    found = (f for f in draft.sheets(Field.HEADCOUNT) if kind(draft, f) is named)
    return next(found, conflict[0])


def _corrected(
    draft: Draft, findings: Sequence[Finding], event: MessageArrived, settings: Settings
) -> list[Effect]:
    changed = draft.add(findings, event.now)
    return keep(replace(changed, corrected=draft.status is Status.FILED), settings)
