"""Who is in a room no more, or is called otherwise by now: their records stay (R14)."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.forgetting import slices
from store.tables import (
    FormerMemberRow,
    FormerNameRow,
    MembershipRow,
    PersonRow,
    RoomRow,
)
from store.upsert import insert


async def renamed(conn: AsyncConnection, people: Iterable[Mapping[str, str]]) -> None:
    """Before these rows are written: whoever is called otherwise keeps the name till now.

    Whoever had no name was called by their id.
    """
    new = {str(one["id"]): one["name"] for one in people}
    old: list[Mapping[str, str]] = []
    for ids in slices(sorted(new)):
        known = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(ids))
        old += [
            {"person": id_, "name": name}
            for id_, name in await conn.execute(known)
            if name not in ("", id_, new[id_])
        ]
    if old:
        await conn.execute(
            insert(conn.dialect, FormerNameRow).on_conflict_do_nothing(), old
        )


async def leave(conn: AsyncConnection, room: str, people: Collection[str]) -> None:
    """They are in the room no more."""
    for some in slices(sorted(people)):
        await _keep(conn, room, some)
        gone = delete(MembershipRow).where(MembershipRow.room == room)
        await conn.execute(gone.where(MembershipRow.person.in_(some)))


async def rebound(conn: AsyncConnection, lanes: Mapping[str, str]) -> None:
    """Before rooms get these lanes: where one changes, its people were in the old one."""
    for ids in slices(sorted(lanes)):
        before = select(RoomRow.id, RoomRow.lane).where(RoomRow.id.in_(ids))
        for room, lane in (await conn.execute(before)).all():
            if lane != lanes[room]:
                await _keep(conn, room)


async def _keep(
    conn: AsyncConnection, room: str, people: Collection[str] | None = None
) -> None:
    """These have been there, or all who are."""
    there = select(RoomRow.lane, MembershipRow.person)
    there = there.join(MembershipRow, MembershipRow.room == RoomRow.id)
    there = there.where(RoomRow.id == room)
    if people is not None:
        there = there.where(MembershipRow.person.in_(people))
    once = insert(conn.dialect, FormerMemberRow).from_select(["lane", "person"], there)
    await conn.execute(once.on_conflict_do_nothing())
