"""What the ids of an audit are called: groups, organisations, entries, records, settings."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables import DraftRow, EntryRow, OrganisationRow, RoomRow, VisitRow

Called = Mapping[str, tuple[str, str]]  # by id: a name, and the organisation it is of


async def rooms(conn: AsyncConnection, ids: Collection[str]) -> Called:
    """Name and organisation of each; "" for a group of everybody's."""
    wanted = select(RoomRow.id, RoomRow.name, RoomRow.organisation)
    found = await conn.execute(wanted.where(RoomRow.id.in_(ids)))
    return {id_: (name, of or "") for id_, name, of in found}


async def organisations(conn: AsyncConnection, ids: Collection[str]) -> Called:
    """Name of each."""
    wanted = select(OrganisationRow.id, OrganisationRow.name)
    found = await conn.execute(wanted.where(OrganisationRow.id.in_(ids)))
    return {id_: (name, id_) for id_, name in found}


async def entries(conn: AsyncConnection, ids: Collection[str]) -> Called:
    """The question of each."""
    wanted = select(EntryRow.id, EntryRow.question).where(EntryRow.id.in_(ids))
    return {id_: (question, "") for id_, question in await conn.execute(wanted)}


async def records(conn: AsyncConnection, ids: Collection[str]) -> Called:
    """The name of the organisation of each."""
    return await _of_organisations(conn, DraftRow, ids)


async def visits(conn: AsyncConnection, ids: Collection[str]) -> Called:
    """The name of the organisation of each."""
    return await _of_organisations(conn, VisitRow, ids)


async def _of_organisations(
    conn: AsyncConnection, row: type[DraftRow] | type[VisitRow], ids: Collection[str]
) -> Called:
    wanted = select(row.id, OrganisationRow.name, OrganisationRow.id).join(
        OrganisationRow, OrganisationRow.id == row.organisation
    )
    found = await conn.execute(wanted.where(row.id.in_(ids)))
    return {id_: (name, of) for id_, name, of in found}
