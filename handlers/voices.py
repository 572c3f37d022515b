"""Voice messages: read outside where that is configured, else pieces that staff listen to.

Nobody knows what a voice message says before it was read: a report, an answer, a greeting.
Until then no record is asked about, and what its sender says next may belong to it (R2, R4).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from handlers import waiting
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Draft, Status
from handlers.model.effects import (
    CloseCase,
    Effect,
    KeepDraft,
    KeepTalk,
    OpenCase,
    RunErrand,
    SetTimer,
)
from handlers.model.errand import Errand, ErrandKind
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.finding import Field
from handlers.model.people import MessageId, RoomId
from handlers.model.settings import Settings
from handlers.model.state import Hearing, State, Talk
from handlers.pictures.albums import album
from handlers.records.joining import ANSWERABLE, COLLECTING, quotes
from handlers.records.pieces import keep, opened, spoken
from handlers.waiting import HEARING, subject

MOST_AFTER = 20  # messages kept for after a voice; who says more is chatting


def listen(state: State, event: MessageArrived, patience: timedelta) -> list[Effect]:
    """Have it read; records wait for it so long."""
    talk = state.talk(event.room)
    hearing = Hearing(event.message, event.sender, event.at)
    return [
        KeepTalk(replace(talk, spoke_at=event.now, hearing=(*talk.hearing, hearing))),
        SetTimer(HEARING, subject(event.room, event.message), event.now + patience),
        RunErrand(Errand(ErrandKind.SPEECH, event.room, event.message)),
    ]


def remembered(state: State, event: MessageArrived) -> list[Effect]:
    """Words that mean nothing by themselves may go on from a voice that is still being read."""
    talk = state.talk(event.room)
    before = [h for h in talk.hearing if h.by == event.sender and h.at <= event.at]
    if not before or not event.text or event.voices or len(before[-1].after) >= MOST_AFTER:
        return []
    after = tuple(sorted((*before[-1].after, event), key=lambda one: one.at))
    return [_keep_hearing(talk, before[-1], replace(before[-1], after=after))]


def later_words(
    state: State, room: RoomId, message: MessageId
) -> tuple[MessageArrived, ...]:
    """What its sender said after this voice message and nothing took."""
    hearing = _hearing(state.talk(room), message)
    return hearing.after if hearing else ()


def heard(state: State, room: RoomId, message: MessageId, now: datetime) -> list[Effect]:
    """Nobody waits for it any longer; records that did are looked at again."""
    talk = state.talk(room)
    hearing = _hearing(talk, message)
    if hearing is None:
        return []
    looks = waiting.over(state, subject(room, message), HEARING, now)
    return [_keep_hearing(talk, hearing, None), *looks]


def recalled(state: State, event: MessageRecalled) -> list[Effect]:
    """It is not waited for, nobody need listen to it, and what was kept of it is gone."""
    effects = heard(state, event.room, event.message, event.now)
    talk = state.talk(event.room)
    for one in talk.hearing:
        after = tuple(m for m in one.after if m.message != event.message)
        if after != one.after:
            effects.append(_keep_hearing(talk, one, replace(one, after=after)))
    return [*effects, CloseCase(subject(event.room, event.message), event.now)]


def unread(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """A voice that nobody reads joins the record that it may be about, or waits for words."""
    if state.organisation is None or state.is_staff(event.sender):
        return []
    pieces = tuple(spoken(event, media) for media in event.voices)
    draft = _home(state, event, settings)
    if draft is None:
        fresh = opened(event, state.organisation, 0)
        draft = replace(fresh, status=Status.GATHERING)
    joined = draft.add(pieces, event.now)
    if draft.status is Status.FILED:
        effects: list[Effect] = [KeepDraft(replace(joined, touched_at=draft.touched_at))]
    else:
        effects = keep(joined, settings)
    return effects + [_case(s, event.room, event.now) for s in _for_staff(draft, event)]


def left(draft: Draft, now: datetime) -> list[Effect]:
    """Of pieces that came to nothing: a voice beside pictures may be a report that was told.

    Voices alone are most likely chatter; they are one entry on staff's list for each room.
    """
    voices = draft.of(Field.VOICE)
    about: Iterable[str] = dict.fromkeys(subject(draft.room, v.message) for v in voices)
    if voices and not draft.of(Field.PHOTO):
        about = (draft.room,)
    return [_case(one, draft.room, now) for one in about]


def without_words(draft: Draft, now: datetime, settings: Settings) -> list[Effect]:
    """Its words were taken back and a voice is left: pieces wait for words once more."""
    gathering = replace(draft, status=Status.GATHERING, touched_at=now)
    return [*keep(gathering, settings), CloseCase(draft.id, now)]


def given_back(before: Draft, draft: Draft) -> bool:
    """Whether staff had the record only for a voice message that was taken back."""
    gone = before.of(Field.VOICE) and not draft.of(Field.VOICE)
    return bool(gone) and draft.status is Status.HANDED_OVER and not draft.requests


def _home(state: State, event: MessageArrived, settings: Settings) -> Draft | None:
    """The record it quotes, the sender's or the newest of the room, the one asked about."""
    there = [d for d in state.drafts if d.status is not Status.WITHDRAWN]
    quoted = [d for d in there if quotes(d, event)]
    asked = [d for d in there if _may_answer(d, event, settings)]
    near = album(state, event, settings)
    candidates = [*quoted[-1:], *([near] if near else []), *asked[-1:]]
    return candidates[0] if candidates else None


def _may_answer(draft: Draft, event: MessageArrived, settings: Settings) -> bool:
    """Soon after our question anybody's voice may be the answer, later the author's (R5)."""
    if not draft.requests or draft.room != event.room or draft.status not in COLLECTING:
        return False
    own = draft.author == event.sender
    since = event.now - draft.requests[-1].at
    return since <= (ANSWERABLE if own else settings.intake.burst)


def _for_staff(draft: Draft, event: MessageArrived) -> list[str]:
    """The record if nobody will look at it again by itself, the message if it is to us."""
    if draft.status in (Status.FILED, Status.HANDED_OVER):
        return [draft.id]
    quoted = event.quoted
    to_us = event.mentioned or (quoted is not None and quoted.ours and not quoted.draft)
    return [subject(event.room, event.message)] if to_us else []


def _case(about: str, room: RoomId, now: datetime) -> OpenCase:
    return OpenCase(Case(CaseKind.VOICE, about, room, now))


def _hearing(talk: Talk, message: MessageId) -> Hearing | None:
    return next((one for one in talk.hearing if one.message == message), None)


def _keep_hearing(talk: Talk, old: Hearing, new: Hearing | None) -> KeepTalk:
    others = (new if one == old else one for one in talk.hearing)
    return KeepTalk(replace(talk, hearing=tuple(one for one in others if one)))
