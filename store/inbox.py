"""Everything that happened, once each, in order (R8, R9)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import ColumnElement, func, literal_column, null, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store import codec, duplicates
from store.errors import AlreadyHandled
from store.tables import Found, InboxRow, columns
from store.upsert import insert

fingerprint = duplicates.fingerprint
FINGERPRINT_WINDOW = duplicates.FINGERPRINT_WINDOW
CLAIMING = 0x5EB10002  # PostgreSQL: two claims at once would both see the lane as free


class InboxStatus(IntEnum):
    """waiting → handled, or parked after an error; duplicates and the past never wait."""

    WAITING = 0
    HANDLED = 1
    PARKED = 2
    DUPLICATE = 3
    PAST = 4


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that happened, from a channel or from the clock.

    kind: "message" | "recall" | "timer" | "remind" | "told" | "said".
    external_id: unique in a room.
    at: when it happened; received_at: when we learnt of it.  body: what the kind needs.
    """

    channel: str
    room: str
    external_id: str
    kind: str
    lane: str
    sender: str | None
    at: datetime
    received_at: datetime
    body: Mapping[str, object]
    fingerprint: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claimed row.  tries: how often it was claimed, this time included."""

    id: int
    inbound: Inbound
    tries: int


@dataclass(frozen=True, slots=True)
class Parked:
    """A row that could not be handled.  error: what was raised."""

    id: int
    inbound: Inbound
    tries: int
    error: str
    at: datetime


async def put(
    conn: AsyncConnection,
    inbounds: Sequence[Inbound],
    status: InboxStatus = InboxStatus.WAITING,
) -> list[int | None]:
    """Row ids in the order given; None where the same thing is there already (R8).

    The same words of the same person within seconds under another id are kept as DUPLICATE.
    """
    if not inbounds:
        return []
    doubled = await duplicates.find(conn, inbounds)
    rows = [
        _row(one, InboxStatus.DUPLICATE if place in doubled else status)
        for place, one in enumerate(inbounds)
    ]
    once = insert(conn.dialect, InboxRow).on_conflict_do_nothing(
        index_elements=["room", "external_id", "channel"]
    )
    stored = await conn.execute(
        once.returning(InboxRow.id, InboxRow.room, InboxRow.external_id, InboxRow.channel),
        rows,
    )
    ids = {(room, external, channel): id_ for id_, room, external, channel in stored}
    return [ids.pop((one.room, one.external_id, one.channel), None) for one in inbounds]


async def claim(
    conn: AsyncConnection, now: datetime, limit: int, lease: timedelta
) -> list[Waiting]:
    """Lease the oldest waiting rows, oldest first, of lanes that nobody else works on.

    So a lane is handled in order and by one worker at a time; a lease that runs out gives
    its rows to whoever claims next.
    """
    if conn.dialect.name == "postgresql":
        await conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CLAIMING})
    busy = select(InboxRow.lane).where(InboxRow.leased_until > now)
    oldest = (
        select(InboxRow.id)
        .where(is_waiting(), InboxRow.lane.not_in(busy))
        .order_by(InboxRow.id)
        .limit(limit)
    )
    leased = (
        update(InboxRow)
        .where(InboxRow.id.in_(oldest))
        .values(leased_until=now + lease, tries=InboxRow.tries + 1)
        .returning(*COLUMNS)
    )
    found = await conn.execute(leased)
    return sorted(
        (Waiting(row.id, from_row(row), row.tries) for row in found), key=lambda one: one.id
    )


async def mark_handled(conn: AsyncConnection, ids: Collection[int], at: datetime) -> None:
    """Raises: AlreadyHandled when one of them is no longer waiting; roll back, then."""
    if not ids:
        return
    handled = (
        update(InboxRow)
        .where(InboxRow.id.in_(ids), is_waiting())
        .values(status=InboxStatus.HANDLED, handled_at=at, leased_until=null())
    )
    done = (await conn.execute(handled)).rowcount
    if done != len(ids):
        raise AlreadyHandled(f"{len(ids) - done} of {len(ids)} rows were handled before")


async def release(
    conn: AsyncConnection, ids: Collection[int], until: datetime | None = None
) -> None:
    """Give claimed rows back, at once or (for another try) not before `until`."""
    if ids:
        given_back = update(InboxRow).where(InboxRow.id.in_(ids), is_waiting())
        await conn.execute(given_back.values(leased_until=until))


async def release_all(conn: AsyncConnection) -> None:
    """Give back what a process that is gone had claimed; only where no other works."""
    leased = update(InboxRow).where(is_waiting(), InboxRow.leased_until.is_not(None))
    await conn.execute(leased.values(leased_until=None))


async def park(conn: AsyncConnection, id_: int, error: str, at: datetime) -> None:
    """Put a row aside that cannot be handled; the lane goes on without it."""
    parked = update(InboxRow).where(InboxRow.id == id_, is_waiting())
    await conn.execute(
        parked.values(
            status=InboxStatus.PARKED, error=error, handled_at=at, leased_until=null()
        )
    )


async def unpark(conn: AsyncConnection, ids: Collection[int]) -> int:
    """Let parked rows wait again; how many there were."""
    again = update(InboxRow).where(
        InboxRow.id.in_(ids), InboxRow.status == InboxStatus.PARKED
    )
    values = {"status": InboxStatus.WAITING, "error": None, "handled_at": None, "tries": 0}
    return (await conn.execute(again.values(values))).rowcount


async def parked(conn: AsyncConnection) -> list[Parked]:
    """Everything that was put aside, oldest first."""
    aside = select(*COLUMNS).where(InboxRow.status == literal_column("2"))
    found = await conn.execute(aside.order_by(InboxRow.id))
    return [
        Parked(row.id, from_row(row), row.tries, row.error, row.handled_at) for row in found
    ]


async def waiting_count(conn: AsyncConnection) -> int:
    """How much is still to be handled."""
    waiting = select(func.count()).select_from(InboxRow).where(is_waiting())
    return (await conn.execute(waiting)).scalar_one()


async def mark_recalled(
    conn: AsyncConnection, room: str, external_id: str, at: datetime
) -> bool:
    """Remember that a message was taken back; False when it was never seen."""
    taken_back = update(InboxRow).where(
        InboxRow.room == room,
        InboxRow.external_id == external_id,
        InboxRow.kind.in_(("message", "said")),
    )
    return (await conn.execute(taken_back.values(recalled_at=at))).rowcount > 0


def is_waiting() -> ColumnElement[bool]:
    """The status is spelt out, so that both databases use the index of waiting rows."""
    return InboxRow.status == literal_column("0")


COLUMNS = columns(InboxRow)


def _row(one: Inbound, status: InboxStatus) -> dict[str, object]:
    return {
        "channel": one.channel,
        "room": one.room,
        "external_id": one.external_id,
        "kind": one.kind,
        "lane": one.lane,
        "sender": one.sender,
        "at": one.at,
        "received_at": one.received_at,
        "body": codec.dump(one.body),
        "fingerprint": one.fingerprint,
        "status": status,
        "tries": 0,
    }


def from_row(row: Found) -> Inbound:
    """The value of a row of COLUMNS."""
    try:
        kind, body = row.kind, codec.load_mapping(row.body)
    except ValueError:  # nobody knows such a kind: the row is parked, and claiming goes on
        kind, body = "damaged", {}
    return Inbound(
        row.channel,
        row.room,
        row.external_id,
        kind,
        row.lane,
        row.sender,
        row.at,
        row.received_at,
        body,
        row.fingerprint,
    )
