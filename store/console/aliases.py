"""Which ids are one person; nothing that was written under an id is ever changed."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import PersonId
from store import consent
from store.tables import DifferentPeopleRow, PersonAliasRow
from store.upsert import insert, insert_or_update


async def known(conn: AsyncConnection) -> dict[PersonId, PersonId]:
    """Every other id of somebody, to the one that stands for them."""
    found = await conn.execute(select(PersonAliasRow.id, PersonAliasRow.person))
    return {PersonId(row.id): PersonId(row.person) for row in found}


def ids_of(person: PersonId, aliases: Mapping[PersonId, PersonId]) -> list[PersonId]:
    """All ids of one person, the one that stands for them first."""
    chief = aliases.get(person, person)
    return [chief, *sorted(other for other, one in aliases.items() if one == chief)]


async def merge(
    conn: AsyncConnection, person: PersonId, into: PersonId, at: datetime
) -> None:
    """From now on they are one; whoever was one with the first is so with both."""
    aliases = await known(conn)
    chief, other = aliases.get(into, into), aliases.get(person, person)
    if chief == other:
        return
    followed = update(PersonAliasRow).where(PersonAliasRow.person == other)
    await conn.execute(followed.values(person=chief))
    row = {"id": other, "person": chief, "at": at}
    alias = insert_or_update(conn.dialect.name, PersonAliasRow, "id")
    await conn.execute(alias, row)
    await consent.spread(conn, chief)


async def part(conn: AsyncConnection, person: PersonId) -> bool:
    """They are two after all; False when they were."""
    gone = delete(PersonAliasRow).where(PersonAliasRow.id == person)
    return (await conn.execute(gone)).rowcount > 0


async def different(conn: AsyncConnection) -> frozenset[frozenset[PersonId]]:
    """Pairs of whom staff said that they are two."""
    found = await conn.execute(select(DifferentPeopleRow.one, DifferentPeopleRow.other))
    return frozenset(frozenset((PersonId(row.one), PersonId(row.other))) for row in found)


async def keep_different(conn: AsyncConnection, one: PersonId, other: PersonId) -> None:
    """Nobody is asked about these two again."""
    first, second = sorted((one, other))
    once = insert(conn.dialect, DifferentPeopleRow).on_conflict_do_nothing()
    await conn.execute(once, {"one": first, "other": second})
