"""Everybody, as one account may see them; whoever may be one person is found among them."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import memory
from handlers.model.people import OrganisationId, Person, PersonId, Room, RoomId
from handlers.namesakes import namesakes
from store import everybody
from store.console.accounts import Account
from store.everybody import Everybody, known_as
from store.lane_name import OF_ORGANISATION

SUGGESTED = 12
LATELY = 4  # accounts that see different organisations; each keeps its everybody
Sees: TypeAlias = frozenset[OrganisationId] | None
Told: TypeAlias = frozenset[frozenset[PersonId]]  # pairs of whom staff said they are two
Pairs: TypeAlias = Sequence[tuple[Person, Person]]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody, as one account may see them.

    people: those in a room that it may see, under all their ids; former names only of ids
    that never were anywhere else.  rooms: all there are; shown: those that the account may
    see.  aliases: other ids to the one that stands for somebody.
    known: one for each of the people, under the names of the ids in `readable`: what
    somebody is called in the groups of others is not for this account.
    """

    every: Everybody
    people: Mapping[PersonId, Person]
    shown: frozenset[RoomId]
    readable: Collection[PersonId]
    known: Mapping[PersonId, Person]

    @property
    def rooms(self) -> Mapping[RoomId, Room]:
        return self.every.rooms

    @property
    def rooms_in(self) -> Mapping[PersonId, Sequence[Room]]:
        return self.every.rooms_in

    @property
    def aliases(self) -> Mapping[PersonId, PersonId]:
        return self.every.aliases

    def named(self, asked: str) -> list[Person]:
        """Whoever is known under a name with that in it."""
        every = self.known.values()
        return [one for one in every if any(asked in name for name in one.names)]

    def shown_of(self, person: PersonId) -> list[Room]:
        """Of their rooms, those that the account may see."""
        return [room for room in self.rooms_of(person) if room.id in self.shown]

    def rooms_of(self, person: PersonId) -> list[Room]:
        """Those that any id of this person is in."""
        rooms = (room for id_ in self.ids_of(person) for room in self.rooms_in.get(id_, ()))
        return list({room.id: room for room in rooms}.values())

    def ids_of(self, person: PersonId) -> list[PersonId]:
        """All ids of this person, the one that stands for them first."""
        return self.every.ids_of(self.aliases.get(person, person))

    def organisations_of(self, person: PersonId) -> set[OrganisationId | None]:
        """Whose rooms those are; None for one that belongs to all."""
        return {room.organisation for room in self.rooms_of(person)}


async def seen_by(conn: AsyncConnection, account: Account) -> Crowd:
    """Whoever is in a room that the account may see; who sees all sees the roomless too."""
    return _crowd(await everybody.look(conn), account.organisations)


def may_change(crowd: Crowd, account: Account, *people: PersonId) -> bool:
    """Only who sees everything that these people are in."""
    return all(
        person in crowd.people
        and (
            account.organisations is None
            or all(map(account.sees, crowd.organisations_of(person)))
        )
        for person in people
    )


async def suggested(
    crowd: Crowd, account: Account, apart: Told
) -> list[tuple[tuple[Person, Sequence[Room]], ...]]:
    """Some pairs, each with the rooms in which they are; with thousands it takes a while,
    once for as long as nobody comes or goes.
    """
    found = await asyncio.to_thread(_pairs, crowd.every, account.organisations, apart)
    return [tuple((one, crowd.shown_of(one.id)) for one in pair) for pair in found]


@memory.lately(LATELY)
def _crowd(every: Everybody, sees: Sees) -> Crowd:
    if sees is None:
        rooms = frozenset(every.rooms)
        return Crowd(every, every.people, rooms, every.people, every.known)
    shown = frozenset(id_ for id_, r in every.rooms.items() if r.organisation in sees)
    there = {one for room in shown for one in every.inside.get(room, ())}
    chiefs = {every.aliases.get(one, one) for one in there}
    seen = chiefs.union(*(every.followers.get(one, ()) for one in chiefs))
    people = {id_: _as_seen(every, id_, sees) for id_ in every.people if id_ in seen}
    known = {
        one: known_as(person, [people[id_] for id_ in every.ids_of(one) if id_ in there])
        for one, person in people.items()
        if one in chiefs
    }
    return Crowd(every, people, shown, there, known)


def _as_seen(every: Everybody, id_: PersonId, sees: Collection[OrganisationId]) -> Person:
    """Without former names where another group may have given them: nobody knows which did."""
    ours = {f"{OF_ORGANISATION}{one}" for one in sees}
    here = all(room.organisation in sees for room in every.rooms_in.get(id_, ()))
    only_here = here and every.been_in.get(id_, frozenset()) <= ours
    person = every.people[id_]
    return person if only_here else replace(person, before=())


@memory.lately(LATELY)
def _pairs(every: Everybody, sees: Sees, apart: Told) -> Pairs:
    inside = {
        room: frozenset(every.aliases.get(one, one) for one in who)
        for room, who in every.inside.items()
    }
    return namesakes(_crowd(every, sees).known.values(), inside, apart, SUGGESTED)
