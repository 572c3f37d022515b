"""What ids on a page are called, and where deeds about cases go."""

from collections.abc import Collection, Mapping

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import OrganisationId, Purpose, Role
from store.lane_name import OF_ORGANISATION, OF_ROOM
from store.tables import (
    AccountRow,
    FormerMemberRow,
    FormerNameRow,
    MembershipRow,
    OrganisationRow,
    PersonRow,
    RoomRow,
)

ACCOUNT = "account:"  # before the id of an account that is nobody in the chats


async def of(conn: AsyncConnection, ids: Collection[str | None]) -> Mapping[str, str]:
    """People and accounts by id; whoever is not there any more is left out."""
    people = {one for one in ids if one and not one.startswith(ACCOUNT)}
    accounts = {one for one in ids if one and one.startswith(ACCOUNT)}
    found: dict[str, str] = {}
    if people:
        called = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(people))
        found |= dict((await conn.execute(called)).all())
    if accounts:
        plain = [one.removeprefix(ACCOUNT) for one in accounts]
        named = select(AccountRow.id, AccountRow.name).where(AccountRow.id.in_(plain))
        found |= {f"{ACCOUNT}{id_}": name for id_, name in await conn.execute(named)}
    return found


async def staff_lane(conn: AsyncConnection) -> str:
    """The lane of the staff's room, in which cases are decided; one without a room where
    there is no such room yet.
    """
    first = select(RoomRow.lane).where(RoomRow.purpose == Purpose.STAFF)
    first = first.order_by(RoomRow.position, RoomRow.id).limit(1)
    return (await conn.execute(first)).scalar_one_or_none() or OF_ROOM


async def staff(conn: AsyncConnection) -> list[tuple[str, str]]:
    """Id and name of whoever is staff in the chats."""
    theirs = select(PersonRow.id, PersonRow.name).where(PersonRow.role == Role.STAFF)
    return [(id_, name) for id_, name in await conn.execute(theirs.order_by(PersonRow.id))]


async def inside(conn: AsyncConnection, organisations: Collection[str]) -> frozenset[str]:
    """All names, former ones too, of everybody who is or was in rooms of these organisations."""
    here = select(MembershipRow.person).join(RoomRow, RoomRow.id == MembershipRow.room)
    here = here.where(RoomRow.organisation.in_(organisations))
    lanes = [f"{OF_ORGANISATION}{one}" for one in organisations]
    left = select(FormerMemberRow.person).where(FormerMemberRow.lane.in_(lanes))
    people = union(here, left).subquery()
    now = select(PersonRow.name).join(people, people.c.person == PersonRow.id)
    once = select(FormerNameRow.name).join(people, people.c.person == FormerNameRow.person)
    return frozenset((await conn.execute(union(now, once))).scalars())


async def organisations(
    conn: AsyncConnection, sees: frozenset[OrganisationId] | None
) -> list[tuple[str, str]]:
    """Id and name of each, by name.  sees: only these, None for all."""
    wanted = select(OrganisationRow.id, OrganisationRow.name)
    if sees is not None:
        wanted = wanted.where(OrganisationRow.id.in_(sees))
    found = await conn.execute(wanted.order_by(OrganisationRow.name, OrganisationRow.id))
    return [(id_, name) for id_, name in found]
