"""Writing who is in the room: a setting creates or updates, and removes nothing else."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import Organisation, PersonId, RoomId
from store import codec, former, knowledge
from store.errors import SettingError
from store.lane_name import lane_of
from store.setting import Setting, read_setting
from store.tables import (
    MembershipRow,
    OrganisationRow,
    PersonRow,
    PlanItemRow,
    RoomRow,
    Row,
)
from store.upsert import insert, insert_or_update


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each a setting named."""

    organisations: int
    rooms: int
    people: int
    knowledge: int


async def load_setting(conn: AsyncConnection, setting: Mapping[str, object]) -> Counts:
    """Create or update everything named; a second time changes nothing.

    The plan of an organisation, whether its pictures are blurred, and the rooms of a person
    are replaced where they are given.
    Raises: SettingError, which names the key and the value; roll back, then.
    """
    read = read_setting(setting)
    await _refuse_unknown(conn, read)
    await _organisations(conn, read)
    await _rooms(conn, read)
    await _people(conn, read)
    await knowledge.keep(conn, read.knowledge)
    return Counts(
        len(read.organisations), len(read.rooms), len(read.people), len(read.knowledge)
    )


async def found(conn: AsyncConnection, organisation: Organisation) -> None:
    """There is this organisation from now on, if it was not there before."""
    row = {"id": organisation.id, "name": organisation.name, "community": ""}
    await conn.execute(insert(conn.dialect, OrganisationRow).on_conflict_do_nothing(), row)


async def _refuse_unknown(conn: AsyncConnection, read: Setting) -> None:
    organisations: set[str] = {one.id for one in read.organisations}
    organisations.update((await conn.execute(select(OrganisationRow.id))).scalars())
    for room in read.rooms:
        if room.organisation is not None and room.organisation not in organisations:
            raise SettingError(
                f"setting.rooms: room {room.id!r} is of organisation"
                f" {room.organisation!r}, which is nowhere described"
            )
    rooms: set[str] = {one.id for one in read.rooms}
    rooms.update((await conn.execute(select(RoomRow.id))).scalars())
    for person, inside in read.memberships.items():
        for name in inside or ():
            if name not in rooms:
                raise SettingError(
                    f"setting.people: {person!r} is in room {name!r},"
                    " which is nowhere described"
                )


async def _organisations(conn: AsyncConnection, read: Setting) -> None:
    blurring = await _blurring(conn, read)
    rows = [
        {
            "id": one.id,
            "name": one.name,
            "community": one.community,
            "required": None if one.required is None else codec.dump(one.required),
            "blur_faces": one.id in blurring,
        }
        for one in read.organisations
    ]
    await _upsert(conn, OrganisationRow, rows, "id")
    await _plans(conn, [one for one in read.organisations if one.id in read.planned])


async def _blurring(conn: AsyncConnection, read: Setting) -> set[str]:
    """Who has asked for it stays so until they say otherwise."""
    asked = select(OrganisationRow.id).where(OrganisationRow.blur_faces)
    before = set((await conn.execute(asked)).scalars())
    return (before - read.decided) | {
        one.id for one in read.organisations if one.blur_faces
    }


async def _plans(conn: AsyncConnection, organisations: Sequence[Organisation]) -> None:
    planned = [one.id for one in organisations]
    await conn.execute(delete(PlanItemRow).where(PlanItemRow.organisation.in_(planned)))
    lines = [
        {
            "organisation": one.id,
            "position": position,
            "title": item.title,
            "since": item.since,
            "until": item.until,
            "times": item.times,
        }
        for one in organisations
        for position, item in enumerate(one.plan)
    ]
    await _upsert(conn, PlanItemRow, lines, "organisation", "position")


async def _rooms(conn: AsyncConnection, read: Setting) -> None:
    places = await _places(conn, RoomRow, (room.id for room in read.rooms))
    rows = [
        {
            "id": room.id,
            "name": room.name,
            "purpose": room.purpose.value,
            "organisation": room.organisation,
            "kind": None if room.kind is None else room.kind.value,
            "lane": lane_of(room),
            "position": places[room.id],
        }
        for room in read.rooms
    ]
    if rows:  # where a known room lies, a setting does not know
        await former.rebound(conn, {room.id: lane_of(room) for room in read.rooms})
        once = insert_or_update(
            conn.dialect.name, RoomRow, "id", kept=("channel", "left_at")
        )
        await conn.execute(once, rows)


async def _people(conn: AsyncConnection, read: Setting) -> None:
    rows = [{"id": one.id, "name": one.name, "role": one.role.value} for one in read.people]
    await former.renamed(conn, rows)
    await _upsert(conn, PersonRow, rows, "id")
    inside = {
        person: rooms for person, rooms in read.memberships.items() if rooms is not None
    }
    await _leave(conn, inside)
    members = [
        {"room": room, "person": person}
        for person, rooms in inside.items()
        for room in rooms
    ]
    await _upsert(conn, MembershipRow, members, "room", "person")


async def _leave(
    conn: AsyncConnection, inside: Mapping[PersonId, Collection[RoomId]]
) -> None:
    """Everybody is out of the rooms in which they are to be no more."""
    theirs = select(MembershipRow.room, MembershipRow.person).where(
        MembershipRow.person.in_(inside)
    )
    left: defaultdict[str, list[str]] = defaultdict(list)
    for room, person in await conn.execute(theirs):
        if room not in inside[PersonId(person)]:
            left[room].append(person)
    for room, people in left.items():
        await former.leave(conn, room, people)


async def _places(
    conn: AsyncConnection, row: type[RoomRow], ids: Iterable[str]
) -> dict[str, int]:
    """Where each stands: known ones stay where they are, new ones follow."""
    known = (await conn.execute(select(row.id, row.position))).all()
    last = (await conn.execute(select(func.max(row.position)))).scalar_one()
    places = dict(known)
    for id_ in ids:
        places.setdefault(id_, max([last or 0, *places.values()]) + 1)
    return places


async def _upsert(
    conn: AsyncConnection, row: type[Row], values: Sequence[Mapping[str, object]], *key: str
) -> None:
    if values:
        await conn.execute(insert_or_update(conn.dialect.name, row, *key), values)
