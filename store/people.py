"""People as they are known: who is here, and who has been and wants to be left out (R14)."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Select,
    bindparam,
    exists,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.roles import ExpressionElementRole

from handlers import memory
from handlers.model.people import Person, PersonId, Role, RoomId
from store import codec
from store.in_one_row import gathered, gathered_texts
from store.tables import (
    FormerMemberRow,
    FormerNameRow,
    Found,
    MembershipRow,
    PersonRow,
    RoomRow,
    UnnamedRow,
    columns,
)

REMEMBERED = 1024  # lanes, some KB each


async def people(
    conn: AsyncConnection, only: Collection[str] | None = None
) -> dict[PersonId, Person]:
    """All people, or those with these ids."""
    chosen = select(*_person_of(conn.dialect.name)).order_by(PersonRow.id)
    if only is not None:
        chosen = chosen.where(PersonRow.id.in_(only))
    return {person.id: person for person in map(_person, await conn.execute(chosen))}


def people_as_text(conn: AsyncConnection) -> Select[str]:
    """All people as one row, for `people_in`."""
    people = gathered(conn.dialect.name, *_person_of(conn.dialect.name), by=(PersonRow.id,))
    return select(people).select_from(PersonRow)


def people_in(text: str) -> dict[PersonId, Person]:
    """By id, from what `people_as_text` gives; whoever is named several times is there once."""
    found = (
        Person(PersonId(id_), name, Role(role), bool(unnamed), _names(before))
        for id_, name, role, unnamed, before in sorted(codec.load_rows(text))
    )
    return {person.id: person for person in found}


async def members(conn: AsyncConnection, room: str) -> list[Person]:
    """The people in a room."""
    inside = (
        select(*_person_of(conn.dialect.name))
        .join(MembershipRow, MembershipRow.person == PersonRow.id)
        .where(MembershipRow.room == room)
    )
    return [_person(row) for row in await conn.execute(inside.order_by(PersonRow.id))]


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
    people = gathered(dialect, *_person_of(dialect)).label("people")
    lanes: BindParameter[list[str]] = bindparam("lanes", expanding=True)
    here = (
        select(literal(0).label("gone"), RoomRow.lane, people)
        .join(MembershipRow, MembershipRow.person == PersonRow.id)
        .join(RoomRow, RoomRow.id == MembershipRow.room)
        .where(RoomRow.lane.in_(lanes))
        .group_by(RoomRow.lane)
    )
    gone = (
        select(literal(1), FormerMemberRow.lane, people)
        .join(FormerMemberRow, FormerMemberRow.person == PersonRow.id)
        .join(UnnamedRow, UnnamedRow.person == PersonRow.id)
        .where(FormerMemberRow.lane.in_(lanes))
        .group_by(FormerMemberRow.lane)
    )
    return union_all(here, gone)


@memory.lately(REMEMBERED)
def _of_lane(text: str) -> Mapping[PersonId, Person]:
    """The same text is the same mapping, which nobody changes: lanes are loaded far more
    often than people come and go.
    """
    return people_in(text)


@cache
def _person_of(dialect: str) -> tuple[ExpressionElementRole[object], ...]:
    unnamed = exists().where(UnnamedRow.person == PersonRow.id).correlate(PersonRow)
    names = gathered_texts(dialect, FormerNameRow.name)
    before = select(names).where(FormerNameRow.person == PersonRow.id).scalar_subquery()
    return (*columns(PersonRow), unnamed.label("unnamed"), before.label("before"))


def _person(row: Found) -> Person:
    before = _names(row.before)
    return Person(PersonId(row.id), row.name, Role(row.role), bool(row.unnamed), before)


def _names(before: str | None) -> tuple[str, ...]:
    return tuple(sorted(codec.load_strings(before))) if before else ()
