"""Staff put right, or add to, what the bot took from a tracking log (D6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from handlers.model.effects import Effect
from handlers.model.events import MessageArrived
from handlers.model.finding import Count, Field, Stated, When, Words
from handlers.model.people import DraftId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.model.visit import KeepVisit, Visit
from handlers.read.correction import read_correction
from handlers.read.dates import find_times
from handlers.read.visit_parts import added
from handlers.read.visit_words import tells_apart, tells_same, which
from handlers.visiting.joined import likely
from handlers.visiting.understood import understood


def settle(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """Who quotes a log, or the bot's line about it, puts it right: “不是同一次”, “是25人”."""
    visit = _quoted(state, event)
    if visit is None or not state.is_staff(event.sender):
        return None
    better = _settled(state, visit, event, settings)
    if better is None or better == visit:
        return None
    return [KeepVisit(better), understood(state, better, event, settings)]


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
    if more := added(event.text):
        return _with(visit, more)
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


def _with(visit: Visit, more: Mapping[str, Sequence[str]]) -> Visit:
    """The same words twice count once."""
    impressions = (*visit.impressions, *more.get("impression", ()))
    ideas = (*visit.ideas, *more.get("idea", ()))
    return replace(
        visit,
        impressions=tuple(dict.fromkeys(impressions)),
        ideas=tuple(dict.fromkeys(ideas)),
    )


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
