"""Rooms as accounts find them: bound, renamed, left, or waiting to be bound."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.admission import BindRoom, LeaveRoom, RenameRoom
from handlers.model.people import WEB, Purpose, RoomId
from store import former
from store.inbox import InboxStatus
from store.lane_name import OF_ROOM, lane_of
from store.tables import InboxRow, PersonRow, RoomRow, SightedRow, TalkRow
from store.upsert import insert, insert_or_update


@dataclass(frozen=True, slots=True)
class Sighted:
    """A room that waits to be bound.  members: how many; inviter: of staff, or empty.

    hidden: staff said that it is nobody's.
    """

    room: RoomId
    channel: str
    topic: str
    members: int
    inviter: str
    seen_at: datetime
    hidden: bool = False


async def standing(conn: AsyncConnection, rooms: Collection[str]) -> dict[str, str | None]:
    """The channel of each of these rooms that is known, None where the bot is no more."""
    if not rooms:
        return {}
    there = select(RoomRow.id, RoomRow.channel, RoomRow.left_at).where(
        RoomRow.id.in_(rooms)
    )
    return {
        row.id: row.channel if row.left_at is None else None
        for row in await conn.execute(there)
    }


async def lanes(conn: AsyncConnection, rooms: Collection[str]) -> dict[str, str]:
    """The lane of each of these rooms that somebody has bound."""
    bound = select(RoomRow.id, RoomRow.lane).where(
        RoomRow.id.in_(rooms), RoomRow.left_at.is_(None)
    )
    return {row.id: row.lane for row in await conn.execute(bound)}


async def groups(conn: AsyncConnection, channel: str) -> set[str]:
    """All that somebody has bound there and the bot is in, but for people alone with it."""
    there = select(RoomRow.id).where(
        RoomRow.channel == channel,
        RoomRow.left_at.is_(None),
        RoomRow.purpose != Purpose.PRIVATE.value,
    )
    return set((await conn.execute(there)).scalars())


async def left(conn: AsyncConnection) -> frozenset[str]:
    """Those that were ours and in which the bot is no more."""
    out = select(RoomRow.id).where(RoomRow.left_at.is_not(None))
    return frozenset((await conn.execute(out)).scalars())


async def is_ours(conn: AsyncConnection, room: str, alone_with: str | None = None) -> bool:
    """Whether what is said there is kept: it is bound, or somebody known is there alone."""
    if await lanes(conn, {room}):
        return True
    known = select(PersonRow.id).where(PersonRow.id == alone_with)
    return alone_with is not None and (await conn.execute(known)).first() is not None


async def bind(conn: AsyncConnection, binding: BindRoom) -> None:
    """The room belongs to somebody from now on; what it was before, it is no more."""
    room = binding.room
    last = (await conn.execute(select(func.max(RoomRow.position)))).scalar_one()
    row = {
        "id": room.id,
        "name": room.name,
        "purpose": room.purpose.value,
        "organisation": room.organisation,
        "kind": None if room.kind is None else room.kind.value,
        "lane": lane_of(room),
        "position": (last or 0) + 1,
        "channel": room.channel,
        "left_at": None,
    }
    await former.rebound(conn, {room.id: lane_of(room)})
    once = insert_or_update(conn.dialect.name, RoomRow, "id", kept=("position",))
    await conn.execute(once, row)
    await conn.execute(delete(SightedRow).where(SightedRow.room == room.id))


async def rename(conn: AsyncConnection, renaming: RenameRoom) -> None:
    """As its people call it now."""
    called = update(RoomRow).where(RoomRow.id == renaming.room)
    await conn.execute(called.values(name=renaming.name))


async def leave(conn: AsyncConnection, leaving: LeaveRoom) -> None:
    """The bot is there no more; the room and its records stay."""
    if leaving.unbound:
        await _unbind(conn, leaving)
        return
    left = update(RoomRow).where(RoomRow.id == leaving.room, RoomRow.left_at.is_(None))
    await conn.execute(left.values(left_at=leaving.at))
    await conn.execute(delete(SightedRow).where(SightedRow.room == leaving.room))


async def _unbind(conn: AsyncConnection, leaving: LeaveRoom) -> None:
    """It waits to be bound anew; who was there was there, and what waits in it goes along.

    One that the bot has left since waits for nothing, and is left for as long as before.
    """
    room, lane = leaving.room, f"{OF_ROOM}{leaving.room}"
    await former.rebound(conn, {room: lane})
    found = select(RoomRow.name, RoomRow.channel, RoomRow.left_at).where(RoomRow.id == room)
    there = (await conn.execute(found)).one()
    left_at = there.left_at or (None if there.channel == WEB else leaving.at)
    values = {"organisation": None, "kind": None, "lane": lane, "left_at": left_at}
    await conn.execute(update(RoomRow).where(RoomRow.id == room).values(values))
    await conn.execute(update(TalkRow).where(TalkRow.room == room).values(lane=lane))
    waiting = InboxRow.room == room, InboxRow.status == InboxStatus.WAITING
    await conn.execute(update(InboxRow).where(*waiting).values(lane=lane))
    if there.channel != WEB and there.left_at is None:
        await sight(conn, [Sighted(room, there.channel, there.name, 0, "", leaving.at)])


async def sight(conn: AsyncConnection, rooms: Sequence[Sighted]) -> None:
    """Remember rooms that nobody has bound, in this order; no news makes nothing forgotten."""
    if not rooms:
        return
    statement = insert(conn.dialect, SightedRow)
    new = statement.excluded
    later = statement.on_conflict_do_update(
        index_elements=["room"],
        set_={
            "topic": func.coalesce(func.nullif(new.topic, ""), SightedRow.topic),
            "members": func.coalesce(func.nullif(new.members, 0), SightedRow.members),
            "inviter": func.coalesce(func.nullif(new.inviter, ""), SightedRow.inviter),
            "seen_at": new.seen_at,
        },
    )
    rows_ = [
        {
            "room": one.room,
            "channel": one.channel,
            "topic": one.topic,
            "members": one.members,
            "inviter": one.inviter,
            "seen_at": one.seen_at,
        }
        for one in rooms
    ]
    await conn.execute(later, rows_)


async def unsight(conn: AsyncConnection, rooms: Collection[str]) -> None:
    """The bot is in these no more."""
    if rooms:
        await conn.execute(delete(SightedRow).where(SightedRow.room.in_(rooms)))


async def sighted(conn: AsyncConnection) -> list[Sighted]:
    """Rooms that nobody has bound, those that staff brought the bot into first."""
    waiting = select(SightedRow).order_by(
        (SightedRow.inviter == ""), SightedRow.seen_at.desc(), SightedRow.room
    )
    found = await conn.execute(select(*waiting.selected_columns))
    return [
        Sighted(
            RoomId(row.room),
            row.channel,
            row.topic,
            row.members,
            row.inviter,
            row.seen_at,
            hidden=row.hidden_at is not None,
        )
        for row in found
    ]


async def hide(conn: AsyncConnection, room: str, at: datetime | None) -> bool:
    """It is to be nobody's; at None: it waits again.  False when no such room waits."""
    named = update(SightedRow).where(SightedRow.room == room)
    return (await conn.execute(named.values(hidden_at=at))).rowcount > 0
