"""All people with their rooms and their other ids, put together once for many pages.

Thousands of people are read as four texts; as long as these are the same, so is everybody.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import memory
from handlers.model.people import Person, PersonId, Room, RoomId
from store import codec, directory
from store.in_one_row import gathered
from store.tables import FormerMemberRow, MembershipRow, PersonAliasRow

LATELY = 2  # some MB each, with thousands of people


@dataclass(frozen=True, slots=True, eq=False)
class Everybody:
    """Nobody changes it; the same people are the same value.

    aliases: other ids to the one that stands for somebody; followers: the other way round.
    inside: who is in which room; rooms_in: of each id, in the order of the rooms.
    been_in: of each id, the lanes of which they have left a room.
    known: those who stand for somebody, under all their names of all their ids.
    """

    people: Mapping[PersonId, Person]
    rooms: Mapping[RoomId, Room]
    inside: Mapping[RoomId, frozenset[PersonId]]
    aliases: Mapping[PersonId, PersonId]
    rooms_in: Mapping[PersonId, Sequence[Room]]
    been_in: Mapping[PersonId, frozenset[str]]
    followers: Mapping[PersonId, Sequence[PersonId]]
    known: Mapping[PersonId, Person]

    def ids_of(self, chief: PersonId) -> list[PersonId]:
        """All ids of whom this one stands for, itself first."""
        return [chief, *self.followers.get(chief, ())]


def known_as(person: Person, ids: Collection[Person]) -> Person:
    """Somebody under the names of these ids of theirs: those of today, then former ones."""
    now = [one.name for one in ids]
    before = [name for one in ids for name in one.before]
    name, *others = dict.fromkeys((*now, *before))
    return replace(person, name=name, before=tuple(others))


async def look(conn: AsyncConnection) -> Everybody:
    """As they are in this transaction."""
    rooms = await directory.rooms(conn)
    pairs = (
        (MembershipRow.room, MembershipRow.person),
        (FormerMemberRow.lane, FormerMemberRow.person),
        (PersonAliasRow.id, PersonAliasRow.person),
    )
    dialect = conn.dialect.name
    texts = select(
        directory.people_as_text(conn).scalar_subquery(),
        *(select(gathered(dialect, *one, by=one)).scalar_subquery() for one in pairs),
    )
    people, members, left, others = (await conn.execute(texts)).one()
    every = tuple(rooms.values())
    return await asyncio.to_thread(_everybody, people, members, left, others, every)


@memory.lately(LATELY)
def _everybody(
    people: str, members: str, left: str, others: str, rooms: tuple[Room, ...]
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
        been_in=_been_in(left),
        followers=followers,
        known={
            id_: known_as(one, (one, *(found[o] for o in followers.get(id_, ()))))
            for id_, one in found.items()
            if id_ not in aliases
        },
    )


def _inside(members: str) -> Mapping[RoomId, frozenset[PersonId]]:
    found: defaultdict[RoomId, set[PersonId]] = defaultdict(set)
    for room, person in codec.load_rows(members):
        found[RoomId(room)].add(PersonId(person))
    return {room: frozenset(people) for room, people in found.items()}


def _been_in(left: str) -> Mapping[PersonId, frozenset[str]]:
    found: defaultdict[PersonId, set[str]] = defaultdict(set)
    for lane, person in codec.load_rows(left):
        found[PersonId(person)].add(lane)
    return {person: frozenset(lanes) for person, lanes in found.items()}


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
