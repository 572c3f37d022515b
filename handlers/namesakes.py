"""Who may be one person: the same or nearly the same name in several groups.

A human decides; nothing is done with it by itself.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, TypeAlias

from handlers import memory
from handlers.model.people import Person, PersonId, RoomId
from handlers.read.sheet.roster import groups_of, near

Inside: TypeAlias = Mapping[RoomId, Collection[PersonId]]
_Key: TypeAlias = object

_ADDED: Final = re.compile(r"[(（【\[].*?[)）】\]]|[\s\W\d_]")
_KEPT: Final = 20_000  # names that are taken apart once
_SHORTEST: Final = 2  # characters: one alone is a family name, or a nickname of many


def namesakes(
    people: Collection[Person],
    inside: Inside,
    apart: Collection[frozenset[PersonId]] = (),
    most: int | None = None,
) -> list[tuple[Person, Person]]:
    """Pairs in the order of the people, so many at most, by any of their names.

    Two in one group are two.  inside: who is in which room.  apart: pairs that staff have
    told apart.
    """
    rooms: defaultdict[PersonId, set[RoomId]] = defaultdict(set)
    for room, who in inside.items():
        for person in who:
            rooms[person].add(room)
    found = (
        (one, other)
        for one, other in _alike_ones(list(people))
        if rooms[one.id].isdisjoint(rooms[other.id])
        and frozenset((one.id, other.id)) not in apart
    )
    return list(islice(found, most))


def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's."""
    return _alike(_bare(one), _bare(other))


def like(one: Person, people: Iterable[Person]) -> Iterator[Person]:
    """Those who may be this one, themselves among them."""
    own = _bare_names(one)
    return (other for other in people if _any_alike(own, _bare_names(other)))


def _alike(one: str, other: str) -> bool:
    """By sound or look; without the family name 李阿姨 would be 王阿姨."""
    first, second = sorted((one, other), key=len)
    if len(first) < _SHORTEST:
        return False
    return first in second or (near(first[0], second[0]) and near(first, second))


def _any_alike(names: Iterable[str], others: Sequence[str]) -> bool:
    return any(_alike(name, other) for name in names for other in others)


def _alike_ones(people: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    """Thousands of people are millions of pairs: only those with a key in common are looked at."""
    names = [_bare_names(person) for person in people]
    known = frozenset(name for own in names for name in own)
    keys = [
        {key for name in own for key in (*_sound_keys(name), *_parts(name, known))}
        for own in names
    ]
    places: defaultdict[_Key, list[int]] = defaultdict(list)
    for place, own in enumerate(keys):
        for key in own:
            places[key].append(place)
    for place, own in enumerate(keys):
        later = {other for key in own for other in places[key] if other > place}
        for other in sorted(later):
            if _any_alike(names[place], names[other]):
                yield people[place], people[other]


def _parts(name: str, known: frozenset[str]) -> list[_Key]:
    """Names that stand in this one, itself among them: two of which one is part share one."""
    return [
        part
        for begin in range(len(name) - _SHORTEST + 1)
        for end in range(begin + _SHORTEST, len(name) + 1)
        if (part := name[begin:end]) in known
    ]


@memory.lately(_KEPT)
def _sound_keys(name: str) -> tuple[_Key, ...]:
    """Two with as many characters that are near have a near family name, and one more."""
    return tuple(
        (len(name), place, family, other)
        for place in range(1, len(name))
        for family in _sounds(name[0])
        for other in _sounds(name[place])
    )


def _sounds(character: str) -> list[object]:
    return [character, *groups_of(character)]


def _bare_names(person: Person) -> Sequence[str]:
    """All by which they are or were called."""
    return [_bare(name) for name in person.names]


@memory.lately(_KEPT)
def _bare(name: str) -> str:
    """Without what people add: “王芳（合唱队）” is 王芳."""
    return _ADDED.sub("", name)
