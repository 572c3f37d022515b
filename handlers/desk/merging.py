"""Two records are one activity: one takes in all that the other states."""

from dataclasses import replace
from typing import TypeVar

from handlers.desk.named import changed, filed, living, refused
from handlers.desk.records import gone
from handlers.model.deed import Merge, Refusal
from handlers.model.draft import Draft, Status
from handlers.model.effects import Effect
from handlers.model.events import AtDesk
from handlers.model.settings import Settings
from handlers.model.state import State

T = TypeVar("T")


def merge(state: State, event: AtDesk, deed: Merge, settings: Settings) -> list[Effect]:
    """The one that is left keeps every finding, and what the group was asked about both.

    The other is withdrawn: it leaves the ledger, so that nobody is counted twice.  If either
    was filed, the one that is left is; leaders hear of it only if they are to.
    """
    into = living(state, event, deed.into)
    if isinstance(into, Refusal):
        return refused(event, into)
    if deed.draft in into.absorbed:
        return []
    draft = living(state, event, deed.draft)
    if isinstance(draft, Refusal):
        return refused(event, draft)
    if draft.id == into.id:
        return refused(event, Refusal.NOTHING)
    whole = _together(into, draft)
    empty = replace(draft, findings=(), struck=(), requests=(), chosen=None)
    left = gone(state, draft, empty, event)
    if whole.status is Status.FILED:
        return [*left, *filed(state, whole, event, settings, issue=deed.reissue)]
    return [*left, *changed(state, whole, event, settings, reissue=deed.reissue)]


def _together(into: Draft, draft: Draft) -> Draft:
    """version: leaders may know the other one, so the next is newer than both."""
    filed_at = [one.filed_at for one in (into, draft) if one.filed_at is not None]
    return replace(
        into,
        opened_at=min(into.opened_at, draft.opened_at),
        touched_at=max(into.touched_at, draft.touched_at),
        status=_status(into, draft),
        findings=tuple(sorted(_both(into.findings, draft.findings), key=lambda f: f.at)),
        requests=tuple(sorted(_both(into.requests, draft.requests), key=lambda r: r.at)),
        struck=(*into.struck, *draft.struck),
        version=max(into.version, draft.version),
        filed_at=min(filed_at, default=None),
        marks=into.marks or draft.marks,
        absorbed=(*into.absorbed, draft.id, *draft.absorbed),
    )


def _status(into: Draft, draft: Draft) -> Status:
    """The one that is furthest on: what was filed stays so, what was asked is not again."""
    order = (Status.GATHERING, Status.OPEN, Status.HANDED_OVER, Status.FILED)
    return max(into.status, draft.status, key=order.index)


def _both(one: tuple[T, ...], other: tuple[T, ...]) -> list[T]:
    """What both have stands once."""
    return [*one, *(each for each in other if each not in one)]
