"""How organisations and rooms stand, as their pages show it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import Room, RoomId
from handlers.model.state import Talk
from store import codec
from store.inbox import InboxStatus
from store.lane_name import lane_of
from store.tables import (
    ActivityRow,
    CaseRow,
    InboxRow,
    MembershipRow,
    OrganisationRow,
    RoomRow,
    TalkRow,
)

_HUSHED = codec.dump({"hushed": True})[1:-1]  # as it stands in a body


@dataclass(frozen=True, slots=True)
class Filed:
    """An activity in one line."""

    id: str
    day: date
    headcount: int | None


@dataclass(frozen=True, slots=True)
class Posts:
    """How much somebody has written in a room, and when last."""

    room: RoomId
    count: int
    last: datetime


async def last_days(conn: AsyncConnection) -> Mapping[str, date | None]:
    """By organisation, the day of its newest activity; None where there is none yet."""
    last = select(func.max(ActivityRow.day)).where(
        ActivityRow.organisation == OrganisationRow.id
    )
    newest = last.scalar_subquery().label("day")  # one step into an index for each
    found: list[tuple[str, date | None]] = [
        (whose, day)
        for whose, day in await conn.execute(select(OrganisationRow.id, newest))
    ]
    return dict(found)


async def members(conn: AsyncConnection) -> dict[str, int]:
    """By organisation, how many people are in its rooms, each counted once."""
    counted = select(RoomRow.organisation, func.count(MembershipRow.person.distinct()))
    counted = counted.join(MembershipRow, MembershipRow.room == RoomRow.id)
    found = await conn.execute(counted.group_by(RoomRow.organisation))
    return {whose: people for whose, people in found if whose is not None}


async def open_cases(conn: AsyncConnection) -> dict[str, int]:
    """By lane, how many wait."""
    counted = select(CaseRow.lane, func.count()).where(CaseRow.closed_at.is_(None))
    return dict((await conn.execute(counted.group_by(CaseRow.lane))).all())


async def hushed(conn: AsyncConnection) -> frozenset[RoomId]:
    """Rooms in which the bot says nothing unasked."""
    told = TalkRow.body.contains(_HUSHED, autoescape=True)  # of very many few are
    bodies = (await conn.execute(select(TalkRow.body).where(told))).scalars()
    talks = (codec.decode(body, Talk) for body in bodies)
    return frozenset(talk.room for talk in talks if talk.hushed)


async def newest(conn: AsyncConnection, organisation: str, limit: int) -> Sequence[Filed]:
    """Its newest activities."""
    wanted = select(ActivityRow.id, ActivityRow.day, ActivityRow.headcount)
    wanted = wanted.where(ActivityRow.organisation == organisation)
    found = await conn.execute(
        wanted.order_by(ActivityRow.day.desc(), ActivityRow.id).limit(limit)
    )
    return [Filed(row.id, row.day, row.headcount) for row in found]


async def posts(conn: AsyncConnection, people: Collection[str]) -> Sequence[Posts]:
    """By room, what these ids have written; the newest room first."""
    wanted = select(InboxRow.room, func.count(), func.max(InboxRow.at)).where(
        InboxRow.sender.in_(people), InboxRow.kind == literal_column("'message'")
    )
    found = await conn.execute(wanted.group_by(InboxRow.room))
    told = [Posts(RoomId(room), count, last) for room, count, last in found]
    return sorted(told, key=lambda one: one.last, reverse=True)


async def follow(conn: AsyncConnection, room: Room) -> None:
    """What waits in the room, and how its conversation stands, goes to its lane."""
    lane = lane_of(room)
    waiting = update(InboxRow).where(
        InboxRow.room == room.id, InboxRow.status == InboxStatus.WAITING
    )
    await conn.execute(waiting.values(lane=lane))
    await conn.execute(update(TalkRow).where(TalkRow.room == room.id).values(lane=lane))
    await conn.execute(update(RoomRow).where(RoomRow.id == room.id).values(lane=lane))
