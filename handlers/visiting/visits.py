"""Staff's tracking logs: kept, set beside the organisation's own record, put right (D6).

Whatever is said about them is said in the staff's room alone (R16).
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import timedelta

from handlers.model.effects import Effect, KeepTalk
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.model.visit import DropVisit, KeepVisit, Posted, Shot, Visit, VisitId
from handlers.read.visit import Log, read_visit
from handlers.staff.telling import told_staff
from handlers.visiting.understood import understood

NEAR = timedelta(minutes=10)  # pictures just before and after a log belong to it
MOST = 30  # pictures that wait for a log


def log(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """A note about a visit is kept, and staff hear what was understood."""
    if not state.is_staff(event.sender):
        return None
    known = state.visited.organisations
    read = read_visit(event.text, event.at, tuple(known.values()))
    if read is None:
        return None
    if read.organisation is None:
        return [told_staff(event, "visits/whose", {}, settings)]
    visit = _visit(event, read, state)
    mine = [one for one in _lately(state, event) if one.by == event.sender]
    visit = replace(visit, shots=(*(one.shot for one in mine), *visit.shots))
    told = understood(state, visit, event, settings)
    return [KeepVisit(visit), *_posted(state, event, without=mine), told]


def pictures(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Pictures of staff without words go to the log that they have just written, or will."""
    if not event.pictures or event.text.strip() or event.quoted is not None:
        return None
    if not state.is_staff(event.sender):
        return None
    own = [v for v in state.visited.visits if v.author == event.sender]
    fresh = [
        v
        for v in own
        if v.room == event.room and _just_after(v, event) and v.at <= event.at
    ]
    if not fresh:
        return _posted(state, event, more=_shots(event))
    newest = max(fresh, key=lambda v: v.at)
    return [KeepVisit(replace(newest, shots=(*newest.shots, *_shots(event))))]


def recalled(state: State, event: MessageRecalled) -> list[Effect]:
    """A log that was taken back is none; so is a picture of it."""
    effects: list[Effect] = []
    for visit in state.visited.visits:
        if visit.room == event.room and event.message in visit.messages():
            whole = visit.message == event.message
            kept = KeepVisit(visit.without(event.message))
            effects.append(DropVisit(visit.id) if whole else kept)
    talk = state.talk(event.room)
    left = tuple(one for one in talk.posted if one.shot.message != event.message)
    gone = [] if left == talk.posted else [KeepTalk(replace(talk, posted=left))]
    return [*effects, *gone]


def _lately(state: State, event: MessageArrived) -> list[Posted]:
    posted = state.talk(event.room).posted
    return [one for one in posted if abs(event.at - one.at) <= NEAR]


def _posted(
    state: State,
    event: MessageArrived,
    *,
    without: Collection[Posted] = (),
    more: Iterable[Shot] = (),
) -> list[Effect]:
    """What waits for a log, with `more` and `without` those; what is old waits no longer."""
    talk = state.talk(event.room)
    left = [one for one in _lately(state, event) if one not in without]
    left += [Posted(event.sender, event.at, shot) for shot in more]
    posted = tuple(left[-MOST:])
    return [] if posted == talk.posted else [KeepTalk(replace(talk, posted=posted))]


def _visit(event: MessageArrived, read: Log, state: State) -> Visit:
    known = tuple(state.visited.organisations)
    return Visit(
        id=VisitId(f"{event.room}/{event.message}"),
        organisation=known[read.organisation or 0],
        room=event.room,
        message=event.message,
        author=event.sender,
        at=event.at,
        when=read.when,
        place=read.place,
        headcount=read.headcount,
        theme=read.theme,
        told=read.told,
        impressions=read.impressions,
        ideas=read.ideas,
        shots=_shots(event),
    )


def _shots(event: MessageArrived) -> tuple[Shot, ...]:
    return tuple(Shot(media, event.message) for media in event.pictures)


def _just_after(visit: Visit, event: MessageArrived) -> bool:
    return event.at - visit.at <= NEAR
