"""When to ask, when to ask again, and when to stop and call a person (R2, R3, R12)."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers import moments, waiting
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Ask, Draft, Status
from handlers.model.effects import (
    DropTimers,
    Effect,
    KeepDraft,
    KeepTalk,
    OpenCase,
    Say,
    SetTimer,
    Why,
)
from handlers.model.events import TimerDue
from handlers.model.finding import Count, Field, Finding
from handlers.model.settings import Settings
from handlers.model.state import State, Talk
from handlers.pictures.sheets import kind
from handlers.records import filing
from handlers.records.pieces import AGAIN, HAND_OVER, SETTLE

OWING = timedelta(hours=1)  # look again later while the group waits for our answer


def request(
    state: State,
    draft: Draft,
    purpose: Ask,
    about: tuple[Field, ...],
    now: datetime,
    settings: Settings,
) -> list[Effect]:
    """Ask the group once, within the day's budget, and note when to come back to it."""
    talk = state.talk(draft.room)
    never = not settings.room.max_unsolicited_per_day
    if talk.hushed or never or len(draft.requests) >= settings.coach.max_asks:
        later = moments.again(now, settings) + settings.coach.hand_over_after
        return [DropTimers(draft.id), SetTimer(HAND_OVER, draft.id, later)]
    if not _in_budget(talk, now, settings):
        timer = AGAIN if purpose is Ask.NUDGE else SETTLE
        return [SetTimer(timer, draft.id, moments.next_day(now, settings))]
    asked = draft.request(purpose, about, now)
    spoken = replace(talk, unsolicited=(*talk.unsolicited[-9:], now))
    return [
        KeepDraft(asked),
        KeepTalk(spoken),
        _words(state, draft, purpose, about, now, settings),
        DropTimers(draft.id),
        come_back(asked, now, settings),
    ]


def on_again(state: State, event: TimerDue, settings: Settings) -> list[Effect]:
    """A day has passed: ask once more for what is missing, or let the person's word stand."""
    draft = state.draft(event.subject)
    if draft is None or draft.status is not Status.OPEN:
        return []
    if draft.of(Field.VOICE):
        return []  # it came just now; once it has settled, staff listen to it
    missing = draft.missing(settings.coach.required)
    if not missing:
        return _unanswered_conflict(state, draft, event.now, settings)
    if any(q.waits and q.room == draft.room for q in state.questions):
        return _after_our_answer(draft, event.now, settings)
    quiet = _quiet(state.talk(draft.room), event.now, settings)
    moment = moments.allowed(max([quiet, *waiting.awaited(state)]), settings)
    if moment > event.now:
        return [SetTimer(AGAIN, draft.id, moment)]
    return request(state, draft, Ask.NUDGE, missing, event.now, settings)


def on_hand_over(state: State, event: TimerDue, settings: Settings) -> list[Effect]:
    """Nobody answered: the group is left in peace, staff take over."""
    draft = state.draft(event.subject)
    if draft is None or draft.status is not Status.OPEN:
        return []
    moment = moments.allowed(event.now, settings)
    if moment > event.now:
        return [SetTimer(HAND_OVER, draft.id, moment)]
    return hand_over(state, draft, CaseKind.HAND_OVER, event.now, settings)


def hand_over(
    state: State, draft: Draft, kind: CaseKind, now: datetime, settings: Settings
) -> list[Effect]:
    """From now on the record is staff's; the group is asked no more."""
    missing = draft.missing(settings.coach.required)
    effects: list[Effect] = [
        KeepDraft(replace(draft, status=Status.HANDED_OVER)),
        DropTimers(draft.id),
        OpenCase(Case(kind, draft.id, draft.room, now)),
    ]
    return effects + _tell_staff(state, draft, missing, now, settings)


def _words(
    state: State,
    draft: Draft,
    purpose: Ask,
    about: tuple[Field, ...],
    now: datetime,
    settings: Settings,
) -> Say:
    data = {
        **filing.label(state, draft, settings),
        "fields": [field.value for field in about],
        "call": settings.must_be_called(state.rooms.get(draft.room)),
    }
    if conflict := draft.conflict(Field.HEADCOUNT):
        data |= {"seen": _number(conflict[0]), "said": _number(conflict[1])}
        data["sheet"] = kind(draft, conflict[0]).value
    return Say(
        draft.room,
        Why(purpose.value),
        f"coach/{purpose.value}",
        data,
        to=(draft.author,),
        about=about,
        draft=draft.id,
        not_before=now,
    )


def come_back(draft: Draft, now: datetime, settings: Settings) -> SetTimer:
    """When a record that was asked about is looked at again, or handed over."""
    if len(draft.requests) < settings.coach.max_asks:
        return SetTimer(AGAIN, draft.id, moments.again(now, settings))
    return SetTimer(HAND_OVER, draft.id, now + settings.coach.hand_over_after)


def _unanswered_conflict(
    state: State, draft: Draft, now: datetime, settings: Settings
) -> list[Effect]:
    """The person's word stands, and staff see it (R5)."""
    if not draft.disputed(Field.HEADCOUNT):
        return []
    doubt = OpenCase(Case(CaseKind.CONFLICT, draft.id, draft.room, now))
    return [*filing.file(state, draft, now, settings), doubt]


def _after_our_answer(draft: Draft, now: datetime, settings: Settings) -> list[Effect]:
    """No nudge while we owe an answer (R3); after a day of waiting it is staff's turn."""
    asked = draft.requests[-1].at if draft.requests else draft.touched_at
    latest = moments.again(asked, settings) + settings.coach.hand_over_after
    if now + OWING >= latest:
        return [SetTimer(HAND_OVER, draft.id, latest)]
    return [SetTimer(AGAIN, draft.id, moments.allowed(now + OWING, settings))]


def _quiet(talk: Talk, now: datetime, settings: Settings) -> datetime:
    spoke = talk.spoke_at or now - settings.coach.chatter
    return moments.allowed(max(now, spoke + settings.coach.chatter), settings)


def _in_budget(talk: Talk, now: datetime, settings: Settings) -> bool:
    spoken = moments.same_day(talk.unsolicited, now, settings)
    return spoken < settings.room.max_unsolicited_per_day


def _number(finding: Finding) -> int:
    return finding.value.number if isinstance(finding.value, Count) else 0


def _tell_staff(
    state: State,
    draft: Draft,
    missing: tuple[Field, ...],
    now: datetime,
    settings: Settings,
) -> list[Effect]:
    if state.staff is None:
        return []
    room = state.rooms.get(draft.room)
    data = {
        **filing.label(state, draft, settings),
        "room": room.name if room else "",
        "fields": [field.value for field in missing],
        "voices": len(draft.of(Field.VOICE)),
    }
    about = Say(
        state.staff,
        Why.ESCALATE,
        "cases/hand_over",
        data,
        about=missing,
        draft=draft.id,
        not_before=now,
    )
    return [about]
