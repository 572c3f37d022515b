"""What accounts that only listen would have said: left to people, who say it or let it go."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import OrganisationId, Room
from store.console import posted
from store.queued import COLUMNS, OutboxStatus, Queued, from_row
from store.tables import OutboxRow, RoomRow, Rows

Sees = frozenset[OrganisationId] | None  # the organisations of an account, None for all


@dataclass(frozen=True, slots=True)
class Left:
    """One message.  room: its name, "" for what is said in none."""

    queued: Queued
    room: str


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


def _seen(sees: Sees) -> ColumnElement[bool]:
    left = OutboxRow.status == OutboxStatus.BY_HAND
    if sees is None:
        return left
    mine = select(RoomRow.id).where(RoomRow.organisation.in_(sees))
    return and_(left, OutboxRow.room.in_(mine))
