"""By which names somebody went, and where they were heard of, as far as it is still known."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from store import codec
from store.tables import (
    FormerMemberRow,
    FormerNameRow,
    InboxRow,
    MembershipRow,
    MovementRow,
    PersonRow,
    RoomRow,
)


async def names(conn: AsyncConnection, ids: Collection[str]) -> tuple[str, ...]:
    """All of them, the longest first: a group knows people by another name each year."""
    known = select(PersonRow.name).where(PersonRow.id.in_(ids))
    before = select(FormerNameRow.name).where(FormerNameRow.person.in_(ids))
    found = set((await conn.execute(union(known, before))).scalars())
    spoke = select(InboxRow.body).where(
        InboxRow.sender.in_(ids), InboxRow.body.contains('"name":')
    )
    for body in (await conn.execute(spoke)).scalars():
        found.add(_text(codec.load_mapping(body), "name"))
    told = select(InboxRow.body).where(_of_rooms(ids))
    for body in (await conn.execute(told)).scalars():
        found.update(_told(codec.load_mapping(body), ids))
    return tuple(sorted(found - {"", *ids}, key=lambda one: (-len(one), one)))


async def lanes(conn: AsyncConnection, ids: Collection[str]) -> set[str]:
    """Where they are or ever were, where they wrote, and where it was told of them."""
    inside = select(MembershipRow.room).where(MembershipRow.person.in_(ids))
    moved = select(MovementRow.room).where(MovementRow.person.in_(ids))
    rooms = select(RoomRow.lane).where(or_(RoomRow.id.in_(inside), RoomRow.id.in_(moved)))
    been = select(FormerMemberRow.lane).where(FormerMemberRow.person.in_(ids))
    heard = select(InboxRow.lane).where(or_(InboxRow.sender.in_(ids), _of_rooms(ids)))
    found = {*(await conn.execute(union(rooms, been))).scalars()}
    return found | {*(await conn.execute(heard.distinct())).scalars()}


def _of_rooms(ids: Collection[str]) -> ColumnElement[bool]:
    """Rows about accounts and rooms, in which somebody is told of by id."""
    named = (InboxRow.body.contains(codec.dump(one), autoescape=True) for one in ids)
    return (InboxRow.kind != "message") & or_(*named)


def _told(body: Mapping[str, object], ids: Collection[str]) -> Iterable[str]:
    members = body.get("members")
    for one in members if isinstance(members, list) else []:
        if isinstance(one, dict) and one.get("id") in ids:
            yield _text(one, "name")
    if body.get("contact") in ids:
        yield _text(body, "name")


def _text(body: Mapping[str, object], key: str) -> str:
    found = body.get(key)
    return found if isinstance(found, str) else ""
