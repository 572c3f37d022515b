"""Staff's tracking logs: kept, set beside the organisation's own record, put right (D6).

Whatever is said about them is said in the staff's room alone (R16).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.model.activity import Activity
from handlers.model.effects import DropVisit, Effect, KeepVisit, Say
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.finding import Count, Field, Stated, Value, When, Words
from handlers.model.people import DraftId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.model.visit import Shot, Visit, VisitId
from handlers.read.correction import read_correction
from handlers.read.dates import find_times
from handlers.read.visit import Log, read_visit
from handlers.read.visit_words import tells_apart, tells_same, which
from handlers.staff.telling import told_staff
from handlers.visiting.joined import day, likely, pair, sides

AFTERWARDS = timedelta(minutes=10)  # pictures that follow a log belong to it


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
    return [KeepVisit(visit), _understood(state, visit, event, settings)]


def settle(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """Who quotes a log, or the bot's line about it, puts it right: “不是同一次”, “是25人”."""
    visit = _quoted(state, event)
    if visit is None or not state.is_staff(event.sender):
        return None
    better = _settled(state, visit, event, settings)
    if better is None or better == visit:
        return None
    return [KeepVisit(better), _understood(state, better, event, settings)]


def pictures(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Pictures without words go to the log that their sender has just written."""
    if not event.pictures or event.text.strip() or event.quoted is not None:
        return None
    own = [v for v in state.visited.visits if v.author == event.sender]
    fresh = [
        v
        for v in own
        if v.room == event.room and _just_after(v, event) and v.at <= event.at
    ]
    if not fresh:
        return None
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
    return effects


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
    return event.at - visit.at <= AFTERWARDS


def _quoted(state: State, event: MessageArrived) -> Visit | None:
    """The visit whose log is quoted, or the line that the bot said about it."""
    quoted = event.quoted
    if quoted is None:
        return None
    return next(
        (
            v
            for v in state.visited.visits
            if v.room == event.room
            and (DraftId(v.id) == quoted.draft or v.message == quoted.message)
        ),
        None,
    )


def _settled(
    state: State, visit: Visit, event: MessageArrived, settings: Settings
) -> Visit | None:
    activities = likely(visit, state.visited.activities, settings)
    if tells_apart(event.text):
        parted = tuple(dict.fromkeys((*visit.apart, *(a.id for a in activities))))
        return replace(visit, chosen=None, apart=parted)
    if tells_same(event.text):
        return _chosen(visit, visit.apart[-1:])
    number = which(event.text)
    if number is not None and len(activities) > 1:
        return _chosen(visit, [a.id for a in activities[number - 1 : number]])
    correction = read_correction(event.text, event.at)
    stated = correction.stated if correction else ()
    if not stated and visit.when is None:
        stated = find_times(event.text, event.at)[:1]
    return _corrected(visit, stated)


def _chosen(visit: Visit, ids: Sequence[DraftId]) -> Visit:
    if not ids:
        return visit
    apart = tuple(one for one in visit.apart if one not in ids)
    return replace(visit, chosen=ids[0], apart=apart)


def _corrected(visit: Visit, stated: Iterable[Stated]) -> Visit:
    """With what was put right; a log has no place for other fields."""
    given = {one.field: one.value for one in stated}
    when, headcount = given.get(Field.TIME), given.get(Field.HEADCOUNT)
    place = given.get(Field.PLACE)
    return replace(
        visit,
        when=when if isinstance(when, When) else visit.when,
        place=place.text if isinstance(place, Words) else visit.place,
        headcount=headcount if isinstance(headcount, Count) else visit.headcount,
    )


def _understood(
    state: State, visit: Visit, event: MessageArrived, settings: Settings
) -> Say:
    """One line: what the bot took the log to be about, and what the organisation says of it.

    Who quotes the line means the visit, as who quotes a request means the record.
    """
    prompt, data = _meaning(state, visit, settings)
    told = told_staff(event, prompt, data, settings)
    return replace(told, draft=DraftId(visit.id))


def _meaning(
    state: State, visit: Visit, settings: Settings
) -> tuple[str, dict[str, object]]:
    visited = state.visited.keep(visit)
    together = pair(visited.activities, visited.visits, settings)
    record = next(one.activity for one in together if visit in one.visits)
    data: dict[str, object] = {
        "organisation": visited.organisations.get(visit.organisation, ""),
        "day": day(visit.when, settings),
    }
    if record is not None:
        apart = _differences(record, visit, settings)
        return "visits/joined", {**data, **_label(record), "apart": apart}
    rivals = likely(visit, visited.activities, settings)
    if len(rivals) > 1:
        labels = [_label(one) for one in rivals]
        return "visits/undecided", {**data, "records": labels}
    if rivals:
        return "visits/twice", {**data, **_label(rivals[0])}
    return "visits/alone" if visit.when else "visits/dayless", data


def _label(activity: Activity) -> dict[str, object]:
    return {"theme": activity.theme, "when": activity.when, "place": activity.place}


def _differences(
    activity: Activity, visit: Visit, settings: Settings
) -> list[dict[str, object]]:
    """What the two do not tell alike; nobody is asked, and neither word is dropped."""
    return [
        {"field": one.field.value, "own": _plain(one.own), "staff": _plain(one.staff)}
        for one in sides(activity, visit, settings)
        if one.apart
    ]


def _plain(value: Value | None) -> object:
    return value.text if isinstance(value, Words) else value
