"""Who and what there is, kept at hand: a look-up must not cost a query a message."""

from collections.abc import Mapping

from handlers.model.people import Person, PersonId, Room, RoomId
from store import directory
from store.db import Database


class Directory:
    """Rooms, people and who is in which room.  `refresh` after each change of them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.rooms: Mapping[RoomId, Room] = {}
        self.people: Mapping[PersonId, Person] = {}
        self.members: Mapping[RoomId, frozenset[PersonId]] = {}

    async def refresh(self) -> None:
        """Read it all again."""
        async with self._database.read() as conn:
            rooms = await directory.rooms(conn)
            people = await directory.people(conn)
            members = {
                room: frozenset(person.id for person in await directory.members(conn, room))
                for room in rooms
            }
        self.rooms, self.people, self.members = rooms, people, members

    async def room(self, room: str) -> Room | None:
        """The room with this id; one made a moment ago is found as well."""
        if RoomId(room) not in self.rooms:
            await self.refresh()
        return self.rooms.get(RoomId(room))

    async def is_member(self, room: RoomId, person: str) -> bool:
        """Whether this person may speak in this room."""
        if PersonId(person) not in self.members.get(room, frozenset()):
            await self.refresh()
        return PersonId(person) in self.members.get(room, frozenset())

    def rooms_of(self, person: PersonId) -> list[RoomId]:
        """The rooms this person is in."""
        return [room for room, members in self.members.items() if person in members]
