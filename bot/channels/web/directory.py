"""Who and what there is, kept at hand: a look-up must not cost a query a message."""

import asyncio
from collections.abc import Mapping

from handlers.model.people import Person, PersonId, Room, RoomId
from store import everybody
from store.db import Database

LOOK_EVERY = 1.0  # seconds: whoever asks for what is not there must not keep the store busy


class Directory:
    """Rooms, people and who is in which room.  `refresh` after each change of them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._looking = asyncio.Lock()
        self._next_look = 0.0
        self.rooms: Mapping[RoomId, Room] = {}
        self.people: Mapping[PersonId, Person] = {}
        self.members: Mapping[RoomId, frozenset[PersonId]] = {}

    async def refresh(self) -> None:
        """Read it all again."""
        async with self._database.read() as conn:
            found = await everybody.look(conn)
        self.rooms, self.people, self.members = found.rooms, found.people, found.inside

    async def room(self, room: str) -> Room | None:
        """The room with this id; one made a second ago is found as well."""
        if RoomId(room) not in self.rooms:
            await self._look_again()
        return self.rooms.get(RoomId(room))

    async def is_member(self, room: RoomId, person: str) -> bool:
        """Whether this person may speak in this room."""
        if not self._is_in(room, person):
            await self._look_again()
        return self._is_in(room, person)

    def rooms_of(self, person: PersonId) -> list[RoomId]:
        """The rooms this person is in."""
        return [room for room in self.rooms if self._is_in(room, person)]

    def _is_in(self, room: RoomId, person: str) -> bool:
        return PersonId(person) in self.members.get(room, frozenset())

    async def _look_again(self) -> None:
        """At most once in LOOK_EVERY, however many ask."""
        async with self._looking:
            clock = asyncio.get_running_loop()
            if clock.time() >= self._next_look:
                await self.refresh()
                self._next_look = clock.time() + LOOK_EVERY
