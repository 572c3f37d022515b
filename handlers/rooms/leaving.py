"""The account is put out of a room, or heard nothing for a while (R9)."""

from dataclasses import replace
from datetime import datetime

from handlers.model.admission import LeaveRoom, Missed, PutOut
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Draft, Status
from handlers.model.effects import DropTimers, Effect, KeepDraft, OpenCase
from handlers.model.people import RoomId
from handlers.model.settings import Settings
from handlers.model.state import State

GROWING = (Status.GATHERING, Status.OPEN)


def on_put_out(state: State, event: PutOut) -> list[Effect]:
    """What was being collected there ends: staff have it, and the group is asked no more."""
    return [*ended(state, event.room, event.now), LeaveRoom(event.room, event.now)]


def ended(state: State, room: RoomId, now: datetime) -> list[Effect]:
    """What was being collected in that room is staff's from now on."""
    growing = [d for d in state.drafts if d.status in GROWING and d.room == room]
    return [effect for draft in growing for effect in _ended(draft, now)]


def on_missed(state: State, event: Missed, settings: Settings) -> list[Effect]:
    """What was said meanwhile is lost at the gateway, and only people can fill the gap.

    All outages of a day are one case: a link that shakes must not shake staff as well.
    """
    room = state.staff or RoomId("")
    subject = f"{event.channel}/{event.until.astimezone(settings.zone).date()}"
    return [OpenCase(Case(CaseKind.GAP, subject, room, event.now))]


def _ended(draft: Draft, now: datetime) -> list[Effect]:
    """Pictures that waited for words are no record yet, and nobody needs to see to them."""
    gathered = draft.status is Status.GATHERING
    status = Status.WITHDRAWN if gathered else Status.HANDED_OVER
    left: list[Effect] = [KeepDraft(replace(draft, status=status)), DropTimers(draft.id)]
    waits = OpenCase(Case(CaseKind.HAND_OVER, draft.id, draft.room, now))
    return left if gathered else [*left, waits]
