"""What a staff room must know to judge a log of a visit, or a word about one (D6)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.deciding import Happening
from handlers.model.activity import Activity
from handlers.model.deed import Log, OfVisit, Unlog
from handlers.model.events import AtDesk, MessageArrived, MessageRecalled
from handlers.model.finding import When
from handlers.model.people import OrganisationId, Purpose, RoomId
from handlers.model.state import State
from handlers.model.visit import Visit, Visited, VisitId
from handlers.read.dates import find_times
from handlers.read.visit import may_be_log, read_visit
from handlers.visiting.visits import NEAR
from store import directory, ledger, visits

AROUND = timedelta(days=1)  # the same moment has two days, in two zones


async def into(
    conn: AsyncConnection, states: Mapping[str, State], happenings: Sequence[Happening]
) -> Mapping[str, State]:
    """The lanes, with that where something in a staff room looks as if it wanted it."""
    spoken = [h for h in happenings if _concerns(states[h.lane], h)]
    if not spoken:
        return states
    known = {one.id: one.name for one in await directory.organisations(conn)}
    by_lane = dict(states)
    for lane in {happening.lane for happening in spoken}:
        events = [h.event for h in spoken if h.lane == lane]
        seen = await _visited(conn, known, events)
        by_lane[lane] = replace(states[lane], visited=seen)
    return by_lane


def _concerns(state: State, happening: Happening) -> bool:
    event = happening.event
    if isinstance(event, AtDesk):
        return isinstance(event.deed, OfVisit)
    return _in_staff_room(state, happening)


def _in_staff_room(state: State, happening: Happening) -> bool:
    event = happening.event
    if not isinstance(event, MessageArrived | MessageRecalled):
        return False
    room = state.rooms.get(event.room)
    if room is None or room.purpose is not Purpose.STAFF:
        return False
    if isinstance(event, MessageRecalled):
        return True
    wordless = bool(event.pictures) and not event.text.strip()
    return wordless or event.quoted is not None or may_be_log(event.text)


async def _visited(
    conn: AsyncConnection, known: Mapping[OrganisationId, str], events: Iterable[object]
) -> Visited:
    arrived = [event for event in events if isinstance(event, MessageArrived)]
    recalled = [event for event in events if isinstance(event, MessageRecalled)]
    about = await _about(conn, arrived, recalled)
    days = _days(known, arrived, about)
    activities: dict[str, Activity] = {}
    about += await visits.named(conn, _at_desk(events))
    logs: dict[VisitId, Visit] = {visit.id: visit for visit in about}
    for organisation, told in days.items():
        span = min(told) - AROUND, max(told) + AROUND, organisation
        activities |= {one.id: one for one in await ledger.activities(conn, *span)}
        logs |= {one.id: one for one in await visits.between(conn, *span)}
    return Visited(known, tuple(activities.values()), tuple(logs.values()))


def _at_desk(events: Iterable[object]) -> set[VisitId]:
    """The logs that staff write or remove on the console."""
    deeds = [event.deed for event in events if isinstance(event, AtDesk)]
    written = {deed.visit.id for deed in deeds if isinstance(deed, Log)}
    return written | {deed.visit for deed in deeds if isinstance(deed, Unlog)}


async def _about(
    conn: AsyncConnection,
    arrived: Collection[MessageArrived],
    recalled: Collection[MessageRecalled],
) -> list[Visit]:
    """The visits that are quoted, taken back, or whose pictures these may be."""
    quoted = [event.quoted for event in arrived if event.quoted is not None]
    found = await visits.named(conn, {quote.draft for quote in quoted if quote.draft})
    for room in {e.room for e in arrived} | {e.room for e in recalled}:
        meant = {e.message for e in recalled if e.room == room} | _quotes(arrived, room)
        found += await visits.resting_on(conn, room, meant)
        shown = [event for event in arrived if event.room == room and event.pictures]
        if shown:
            since = min(event.at for event in shown) - NEAR
            by = {event.sender for event in shown}
            found += await visits.newest(conn, room, by, since)
    return found


def _quotes(arrived: Iterable[MessageArrived], room: RoomId) -> set[str]:
    return {e.quoted.message for e in arrived if e.room == room and e.quoted is not None}


def _days(
    known: Mapping[OrganisationId, str],
    arrived: Iterable[MessageArrived],
    about: Iterable[Visit],
) -> Mapping[OrganisationId, set[date]]:
    """Of which organisations, and of which days, records are wanted."""
    days: dict[OrganisationId, set[date]] = {}
    ids, names = tuple(known), tuple(known.values())
    for event in arrived:
        log = read_visit(event.text, event.at, names)
        if log is not None and log.organisation is not None and log.when is not None:
            days.setdefault(ids[log.organisation], set()).add(log.when.start.date())
    told = {day for event in arrived if event.quoted is not None for day in _told(event)}
    for visit in about:
        own = {visit.when.start.date()} if visit.when else set()
        days.setdefault(visit.organisation, set()).update(own | told)
    return {organisation: told for organisation, told in days.items() if told}


def _told(event: MessageArrived) -> set[date]:
    """The days that a word about a log may set right."""
    times = (one.value for one in find_times(event.text, event.at))
    return {when.start.date() for when in times if isinstance(when, When)}
