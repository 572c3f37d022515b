"""All people with their rooms and their other ids, put together once for many pages.

Thousands of people are read as three texts; as long as these are the same, so is everybody.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import memory
from handlers.model.people import Person, PersonId, Room, RoomId
from store import codec, directory
from store.in_one_row import gathered
from store.tables import MembershipRow, PersonAliasRow

LATELY = 2  # some MB each, with thousands of people


@dataclass(frozen=True, slots=True, eq=False)
class Everybody:
    """Nobody changes it; the same people are the same value.

    aliases: other ids to the one that stands for somebody; followers: the other way round.
    inside: who is in which room; rooms_in: of each id, in the order of the rooms.
    names: of those who stand for somebody, under which they are known, their own first.
    """

    people: Mapping[PersonId, Person]
    rooms: Mapping[RoomId, Room]
    inside: Mapping[RoomId, frozenset[PersonId]]
    aliases: Mapping[PersonId, PersonId]
    rooms_in: Mapping[PersonId, Sequence[Room]]
    followers: Mapping[PersonId, Sequence[PersonId]]
    names: Mapping[PersonId, Sequence[str]]


async def look(conn: AsyncConnection) -> Everybody:
    """As they are in this transaction."""
    rooms = await directory.rooms(conn)
    member, alias = (
        (MembershipRow.room, MembershipRow.person),
        (PersonAliasRow.id, PersonAliasRow.person),
    )
    inside = select(gathered(conn, *member, by=member))
    aliases = select(gathered(conn, *alias, by=alias))
    texts = select(
        directory.people_as_text(conn).scalar_subquery(),
        inside.scalar_subquery(),
        aliases.scalar_subquery(),
    )
    people, members, others = (await conn.execute(texts)).one()
    every = tuple(rooms.values())
    return await asyncio.to_thread(_everybody, people, members, others, every)


@memory.lately(LATELY)
def _everybody(
    people: str, members: str, others: str, rooms: tuple[Room, ...]
) -> Everybody:
    found = directory.people_in(people)
    aliases = {PersonId(id_): PersonId(person) for id_, person in codec.load_rows(others)}
    inside, followers = _inside(members), _followers(aliases)
    return Everybody(
        people=found,
        rooms={room.id: room for room in rooms},
        inside=inside,
        aliases=aliases,
        rooms_in=_rooms_in(rooms, inside),
        followers=followers,
        names={
            one: _names(found, (one, *followers.get(one, ())))
            for one in found
            if one not in aliases
        },
    )


def _inside(members: str) -> Mapping[RoomId, frozenset[PersonId]]:
    found: defaultdict[RoomId, set[PersonId]] = defaultdict(set)
    for room, person in codec.load_rows(members):
        found[RoomId(room)].add(PersonId(person))
    return {room: frozenset(people) for room, people in found.items()}


def _followers(
    aliases: Mapping[PersonId, PersonId],
) -> Mapping[PersonId, Sequence[PersonId]]:
    found: defaultdict[PersonId, list[PersonId]] = defaultdict(list)
    for other, chief in sorted(aliases.items()):
        found[chief].append(other)
    return dict(found)


def _rooms_in(
    rooms: Sequence[Room], inside: Mapping[RoomId, frozenset[PersonId]]
) -> Mapping[PersonId, Sequence[Room]]:
    found: defaultdict[PersonId, list[Room]] = defaultdict(list)
    for room in rooms:
        for person in inside.get(room.id, ()):
            found[person].append(room)
    return dict(found)


def _names(people: Mapping[PersonId, Person], ids: Sequence[PersonId]) -> Sequence[str]:
    return list(dict.fromkeys(people[id_].name for id_ in ids if id_ in people))
