"""What pages tell of the outside: who came into a group and went, and what was not heard."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import RoomId
from store import codec
from store.lane_name import lane_of_account
from store.tables import InboxRow, MovementRow, PersonRow


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody came into a room, or went.  name: "" for whoever is not known any more."""

    room: RoomId
    name: str
    came: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """An account heard nothing from then until then."""

    since: datetime
    until: datetime


async def moved(conn: AsyncConnection, rooms: Collection[str], limit: int) -> list[Moved]:
    """The newest first, of all these rooms together."""
    if not rooms:
        return []
    wanted = (
        select(MovementRow.room, PersonRow.name, MovementRow.came, MovementRow.at)
        .outerjoin(PersonRow, PersonRow.id == MovementRow.person)
        .where(MovementRow.room.in_(rooms))
        .order_by(MovementRow.at.desc(), MovementRow.id.desc())
    )
    found = await conn.execute(wanted.limit(limit))
    return [Moved(RoomId(row.room), row.name or "", row.came, row.at) for row in found]


async def unheard(conn: AsyncConnection, channel: str) -> Sequence[Stretch]:
    """The outages of a channel, in order; those forgotten are left out."""
    wanted = select(InboxRow.body).where(
        InboxRow.kind == "outage",
        InboxRow.lane == lane_of_account(channel),
        InboxRow.room.in_(("", channel)),  # what concerns no room
    )
    bodies = (await conn.execute(wanted)).scalars()
    found = (_stretch(codec.load_mapping(body)) for body in bodies)
    return sorted(found, key=lambda one: one.since)


def _stretch(body: Mapping[str, object]) -> Stretch:
    since, until = (datetime.fromisoformat(str(body[key])) for key in ("since", "until"))
    return Stretch(since, until)
