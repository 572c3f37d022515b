"""Who is in the room: reading organisations, rooms and people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import (
    OF_EVERYBODY,
    Organisation,
    OrganisationId,
    Person,
    PersonId,
    PlanItem,
    Purpose,
    Room,
    RoomId,
    RoomKind,
)
from store import codec
from store.enrol import Counts, load_setting
from store.lane_name import OF_ORGANISATION, lane_of
from store.people import members, memberships, people, people_as_text, people_in
from store.people import of_lanes as people_of_lanes
from store.tables import (
    Found,
    OrganisationRow,
    PlanItemRow,
    RoomRow,
    columns,
)

__all__ = [
    "Counts",
    "is_empty",
    "lane_of",
    "load_setting",
    "members",
    "memberships",
    "of_lanes",
    "organisations",
    "people",
    "people_as_text",
    "people_in",
    "rooms",
    "staff_lanes",
]


@dataclass(frozen=True, slots=True)
class LaneDirectory:
    """Who and what belongs to some lanes.  leaders, staff: rooms of everybody.

    left_unnamed: who is in their rooms no more, and wants to be left out.
    """

    organisations: Mapping[str, Organisation]
    rooms: Mapping[str, Mapping[RoomId, Room]]
    people: Mapping[str, Mapping[PersonId, Person]]
    left_unnamed: Mapping[str, Mapping[PersonId, Person]]
    leaders: RoomId | None
    staff: RoomId | None

    def concerned(self, lane: str) -> Mapping[PersonId, Person]:
        """See `State.concerned`."""
        return {**self.left_unnamed.get(lane, {}), **self.people.get(lane, {})}


async def is_empty(conn: AsyncConnection) -> bool:
    """No room is known yet."""
    return not (await conn.execute(select(exists(select(RoomRow.id))))).scalar_one()


async def rooms(
    conn: AsyncConnection, of: OrganisationId | None = None
) -> dict[RoomId, Room]:
    """All rooms, or those of one organisation, in the order in which they came."""
    wanted = select(*_ROOM).order_by(RoomRow.position, RoomRow.id)
    if of is not None:
        wanted = wanted.where(RoomRow.organisation == of)
    return {room.id: room for room in map(_room, await conn.execute(wanted))}


async def staff_lanes(conn: AsyncConnection) -> set[str]:
    """Those of staff's rooms."""
    theirs = select(RoomRow.lane).where(RoomRow.purpose == Purpose.STAFF)
    return set((await conn.execute(theirs)).scalars())


async def organisations(
    conn: AsyncConnection, only: Collection[str] | None = None
) -> list[Organisation]:
    """All organisations with their plans, or those with these ids."""
    chosen = select(*columns(OrganisationRow)).order_by(OrganisationRow.id)
    lines = select(*columns(PlanItemRow)).order_by(PlanItemRow.position)
    if only is not None:
        chosen = chosen.where(OrganisationRow.id.in_(only))
        lines = lines.where(PlanItemRow.organisation.in_(only))
    plans: dict[str, list[PlanItem]] = {}
    for row in await conn.execute(lines):
        item = PlanItem(row.title, row.since, row.until, row.times)
        plans.setdefault(row.organisation, []).append(item)
    return [
        _organisation(row, tuple(plans.get(row.id, ())))
        for row in await conn.execute(chosen)
    ]


async def of_lanes(conn: AsyncConnection, lanes: Collection[str]) -> LaneDirectory:
    """Everything about who and what belongs to these lanes, in four queries."""
    ids = [
        lane.removeprefix(OF_ORGANISATION)
        for lane in lanes
        if lane.startswith(OF_ORGANISATION)
    ]
    found = await organisations(conn, ids)
    by_lane, leaders, staff = await _rooms_of_lanes(conn, lanes)
    here, left_unnamed = await people_of_lanes(conn, lanes)
    return LaneDirectory(
        organisations={f"{OF_ORGANISATION}{each.id}": each for each in found},
        rooms=by_lane,
        people=here,
        left_unnamed=left_unnamed,
        leaders=leaders,
        staff=staff,
    )


class _Rooms(NamedTuple):
    by_lane: Mapping[str, Mapping[RoomId, Room]]
    leaders: RoomId | None
    staff: RoomId | None


async def _rooms_of_lanes(conn: AsyncConnection, lanes: Collection[str]) -> _Rooms:
    wanted = select(*_ROOM).where(
        or_(RoomRow.lane.in_(lanes), RoomRow.purpose.in_(OF_EVERYBODY))
    )
    by_lane: dict[str, dict[RoomId, Room]] = {}
    first: dict[Purpose, RoomId] = {}
    for row in await conn.execute(wanted.order_by(RoomRow.position, RoomRow.id)):
        room = _room(row)
        by_lane.setdefault(row.lane, {})[room.id] = room
        if row.left_at is None:
            first.setdefault(room.purpose, room.id)
    return _Rooms(by_lane, first.get(Purpose.LEADERS), first.get(Purpose.STAFF))


_ROOM = columns(RoomRow)


def _room(row: Found) -> Room:
    return Room(
        id=RoomId(row.id),
        name=row.name,
        purpose=Purpose(row.purpose),
        organisation=None if row.organisation is None else OrganisationId(row.organisation),
        kind=None if row.kind is None else RoomKind(row.kind),
        channel=row.channel,
    )


def _organisation(row: Found, plan: tuple[PlanItem, ...]) -> Organisation:
    required = None if row.required is None else codec.load_strings(row.required)
    return Organisation(
        OrganisationId(row.id), row.name, row.community, plan, required, row.blur_faces
    )
