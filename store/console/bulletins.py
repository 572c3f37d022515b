"""Bulletins as they were posted, or wait to be (D3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.draft import Draft
from handlers.model.people import Purpose, RoomId
from handlers.records import bulletin
from store.queued import OutboxStatus
from store.tables import OutboxRow, RoomRow


@dataclass(frozen=True, slots=True)
class Posted:
    """One bulletin.  page: sha256 of the printed one, where there is one.  room: its name.

    sent_at: None unless it surely is in the room.
    """

    version: int
    text: str
    page: str
    room: str
    status: OutboxStatus
    not_before: datetime
    sent_at: datetime | None


async def of(conn: AsyncConnection, draft: Draft) -> Sequence[Posted]:
    """All versions that leaders were to get, the newest first."""
    leaders = select(RoomRow.id, RoomRow.name).where(RoomRow.purpose == Purpose.LEADERS)
    keys = {
        bulletin.key(draft.id, version, RoomId(room)): (version, name)
        for room, name in await conn.execute(leaders)
        for version in range(1, draft.version + 1)
    }
    found = select(
        OutboxRow.key,
        OutboxRow.text,
        OutboxRow.printed,
        OutboxRow.status,
        OutboxRow.not_before,
        OutboxRow.sent_at,
    ).where(OutboxRow.key.in_(keys))
    return [
        Posted(
            keys[row.key][0],
            row.text,
            row.printed or "",
            keys[row.key][1],
            OutboxStatus(row.status),
            row.not_before,
            row.sent_at if row.status == OutboxStatus.SENT else None,
        )
        for row in await conn.execute(found.order_by(OutboxRow.id.desc()))
    ]
