"""Staff withdraw a record, bring it back, accept it as it is, or have it told again."""

from dataclasses import replace

from handlers.coach import day_of
from handlers.desk.named import filed, find, judged, living, refused, struck
from handlers.model.case import Outcome
from handlers.model.deed import File, Refusal, Reissue, Restore, Withdraw
from handlers.model.draft import Draft, Status
from handlers.model.effects import CloseCase, DropTimers, Effect, KeepDraft
from handlers.model.events import AtDesk
from handlers.model.finding import Field
from handlers.model.settings import Settings
from handlers.model.state import State


def decide(
    state: State,
    event: AtDesk,
    deed: Withdraw | Restore | Reissue | File,
    settings: Settings,
) -> list[Effect]:
    """The record that is named, as a whole."""
    if isinstance(deed, Restore):
        return _restore(state, event, deed, settings)
    draft = living(state, event, deed.draft)
    if draft is Refusal.WITHDRAWN and isinstance(deed, Withdraw):
        return []
    if isinstance(draft, Refusal):
        return refused(event, draft)
    match deed:
        case Withdraw(_, reason):
            return gone(state, draft, replace(draft, reason=reason), event)
        case Reissue(_, version):
            return _reissue(state, draft, version, event, settings)
        case _:
            return _file(state, draft, event, settings)


def gone(state: State, before: Draft, now: Draft, event: AtDesk) -> list[Effect]:
    """It is counted and shown no more, nobody waits for it, and a bulletin about it that
    has not left yet never does.  now: what is left of it.
    """
    withdrawn = replace(now, status=Status.WITHDRAWN, corrected=False, touched_at=event.now)
    return [
        KeepDraft(withdrawn),
        DropTimers(before.id),
        CloseCase(before.id, event.now, Outcome.DONE, event.by),
        *struck(state, before),
    ]


def _restore(
    state: State, event: AtDesk, deed: Restore, settings: Settings
) -> list[Effect]:
    """As it was if it had been filed; else filed if it is complete, and staff's if not."""
    draft = find(state, event, deed.draft)
    if draft is None:
        return refused(event, Refusal.UNKNOWN)
    if draft.status is not Status.WITHDRAWN:
        return []
    if not draft.findings:
        return refused(event, Refusal.NOTHING)
    newest = max(finding.at for finding in draft.findings)
    back = replace(draft, reason="", touched_at=newest)
    if draft.version:
        return filed(state, back, event, settings, issue=False)
    return judged(state, back, event, settings, issue=True)


def _reissue(
    state: State, draft: Draft, version: int, event: AtDesk, settings: Settings
) -> list[Effect]:
    """As its next version, so that the leaders' room has each once (R8)."""
    if draft.status is not Status.FILED:
        return refused(event, Refusal.NOT_FILED)
    if draft.version != version:
        return refused(event, Refusal.CHANGED)
    return filed(state, draft, event, settings, issue=True)


def _file(state: State, draft: Draft, event: AtDesk, settings: Settings) -> list[Effect]:
    """However little is known: staff know that it took place.  The group is not thanked."""
    if draft.status is Status.FILED:
        return []
    if not draft.findings:
        return refused(event, Refusal.NOTHING)
    if draft.of(Field.PHOTO) and not draft.of(Field.TIME):
        draft = draft.add([day_of(draft, settings)], draft.touched_at)
    return filed(state, draft, event, settings, issue=True)
