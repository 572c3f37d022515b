"""People as they are known: who is here, and who has been and wants to be left out (R14)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeVarTuple

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Select,
    bindparam,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import memory
from handlers.model.people import Person, PersonId, Role, RoomId
from store import codec
from store.in_one_row import gathered
from store.tables import (
    FormerMemberRow,
    FormerNameRow,
    MembershipRow,
    PersonRow,
    RoomRow,
    UnnamedRow,
    columns,
)

REMEMBERED = 1024  # lanes, some KB each
_Told = TypeVarTuple("_Told")


async def people(
    conn: AsyncConnection, only: Collection[str] | None = None
) -> dict[PersonId, Person]:
    """All people, or those with these ids."""
    chosen = _with_names(select(*_PERSON))
    if only is not None:
        chosen = chosen.where(PersonRow.id.in_(only))
    return _people((await conn.execute(chosen)).all())


def people_as_text(conn: AsyncConnection) -> Select[str]:
    """All people as one row, for `people_in`."""
    by = PersonRow.id, FormerNameRow.name
    return _with_names(select(gathered(conn.dialect.name, *_PERSON, by=by)))


def people_in(text: str) -> dict[PersonId, Person]:
    """By id, from what `people_as_text` gives; whoever is named several times is there once."""
    return _people(codec.load_rows(text))


async def members(conn: AsyncConnection, room: str) -> list[Person]:
    """The people in a room."""
    inside = (
        _with_names(select(*_PERSON))
        .join(MembershipRow, MembershipRow.person == PersonRow.id)
        .where(MembershipRow.room == room)
    )
    return list(_people((await conn.execute(inside)).all()).values())


async def memberships(conn: AsyncConnection) -> dict[RoomId, frozenset[PersonId]]:
    """Who is in each room; a room without people is left out."""
    inside: dict[RoomId, set[PersonId]] = {}
    for row in await conn.execute(select(MembershipRow.room, MembershipRow.person)):
        inside.setdefault(RoomId(row.room), set()).add(PersonId(row.person))
    return {room: frozenset(people) for room, people in inside.items()}


class Peopled(NamedTuple):
    """By lane.  left_unnamed: who is there no more, and wants to be left out."""

    here: dict[str, Mapping[PersonId, Person]]
    left_unnamed: dict[str, Mapping[PersonId, Person]]


async def of_lanes(conn: AsyncConnection, lanes: Collection[str]) -> Peopled:
    """In one query; the few who have left and are to be unnamed come along."""
    wanted, found = _of_lanes(conn.dialect.name), Peopled({}, {})
    for gone, lane, text in await conn.execute(wanted, {"lanes": list(lanes)}):
        (found.left_unnamed if gone else found.here)[lane] = _of_lane(text)
    return found


@cache
def _of_lanes(dialect: str) -> CompoundSelect[int, str, str]:
    """Made once, for it is asked with every batch."""
    people = gathered(dialect, *_PERSON).label("people")
    lanes: BindParameter[list[str]] = bindparam("lanes", expanding=True)
    here = (
        _with_names(select(literal(0).label("gone"), RoomRow.lane, people))
        .join(MembershipRow, MembershipRow.person == PersonRow.id)
        .join(RoomRow, RoomRow.id == MembershipRow.room)
        .where(RoomRow.lane.in_(lanes))
        .group_by(RoomRow.lane)
    )
    # few want to be left out: each is looked up, not all who have left
    wished = select(UnnamedRow.person).correlate(None)
    gone = (
        _with_names(select(literal(1), FormerMemberRow.lane, people))
        .join(FormerMemberRow, FormerMemberRow.person == PersonRow.id)
        .where(FormerMemberRow.person.in_(wished), FormerMemberRow.lane.in_(lanes))
        .group_by(FormerMemberRow.lane)
    )
    return union_all(here, gone)


@memory.lately(REMEMBERED)
def _of_lane(text: str) -> Mapping[PersonId, Person]:
    """The same text is the same mapping, which nobody changes: lanes are loaded far more
    often than people come and go.
    """
    return people_in(text)


_PERSON = (
    *columns(PersonRow),
    UnnamedRow.person.is_not(None).label("unnamed"),
    FormerNameRow.name.label("before"),
)


def _with_names(wanted: Select[*_Told]) -> Select[*_Told]:
    """`_PERSON` once for each former name; sub-queries, one for each of the people, would
    take twice as long where many are loaded.
    """
    return (
        wanted.select_from(PersonRow)
        .outerjoin(UnnamedRow, UnnamedRow.person == PersonRow.id)
        .outerjoin(FormerNameRow, FormerNameRow.person == PersonRow.id)
    )


def _people(rows: Iterable[Sequence[object]]) -> dict[PersonId, Person]:
    """By id, in that order; of somebody with several former names there are several rows."""
    found: dict[PersonId, Sequence[object]] = {}
    before: defaultdict[PersonId, set[str]] = defaultdict(set)
    for id_, *known, once in rows:
        person = PersonId(str(id_))
        found[person] = known
        before[person].update([str(once)] if once else [])
    return {
        id_: Person(
            id_, str(name), Role(str(role)), bool(unnamed), tuple(sorted(before[id_]))
        )
        for id_, (name, role, unnamed) in sorted(found.items())
    }
