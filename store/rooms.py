"""Rooms as accounts find them: bound, renamed, left; and who came into them and went."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.admission import BindRoom, KeepPeople, LeaveRoom, RenameRoom
from handlers.model.people import Person, PersonId, Role, RoomId
from store.lane_name import lane_of
from store.tables import (
    ChannelRow,
    MembershipRow,
    MovementRow,
    PersonRow,
    RoomRow,
    SightedRow,
)
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
    once = insert_or_update(conn.dialect.name, RoomRow, "id", kept=("position",))
    await conn.execute(once, row)
    await conn.execute(delete(SightedRow).where(SightedRow.room == room.id))


async def rename(conn: AsyncConnection, renaming: RenameRoom) -> None:
    """As its people call it now."""
    called = update(RoomRow).where(RoomRow.id == renaming.room)
    await conn.execute(called.values(name=renaming.name))


async def leave(conn: AsyncConnection, leaving: LeaveRoom) -> None:
    """The bot is there no more; the room and its records stay."""
    left = update(RoomRow).where(RoomRow.id == leaving.room, RoomRow.left_at.is_(None))
    await conn.execute(left.values(left_at=leaving.at))
    await conn.execute(delete(SightedRow).where(SightedRow.room == leaving.room))


async def keep_people(conn: AsyncConnection, change: KeepPeople) -> None:
    """Who is in the room now, and that they came or went; the same again changes nothing."""
    known = await _inside(conn, change.room)
    came = [person for person in change.came if person.id not in known]
    absent = known - {one.id for one in change.came} if change.whole else set(change.went)
    went = sorted(absent & known)
    await know(conn, change.came)
    await _join(conn, change.room, [person.id for person in came])
    gone = delete(MembershipRow).where(MembershipRow.room == change.room)
    await conn.execute(gone.where(MembershipRow.person.in_(went)))
    moved = [(person.id, True) for person in came] + [(person, False) for person in went]
    if moved:
        rows = [
            {"room": change.room, "person": person, "came": how, "at": change.at}
            for person, how in moved
        ]
        await conn.execute(insert(conn.dialect, MovementRow), rows)


async def know(conn: AsyncConnection, people: Iterable[Person]) -> None:
    """New ones as they are called; of known ones only a new name is taken, never the role."""
    rows = [{"id": p.id, "name": p.name, "role": p.role.value} for p in people if p.name]
    if rows:
        once = insert_or_update(conn.dialect.name, PersonRow, "id", kept=("role",))
        await conn.execute(once, rows)


async def appoint(conn: AsyncConnection, person: Person) -> None:
    """Somebody is of staff from now on; a channel that tells no names leaves the id."""
    name = person.name or person.id
    row = {"id": person.id, "name": name, "role": Role.STAFF.value}
    await conn.execute(insert_or_update(conn.dialect.name, PersonRow, "id"), row)


async def admit(conn: AsyncConnection, spoken: Mapping[tuple[str, str], str]) -> None:
    """Who speaks in a bound room is in it: (room, person) to the name they go by there."""
    if not spoken:
        return
    names = {person: name or person for (_, person), name in spoken.items()}
    rows = [
        {"id": id_, "name": name, "role": Role.MEMBER.value} for id_, name in names.items()
    ]
    await conn.execute(insert(conn.dialect, PersonRow).on_conflict_do_nothing(), rows)
    for room in {room for room, _ in spoken}:
        await _join(conn, room, [who for where, who in spoken if where == room])


async def moved(
    conn: AsyncConnection, rooms: Collection[str]
) -> dict[RoomId, frozenset[PersonId]]:
    """Everybody who has come into each of these rooms, or gone."""
    found: dict[RoomId, set[PersonId]] = {}
    if rooms:
        there = select(MovementRow.room, MovementRow.person).distinct()
        for row in await conn.execute(there.where(MovementRow.room.in_(rooms))):
            found.setdefault(RoomId(row.room), set()).add(PersonId(row.person))
    return {room: frozenset(people) for room, people in found.items()}


async def sight(conn: AsyncConnection, rooms: Sequence[Sighted]) -> None:
    """Remember rooms that nobody has bound; who brought the bot there is not forgotten."""
    if not rooms:
        return
    statement = insert(conn.dialect, SightedRow)
    new = statement.excluded
    inviter = func.coalesce(func.nullif(new.inviter, ""), SightedRow.inviter)
    later = statement.on_conflict_do_update(
        index_elements=["room"],
        set_={
            "topic": new.topic,
            "members": new.members,
            "inviter": inviter,
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


async def begun(conn: AsyncConnection, channel: str, now: datetime) -> datetime:
    """When this account was connected for the first time: now, if it never was (R10)."""
    once = insert(conn.dialect, ChannelRow).on_conflict_do_nothing()
    await conn.execute(once, {"name": channel, "begun_at": now})
    return await begun_at(conn, channel) or now


async def begun_at(conn: AsyncConnection, channel: str) -> datetime | None:
    """The same, None for one that never was."""
    first = select(ChannelRow.begun_at).where(ChannelRow.name == channel)
    return (await conn.execute(first)).scalar_one_or_none()


async def _inside(conn: AsyncConnection, room: str) -> set[PersonId]:
    there = select(MembershipRow.person).where(MembershipRow.room == room)
    return {PersonId(person) for person in (await conn.execute(there)).scalars()}


async def _join(conn: AsyncConnection, room: str, people: Collection[str]) -> None:
    if people:
        once = insert(conn.dialect, MembershipRow).on_conflict_do_nothing()
        await conn.execute(once, [{"room": room, "person": one} for one in people])
