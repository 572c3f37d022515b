"""Everything the bot decided to say, until it is said (R8, R10)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Update, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.admission import Act
from handlers.model.people import WEB
from store.queued import COLUMNS, OutboxStatus, Outgoing, Queued, from_row, to_row
from store.tables import OutboxRow, Rows
from store.upsert import insert

__all__ = ["OutboxStatus", "Outgoing", "Queued"]

_TO_COME = (OutboxStatus.WAITING, OutboxStatus.HELD)
_UNSAID = (*_TO_COME, OutboxStatus.BY_HAND)
_NEVER_MIND = {"status": OutboxStatus.CANCELLED, "page": None}
_LOST = (OutboxStatus.UNKNOWN, OutboxStatus.FAILED)
_AGAIN = "caught in mid-send"
_SAID = (OutboxStatus.SENDING, OutboxStatus.SENT, OutboxStatus.UNKNOWN)


async def put(conn: AsyncConnection, outgoing: Sequence[Outgoing]) -> list[int | None]:
    """Row ids in the order given; None where the key is there already (R8)."""
    if not outgoing:
        return []
    once = insert(conn.dialect, OutboxRow).on_conflict_do_nothing(index_elements=["key"])
    rows = [to_row(one) for one in outgoing]
    stored = await conn.execute(once.returning(OutboxRow.key, OutboxRow.id), rows)
    ids = dict(stored.all())
    return [ids.pop(one.key, None) for one in outgoing]


async def due(
    conn: AsyncConnection,
    now: datetime,
    limit: int,
    hurried: Collection[str] = (),
    channel: str = WEB,
) -> list[Queued]:
    """What may be sent now: what is for a hurried purpose, then the longest due first."""
    ready = select(*COLUMNS).where(
        _to_come(), OutboxRow.not_before <= now, OutboxRow.channel == channel
    )
    order = OutboxRow.purpose.in_(hurried).desc(), OutboxRow.not_before, OutboxRow.id
    return await _queued(conn, ready.order_by(*order).limit(limit))


async def unprinted(conn: AsyncConnection, limit: int) -> list[Queued]:
    """What is still to be said and has a page that is still to be printed."""
    pages = select(*COLUMNS).where(_to_come(), OutboxRow.page.is_not(None))
    return await _queued(
        conn, pages.order_by(OutboxRow.not_before, OutboxRow.id).limit(limit)
    )


async def mark_printed(conn: AsyncConnection, id_: int, printed: str | None) -> None:
    """printed: sha256 of the page; None to say it without."""
    await conn.execute(_of([id_]).values(page=None, printed=printed))


async def next_due(conn: AsyncConnection, channel: str = WEB) -> datetime | None:
    """When the next message of this channel may be sent; None when nothing waits."""
    first = func.min(OutboxRow.not_before)
    waiting = select(first).where(_to_come(), OutboxRow.channel == channel)
    return (await conn.execute(waiting)).scalar_one()


async def mark_sending(
    conn: AsyncConnection, ids: Collection[int], at: datetime
) -> dict[int, Queued]:
    """Those that are still to come, as they are by now: what was dropped is not sent.

    Commit this before sending: `recover` finds a row that is caught in mid-send.
    """
    begun = {"status": OutboxStatus.SENDING, "sending_at": at, "tries": OutboxRow.tries + 1}
    still = _of(ids).where(_to_come()).values(begun).returning(*COLUMNS)
    return {row.id: from_row(row) for row in await conn.execute(still)}


async def mark_sent(
    conn: AsyncConnection, sent: Sequence[tuple[int, str | None, datetime]]
) -> None:
    """sent: (row id, the id that the channel gave the message, when)."""
    if not sent:
        return
    done = (
        update(OutboxRow)
        .where(OutboxRow.id == bindparam("row"))
        .values(
            status=OutboxStatus.SENT,
            page=None,
            external_id=bindparam("external"),
            sent_at=bindparam("time"),
            error=None,
        )
    )
    rows = [{"row": id_, "external": name, "time": at} for id_, name, at in sent]
    await conn.execute(done, rows)


async def mark_failed(conn: AsyncConnection, id_: int, error: str) -> None:
    """Give a message up."""
    given_up = {"status": OutboxStatus.FAILED, "page": None, "error": error}
    await conn.execute(_of([id_]).values(given_up))


async def put_by_hand(conn: AsyncConnection, ids: Collection[int]) -> None:
    """Leave messages to a person: their account only listens (R10)."""
    if ids:
        left = {"status": OutboxStatus.BY_HAND}
        await conn.execute(_of(ids).where(_to_come()).values(left))


async def by_hand(conn: AsyncConnection) -> list[Queued]:
    """What a person is to say, or to let go, the oldest first."""
    left = select(*COLUMNS).where(OutboxRow.status == OutboxStatus.BY_HAND)
    return await _queued(conn, left.order_by(OutboxRow.not_before, OutboxRow.id))


async def settle_by_hand(
    conn: AsyncConnection, id_: int, status: OutboxStatus, at: datetime
) -> Queued | None:
    """A person has said it (sent), lets it go (cancelled) or the account says it (waiting).

    None when somebody else has settled it before.
    """
    left = update(OutboxRow).where(
        OutboxRow.id == id_, OutboxRow.status == OutboxStatus.BY_HAND
    )
    sent_at = at if status is OutboxStatus.SENT else None
    settled = left.values(status=status, sent_at=sent_at, sending_at=sent_at)
    row = (await conn.execute(settled.returning(*COLUMNS))).one_or_none()
    return None if row is None else from_row(row)


async def hold(
    conn: AsyncConnection, ids: Collection[int], until: datetime, error: str | None = None
) -> None:
    """Keep messages back for the breaker or another try; `due` gives them after `until`."""
    await conn.execute(
        _of(ids).values(status=OutboxStatus.HELD, not_before=until, error=error)
    )


async def recover(
    conn: AsyncConnection,
    must_arrive: Collection[str] = (),
    channel: str | None = None,
    only: int | None = None,
) -> list[Queued]:
    """What was in mid-send when the process or the link broke; unknown ones are for staff.

    must_arrive: purposes whose messages wait again instead, once.
    channel, only: of this channel, this row; of all where neither is given.
    """
    caught = update(OutboxRow).where(OutboxRow.status == OutboxStatus.SENDING)
    if channel is not None:
        caught = caught.where(OutboxRow.channel == channel)
    if only is not None:
        caught = caught.where(OutboxRow.id == only)
    first_time = func.coalesce(OutboxRow.error, "") != _AGAIN  # the next one is unknown
    again = caught.where(OutboxRow.purpose.in_(must_arrive), first_time)
    found = [
        from_row(row)
        for statement in (
            again.values(status=OutboxStatus.WAITING, error=_AGAIN),
            caught.values(status=OutboxStatus.UNKNOWN, page=None),
        )
        for row in await conn.execute(statement.returning(*COLUMNS))
    ]
    return sorted(found, key=lambda queued: queued.id)


async def recent(
    conn: AsyncConnection, since: datetime, channel: str = WEB
) -> list[tuple[str, str, datetime]]:
    """(room, purpose, when) of whatever was, or may have been, said since then, oldest first."""
    begun = select(
        OutboxRow.room, OutboxRow.purpose, OutboxRow.sending_at, OutboxRow.status
    ).where(
        OutboxRow.channel == channel,
        OutboxRow.sending_at
        >= since,  # a status here would lead SQLite through all history
    )
    found = await conn.execute(begun.order_by(OutboxRow.sending_at, OutboxRow.id))
    return [(room, why, at) for room, why, at, status in found if at and status in _SAID]


async def waiting_count(conn: AsyncConnection) -> int:
    """How many messages are still to be said, held ones included."""
    waiting = select(func.count()).select_from(OutboxRow).where(_to_come())
    return (await conn.execute(waiting)).scalar_one()


async def lost(conn: AsyncConnection) -> list[Queued]:
    """Messages that may or may not have been said, or are given up, but recalls; staff decide."""
    lost = select(*COLUMNS).where(OutboxRow.status.in_(_LOST), OutboxRow.act != Act.RECALL)
    return await _queued(conn, lost.order_by(OutboxRow.id))


async def by_external(
    conn: AsyncConnection, room: str, external_ids: Collection[str]
) -> dict[str, Queued]:
    """What the bot said under these ids of the channel, for quotes."""
    if not external_ids:
        return {}
    said = select(*COLUMNS).where(
        OutboxRow.room == room, OutboxRow.external_id.in_(external_ids)
    )
    queued = await _queued(conn, said)
    return {one.external_id: one for one in queued if one.external_id is not None}


async def cancel(conn: AsyncConnection, room: str, purposes: Collection[str]) -> int:
    """Drop what waits to be said in a room for these purposes (R11); how many."""
    dropped = update(OutboxRow).where(
        OutboxRow.room == room, OutboxRow.purpose.in_(purposes), _unsaid()
    )
    return (await conn.execute(dropped.values(_NEVER_MIND))).rowcount


async def cancel_room(conn: AsyncConnection, room: str) -> None:
    """Drop all that waits to be said in a room."""
    dropped = update(OutboxRow).where(OutboxRow.room == room, _unsaid())
    await conn.execute(dropped.values(_NEVER_MIND))


async def cancel_key(conn: AsyncConnection, key: str) -> bool:
    """Drop one message; False when it is too late."""
    dropped = update(OutboxRow).where(OutboxRow.key == key, _unsaid())
    return (await conn.execute(dropped.values(_NEVER_MIND))).rowcount > 0


def _to_come() -> ColumnElement[bool]:
    return OutboxRow.status.in_(_TO_COME)


def _unsaid() -> ColumnElement[bool]:
    return OutboxRow.status.in_(_UNSAID)


def _of(ids: Collection[int]) -> Update:
    return update(OutboxRow).where(OutboxRow.id.in_(ids))


async def _queued(conn: AsyncConnection, statement: Rows) -> list[Queued]:
    return [from_row(row) for row in await conn.execute(statement)]
