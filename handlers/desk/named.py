"""The record that a deed names, and what follows when staff have changed it."""

from handlers.model.case import CaseKind, Outcome
from handlers.model.deed import Refusal
from handlers.model.draft import Draft, Status
from handlers.model.effects import (
    CloseCase,
    Effect,
    KeepDraft,
    Refuse,
    SetTimer,
    StrikeActivity,
    Withhold,
)
from handlers.model.events import AtDesk
from handlers.model.finding import Field
from handlers.model.people import DraftId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.nudge import hand_over
from handlers.records import bulletin
from handlers.records.filing import file_for_staff
from handlers.records.pieces import SETTLE


def find(state: State, event: AtDesk, named: DraftId) -> Draft | None:
    """The record as it is now, however old it is; None where this lane never had it."""
    old = (draft for draft in event.drafts if draft.id == named)
    return state.draft(named) or next(old, None)


def living(state: State, event: AtDesk, named: DraftId) -> Draft | Refusal:
    """The same, of records that may be changed: a withdrawn one is restored first."""
    draft = find(state, event, named)
    if draft is None:
        return Refusal.UNKNOWN
    return Refusal.WITHDRAWN if draft.status is Status.WITHDRAWN else draft


def refused(event: AtDesk, why: Refusal) -> list[Effect]:
    """Nothing changes, and the page says why."""
    return [Refuse(event.row, why)]


def changed(
    state: State, draft: Draft, event: AtDesk, settings: Settings, *, reissue: bool
) -> list[Effect]:
    """What staff's word leads to.  A filed record is filed in its next version, and one
    that was with staff and is complete now for the first time; the group hears of neither.
    An open one is looked at again as after any other piece.
    """
    match draft.status:
        case Status.FILED:
            return filed(state, draft, event, settings, issue=reissue)
        case Status.HANDED_OVER if whole(draft, settings):
            fresh = draft.version == 0
            return filed(state, draft, event, settings, issue=reissue or fresh)
        case Status.HANDED_OVER:
            return [KeepDraft(draft)]
        case _:
            due = max(draft.touched_at + settings.coach.settle, event.now)
            return [KeepDraft(draft), SetTimer(SETTLE, draft.id, due)]


def filed(
    state: State, draft: Draft, event: AtDesk, settings: Settings, *, issue: bool
) -> list[Effect]:
    """Into the ledger at staff's word, who thereby end what waited about it."""
    entered = file_for_staff(state, draft, event.now, settings, issue=issue)
    ended = CloseCase(draft.id, event.now, Outcome.DONE, event.by)
    return [ended if isinstance(one, CloseCase) else one for one in entered]


def judged(
    state: State, draft: Draft, event: AtDesk, settings: Settings, *, issue: bool
) -> list[Effect]:
    """A record that staff made or brought back is filed if it is complete, else staff's:
    the group is never asked because of what was done at the desk.
    """
    if whole(draft, settings):
        return filed(state, draft, event, settings, issue=issue)
    handed = hand_over(state, draft, CaseKind.HAND_OVER, event.now, settings)
    return [*struck(state, draft), *handed]


def struck(state: State, draft: Draft) -> list[Effect]:
    """Out of the ledger, if it was there; a bulletin that has not left yet never does."""
    if not draft.version:
        return []
    out: list[Effect] = [StrikeActivity(draft.id)]
    if state.leaders is not None:
        out.append(Withhold(bulletin.key(draft.id, draft.version, state.leaders)))
    return out


def whole(draft: Draft, settings: Settings) -> bool:
    """Nothing is missing, and nothing waits for a word."""
    missing = draft.missing(settings.coach.required)
    return not missing and not draft.disputed(Field.HEADCOUNT)
