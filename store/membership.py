"""Who is in which room, and who came and went (D1, R14)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from handlers.model.admission import KeepPeople
from handlers.model.people import Person, PersonId, Role, RoomId
from store import former
from store.tables import MembershipRow, MovementRow, PersonRow, RoomRow
from store.upsert import insert, insert_or_update


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke in a bound room, and when.  name: as they go by there; empty if nobody knows."""

    room: str
    person: str
    name: str
    at: datetime


async def keep_people(conn: AsyncConnection, change: KeepPeople) -> None:
    """Who is in the room now, and that they came or went; the same again changes nothing."""
    known = await _inside(conn, change.room)
    came = [person for person in change.came if person.id not in known]
    absent = known - {one.id for one in change.came} if change.whole else set(change.went)
    went = sorted(absent & known)
    await know(conn, change.came)
    await _join(conn, [(change.room, person.id) for person in came])
    await former.leave(conn, change.room, went)
    moved = [(person.id, True) for person in came] + [(person, False) for person in went]
    await _moved(conn, [(change.room, who, how, change.at) for who, how in moved])


async def know(conn: AsyncConnection, people: Sequence[Person]) -> None:
    """New ones as they are called; of known ones only a new name is taken, never the role.

    Whom nobody can name goes by the id until somebody can.
    """
    rows = [{"id": p.id, "name": p.name or p.id, "role": p.role.value} for p in people]
    named = [row for row, person in zip(rows, people, strict=True) if person.name]
    nameless = [row for row, person in zip(rows, people, strict=True) if not person.name]
    if named:
        await former.renamed(conn, named)
        once = insert_or_update(conn.dialect.name, PersonRow, "id", kept=("role",))
        await conn.execute(once, named)
    if nameless:
        new = insert(conn.dialect, PersonRow).on_conflict_do_nothing()
        await conn.execute(new, nameless)


async def appoint(conn: AsyncConnection, person: Person) -> None:
    """Somebody is of staff from now on; a channel that tells no names leaves the id."""
    name = person.name or person.id
    row = {"id": person.id, "name": name, "role": Role.STAFF.value}
    await former.renamed(conn, [row])
    await conn.execute(insert_or_update(conn.dialect.name, PersonRow, "id"), row)


async def admit(conn: AsyncConnection, spoken: Collection[Speaker]) -> None:
    """Who speaks in a bound room is in it, and came at the latest then."""
    if not spoken:
        return
    member = Role.MEMBER.value
    rows = [{"id": p.person, "name": p.name or p.person, "role": member} for p in spoken]
    known = insert(conn.dialect, PersonRow)
    called = known.excluded.name
    by_id = (PersonRow.name == PersonRow.id) & (called != PersonRow.id)
    named = known.on_conflict_do_update(
        index_elements=["id"], set_={"name": called}, where=by_id
    )
    await conn.execute(named, rows)
    new = await _join(conn, [(one.room, one.person) for one in spoken])
    came = [one for one in spoken if (one.room, one.person) in new]
    await _moved(conn, [(one.room, one.person, True, one.at) for one in came])


async def moved(
    conn: AsyncConnection, rooms: Collection[str]
) -> dict[RoomId, dict[PersonId, datetime]]:
    """When each who has come into these rooms, or gone, did so for the first time."""
    found: dict[RoomId, dict[PersonId, datetime]] = {}
    if rooms:
        first = select(MovementRow.room, MovementRow.person, func.min(MovementRow.at))
        there = first.where(MovementRow.room.in_(rooms))
        each = there.group_by(MovementRow.room, MovementRow.person)
        for room, person, at in await conn.execute(each):
            found.setdefault(RoomId(room), {})[PersonId(person)] = at
    return found


async def next_door(
    conn: AsyncConnection, rooms: Collection[str]
) -> dict[RoomId, frozenset[PersonId]]:
    """Who is in the other rooms of the same lane, by room."""
    found: dict[RoomId, set[PersonId]] = {}
    if rooms:
        other = aliased(RoomRow)
        beside = (other.lane == RoomRow.lane) & (other.id != RoomRow.id)
        inside = (
            select(RoomRow.id, MembershipRow.person)
            .join(other, beside)
            .join(MembershipRow, MembershipRow.room == other.id)
            .where(RoomRow.id.in_(rooms))
        )
        for room, person in await conn.execute(inside):
            found.setdefault(RoomId(room), set()).add(PersonId(person))
    return {room: frozenset(people) for room, people in found.items()}


async def _inside(conn: AsyncConnection, room: str) -> set[PersonId]:
    there = select(MembershipRow.person).where(MembershipRow.room == room)
    return {PersonId(person) for person in (await conn.execute(there)).scalars()}


async def _join(
    conn: AsyncConnection, people: Collection[tuple[str, str]]
) -> set[tuple[str, str]]:
    """(room, person) each; those of them who were not there."""
    if not people:
        return set()
    once = insert(conn.dialect, MembershipRow).on_conflict_do_nothing()
    new = once.returning(MembershipRow.room, MembershipRow.person)
    rows = [{"room": room, "person": person} for room, person in dict.fromkeys(people)]
    return {(room, person) for room, person in await conn.execute(new, rows)}


async def _moved(
    conn: AsyncConnection, moves: Iterable[tuple[str, str, bool, datetime]]
) -> None:
    rows = [
        {"room": room, "person": person, "came": came, "at": at}
        for room, person, came, at in moves
    ]
    if rows:
        await conn.execute(insert(conn.dialect, MovementRow), rows)
