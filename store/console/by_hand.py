"""What accounts that only listen would have said: left to people, who say it or let it go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.admission import Act
from handlers.model.people import OrganisationId, Room
from store.console import posted
from store.queued import COLUMNS, OutboxStatus, Queued, from_row
from store.tables import OutboxRow, RoomRow, Rows

AT_ANY_HOUR = (Act.LOOK_AT_ROOM, Act.RECALL)  # nobody is disturbed by it
Sees = frozenset[OrganisationId] | None  # the organisations of an account, None for all


@dataclass(frozen=True, slots=True)
class Left:
    """One message.  room: its name, "" for what is said in none."""

    queued: Queued
    room: str


@dataclass(frozen=True, slots=True)
class ToCome:
    """So many messages for one room whose moment may be the same.  room: as in Left."""

    channel: str
    room: str
    not_before: datetime
    count: int


async def page(
    conn: AsyncConnection, sees: Sees, limit: int, before: int | None = None
) -> list[Left]:
    """The newest first.  before: the id of the last one of the page before."""
    wanted: Rows = select(*COLUMNS, RoomRow.name.label("room_name"))
    wanted = wanted.outerjoin(RoomRow, RoomRow.id == OutboxRow.room).where(_seen(sees))
    if before is not None:
        wanted = wanted.where(OutboxRow.id < before)
    found = await conn.execute(wanted.order_by(OutboxRow.id.desc()).limit(limit))
    return [Left(from_row(row), row.room_name or "") for row in found]


async def count(conn: AsyncConnection, sees: Sees) -> int:
    """How many there are."""
    counted = select(func.count(OutboxRow.id))
    return (await conn.execute(counted.where(_seen(sees)))).scalar_one()


async def to_come(
    conn: AsyncConnection, sees: Sees, channels: Collection[str]
) -> list[ToCome]:
    """What was decided and is still to be said, or left to people, in these channels."""
    which = OutboxRow.channel, RoomRow.name, OutboxRow.not_before
    wanted = select(*which, func.count())
    wanted = wanted.outerjoin(RoomRow, RoomRow.id == OutboxRow.room)
    wanted = wanted.where(
        OutboxRow.channel.in_(channels),
        OutboxRow.act.not_in(AT_ANY_HOUR),
        _seen(sees, OutboxStatus.WAITING, OutboxStatus.HELD),
    )
    found = await conn.execute(wanted.group_by(*which))
    return [ToCome(name, room or "", at, count) for name, room, at, count in found]


async def named(conn: AsyncConnection, id_: int) -> tuple[Queued, Room | None] | None:
    """A message, whatever became of it, and its room; None when there is no such."""
    wanted: Rows = select(*COLUMNS).where(OutboxRow.id == id_)
    row = (await conn.execute(wanted)).one_or_none()
    if row is None:
        return None
    queued = from_row(row)
    return queued, await posted.room_of(conn, queued.outgoing.room)


def older(lines: Sequence[Left], limit: int) -> int | None:
    """What to ask the next page with; None where this was the last."""
    return lines[-1].queued.id if len(lines) == limit else None


def _seen(sees: Sees, *statuses: OutboxStatus) -> ColumnElement[bool]:
    """statuses: BY_HAND where none is given."""
    left = OutboxRow.status.in_(statuses or (OutboxStatus.BY_HAND,))
    if sees is None:
        return left
    mine = select(RoomRow.id).where(RoomRow.organisation.in_(sees))
    return and_(left, OutboxRow.room.in_(mine))
