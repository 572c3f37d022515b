"""Pictures and voices: whose they are, and which record they belong to (R1, R4)."""

from dataclasses import replace
from datetime import datetime

from handlers.model.draft import Draft, Status
from handlers.model.effects import DropDraft, DropTimers, Effect, KeepDraft
from handlers.model.events import MessageArrived
from handlers.model.finding import WORDLESS, Field, Finding
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.pictures import sheets
from handlers.records.joining import COLLECTING, NEARBY, collecting, in_burst
from handlers.records.pieces import shown


def taken_in(
    state: State, event: MessageArrived, mine: Draft, settings: Settings
) -> tuple[tuple[Finding, ...], list[Effect]]:
    """The pieces that a report brings into its draft, and what that does to other drafts.

    mine: the draft with what the report states.
    """
    albums = _of_one_day(_gathered(state, event, settings), mine, settings)
    lent = _lent(state, event, mine)
    waiting = tuple(f for album in albums for f in album.findings)
    returned = tuple(f for fresh, _ in lent for f in fresh)
    own = tuple(shown(event, media) for media in event.pictures)
    effects: list[Effect] = [e for a in albums for e in (DropDraft(a.id), DropTimers(a.id))]
    return (*waiting, *returned, *own), effects + [KeepDraft(other) for _, other in lent]


def album(state: State, event: MessageArrived, settings: Settings) -> Draft | None:
    """The draft that pieces without words belong to: the sender's, else the room's newest."""
    near = [
        d for d in state.drafts if d.room == event.room and d.status is not Status.WITHDRAWN
    ]
    own = [d for d in near if d.author == event.sender and in_burst(d, event.now, settings)]
    if own:
        return own[-1]
    others = [
        d for d in near if d.status in COLLECTING and event.now - d.touched_at <= NEARBY
    ]
    return others[-1] if others else None


def _gathered(state: State, event: MessageArrived, settings: Settings) -> list[Draft]:
    """Pieces without words that a report of this sender takes in: of others only with photos."""
    return [
        d
        for d in state.drafts
        if d.status is Status.GATHERING
        and d.room == event.room
        and (d.author == event.sender or _beside(d, event))
        and in_burst(d, event.now, settings)
    ]


def _of_one_day(albums: list[Draft], mine: Draft, settings: Settings) -> list[Draft]:
    """Without those whose sheets name another day than the sheets that fit the report best."""

    def fits(album: Draft) -> tuple[bool, bool, datetime]:
        other = sheets.of_another_day(mine, album.findings, settings.zone)
        return not other, sheets.telling(album), album.touched_at

    best = max(albums, key=fits, default=mine)
    return [a for a in albums if not sheets.same_kind_other_day(a.findings, best.findings)]


def _beside(draft: Draft, event: MessageArrived) -> bool:
    """Whether another member showed pictures just before."""
    return bool(draft.of(Field.PHOTO)) and event.now - draft.touched_at <= NEARBY


def _lent(
    state: State, event: MessageArrived, mine: Draft
) -> list[tuple[tuple[Finding, ...], Draft]]:
    """Pieces of this sender that a record of another took in too early, and that record."""
    changed = []
    for draft in collecting(state):
        if draft.id == mine.id or draft.author == event.sender:
            continue
        own = [f for f in draft.findings if f.field in WORDLESS and f.by == event.sender]
        fresh = [f for f in own if event.at - f.at <= NEARBY]
        if fresh:
            kept = tuple(f for f in draft.findings if f not in fresh)
            changed.append((tuple(fresh), replace(draft, findings=kept)))
    return changed
