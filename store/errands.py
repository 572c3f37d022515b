"""What is asked outside about a message, until it came back or was given up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import Update, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.errand import Errand, ErrandKind
from handlers.model.people import MessageId, RoomId
from store.tables import ErrandRow
from store.upsert import insert


class ErrandStatus(IntEnum):
    """waiting → leased → done or failed; what is leased for too long waits again."""

    WAITING = 0
    LEASED = 1
    DONE = 2
    FAILED = 3


_OPEN = (ErrandStatus.WAITING, ErrandStatus.LEASED)


@dataclass(frozen=True, slots=True)
class Leased:
    """A claimed errand.  tries: how often it was claimed, this time included."""

    id: int
    errand: Errand
    lane: str
    tries: int
    created_at: datetime


async def put(
    conn: AsyncConnection, errands: Sequence[tuple[str, Errand]], now: datetime
) -> None:
    """errands: each with its lane; one that is there already stays as it is."""
    if not errands:
        return
    once = insert(conn.dialect, ErrandRow).on_conflict_do_nothing(
        index_elements=["kind", "room", "message"]
    )
    await conn.execute(once, [_row(lane, errand, now) for lane, errand in errands])


async def claim(
    conn: AsyncConnection, kind: ErrandKind, now: datetime, limit: int, lease: timedelta
) -> list[Leased]:
    """Lease the errands of one kind that are due, oldest first."""
    due = (
        select(ErrandRow.id)
        .where(ErrandRow.status.in_(_OPEN), ErrandRow.due <= now, ErrandRow.kind == kind)
        .order_by(ErrandRow.id)
        .limit(limit)
    )
    if conn.dialect.name == "postgresql":
        due = due.with_for_update(skip_locked=True)
    leased = (
        update(ErrandRow)
        .where(ErrandRow.id.in_(due))
        .values(status=ErrandStatus.LEASED, due=now + lease, tries=ErrandRow.tries + 1)
        .returning(
            ErrandRow.id,
            ErrandRow.room,
            ErrandRow.message,
            ErrandRow.lane,
            ErrandRow.tries,
            ErrandRow.created_at,
        )
    )
    found = [
        Leased(id_, Errand(kind, RoomId(room), MessageId(message)), lane, tries, created_at)
        for id_, room, message, lane, tries, created_at in await conn.execute(leased)
    ]
    return sorted(found, key=lambda one: one.id)


async def finish(conn: AsyncConnection, id_: int, error: str | None = None) -> bool:
    """Close an errand, with an error if it was given up; False if it was closed before."""
    status = ErrandStatus.DONE if error is None else ErrandStatus.FAILED
    closed = await conn.execute(_open([id_]).values(status=status, error=error))
    return closed.rowcount > 0


async def again(conn: AsyncConnection, id_: int, due: datetime, error: str) -> None:
    """Try once more, not before `due`."""
    waiting = {"status": ErrandStatus.WAITING, "due": due, "error": error}
    await conn.execute(_open([id_]).values(waiting))


async def withdraw(conn: AsyncConnection, room: str, message: str) -> None:
    """The message was taken back: nobody asks about it any more."""
    about = update(ErrandRow).where(
        ErrandRow.room == room,
        ErrandRow.message == message,
        ErrandRow.status.in_(_OPEN),
    )
    await conn.execute(about.values(status=ErrandStatus.FAILED, error="taken back"))


async def release_all(conn: AsyncConnection, now: datetime) -> None:
    """Give back what a process that is gone had leased; only where no other works."""
    leased = update(ErrandRow).where(ErrandRow.status == ErrandStatus.LEASED)
    await conn.execute(leased.values(status=ErrandStatus.WAITING, due=now))


async def next_due(conn: AsyncConnection, kind: ErrandKind) -> datetime | None:
    """When the next errand of a kind may be run; None when none waits."""
    first = select(func.min(ErrandRow.due)).where(
        ErrandRow.status.in_(_OPEN), ErrandRow.kind == kind
    )
    return (await conn.execute(first)).scalar_one()


def _open(ids: Collection[int]) -> Update:
    return update(ErrandRow).where(ErrandRow.id.in_(ids), ErrandRow.status.in_(_OPEN))


def _row(lane: str, errand: Errand, now: datetime) -> dict[str, object]:
    return {
        "kind": errand.kind.value,
        "room": errand.room,
        "message": errand.message,
        "lane": lane,
        "status": ErrandStatus.WAITING,
        "tries": 0,
        "created_at": now,
        "due": now,
    }
