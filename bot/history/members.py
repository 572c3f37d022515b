"""Who spoke, by the names that a history has: members of the room, else new ones."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Final

from handlers.model.people import Person, PersonId, RoomId
from handlers.read.phones import masked

PAST: Final = "past-"  # how ids begin that a history brought


def folded(name: str) -> str:
    """The name without what people do not see as a difference."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


class Members:
    """The people of one room, by name; one person a name.

    known: (person, a name or id of theirs), the best first.
    """

    def __init__(self, room: RoomId, known: Iterable[tuple[Person, str]]) -> None:
        self._room = room
        self._by_name: dict[str, Person] = {}
        self._new: dict[PersonId, Person] = {}
        for person, name in known:
            self._by_name.setdefault(folded(name), person)

    @property
    def everybody(self) -> Sequence[Person]:
        """Whoever was known before, and whoever was met."""
        return tuple({one.id: one for one in self._by_name.values()}.values())

    @property
    def new(self) -> Sequence[Person]:
        """Those that nobody knew before."""
        return tuple(self._new.values())

    def who(self, names: Sequence[str]) -> Person:
        """The first of the names that is somebody's, else somebody new with the best name."""
        for name in names:
            if person := self._by_name.get(folded(name)):
                return person
        person = Person(self._id(names[0]), masked(names[0].strip()))
        self._by_name[folded(names[0])] = self._new[person.id] = person
        return person

    def _id(self, name: str) -> PersonId:
        """The same in every import of the room."""
        content = "\0".join((self._room, folded(name))).encode()
        return PersonId(f"{PAST}{blake2b(content, digest_size=8).hexdigest()}")


def names_of(
    members: Sequence[Person],
    people: Mapping[PersonId, Person],
    aliases: Mapping[PersonId, PersonId],
) -> list[tuple[Person, str]]:
    """Everything by which the members of a room may be called, what they are called there first.

    people: everybody.  aliases: every other id of somebody, to the one that stands for them.
    """
    chief = {one.id: aliases.get(one.id, one.id) for one in members}
    ids: dict[PersonId, list[PersonId]] = {}
    for other, first in aliases.items():
        ids.setdefault(first, [first]).append(other)
    found = [(one, one.name) for one in members]
    found += [(one, one.id) for one in members]
    for one in members:
        same = ids.get(chief[one.id], [])
        found += [(one, name) for id_ in same for name in (people[id_].name, id_)]
    return found
