"""What to say about a record once its burst is over: settle, ask, or file (R2, R3, R6).

RULES are tried in order; the first that has something to say wins, so a record leads to at
most one message at a time.  Add a rule: a function here, its words in prompts/coach/, a
transcript in tests/transcripts/.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import TypeAlias

from handlers import moments, voices, waiting
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Ask, Draft, Status
from handlers.model.effects import DropDraft, Effect, KeepDraft, OpenCase, SetTimer
from handlers.model.events import TimerDue
from handlers.model.finding import Field, Finding, Precision, Source, When
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.nudge import hand_over, request
from handlers.pictures import sheets
from handlers.pictures.best import different, scenes
from handlers.pictures.evidence import doubtful
from handlers.records import filing
from handlers.records.pieces import SETTLE

MOST_POINTS = 4  # numbered points in one message (R2)

Rule: TypeAlias = Callable[[State, Draft, datetime, Settings], "list[Effect] | None"]


def on_settled(state: State, event: TimerDue, settings: Settings) -> list[Effect]:
    """The burst is over: at a good moment say what is to be said, else wait for one."""
    draft = state.draft(event.subject)
    if draft is None or draft.status is Status.WITHDRAWN:
        return []
    good = moments.good_moment(draft, state.talk(draft.room), settings)
    moment = moments.allowed(max(good, event.now, *waiting.awaited(state)), settings)
    if moment > event.now:
        return [SetTimer(SETTLE, draft.id, moment)]
    for rule in RULES:
        effects = rule(state, draft, event.now, settings)
        if effects is not None:
            return effects
    return []


def gather(
    state: State, draft: Draft, now: datetime, settings: Settings
) -> list[Effect] | None:
    """Pictures without words: a sheet or enough scenes are an activity, few are nothing (R1)."""
    if draft.status is not Status.GATHERING:
        return None
    enough = len(different(scenes(draft))) >= settings.intake.photos_open
    if enough or sheets.telling(draft):
        dated = (*draft.findings, day_of(draft, settings))
        opened = replace(draft, status=Status.OPEN, findings=dated)
        return [KeepDraft(opened), SetTimer(SETTLE, draft.id, now)]
    over = draft.touched_at + settings.intake.burst
    if now < over:
        return [SetTimer(SETTLE, draft.id, over)]
    return [DropDraft(draft.id), *voices.left(draft, now)]


def leave_to_staff(
    state: State, draft: Draft, now: datetime, settings: Settings
) -> list[Effect] | None:
    """What is missing may be in a voice message that nobody read: staff listen to it (R2)."""
    if draft.status is not Status.OPEN or not draft.of(Field.VOICE):
        return None
    if not draft.missing(settings.coach.required):
        return None
    return hand_over(state, draft, CaseKind.VOICE, now, settings)


def settle_conflict(
    state: State, draft: Draft, now: datetime, settings: Settings
) -> list[Effect] | None:
    """A sheet and an exact word disagree: ask once which is right (R5)."""
    if draft.asked(Ask.SETTLE) or not draft.disputed(Field.HEADCOUNT):
        return None
    return request(state, draft, Ask.SETTLE, (Field.HEADCOUNT,), now, settings)


def file_complete(
    state: State, draft: Draft, now: datetime, settings: Settings
) -> list[Effect] | None:
    """Nothing is missing and nothing is disputed: file it; a corrected one again."""
    if draft.missing(settings.coach.required) or draft.disputed(Field.HEADCOUNT):
        return None
    if draft.status is Status.FILED and not draft.corrected:
        return []
    doubt = OpenCase(Case(CaseKind.CONFLICT, draft.id, draft.room, now))
    filed = filing.file(state, draft, now, settings)
    return [*filed, doubt] if doubtful(draft) else filed


def ask_gaps(
    state: State, draft: Draft, now: datetime, settings: Settings
) -> list[Effect] | None:
    """All gaps in one message; what is still missing after that is nudge's to ask (R2)."""
    missing = draft.missing(settings.coach.required)
    if not missing or draft.status is not Status.OPEN or draft.asked(Ask.ASK, Ask.NUDGE):
        return None
    return request(state, draft, Ask.ASK, missing[:MOST_POINTS], now, settings)


RULES: Sequence[Rule] = (
    gather,
    leave_to_staff,
    settle_conflict,
    file_complete,
    ask_gaps,
)


def day_of(draft: Draft, settings: Settings) -> Finding:
    """The day on which the first picture was taken, else posted."""
    first = draft.of(Field.PHOTO)[0]
    taken = sheets.taken(first, settings.zone) or first.at
    day = taken.astimezone(settings.zone).date()
    when = When(datetime.combine(day, time(), settings.zone), None, Precision.DAY)
    return Finding(
        Field.TIME, when, Source.PICTURE, first.message, None, first.by, first.at
    )
