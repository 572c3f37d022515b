"""What was said in a room, by members and by the bot, as we learnt of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store import codec, transcripts
from store.history import CHANNEL as HISTORY
from store.inbox import InboxStatus
from store.tables import Found, InboxRow, Rows, columns

BOT = "bot"
AROUND = timedelta(
    minutes=30
)  # what is about a moment is seldom said longer before or after


@dataclass(frozen=True, slots=True)
class Line:
    """One message.  row: its inbox row; id: external id; sender: "bot" for the bot.

    pictures, voices: sha256 of each.  transcript: what the voices say, once they were read.
    quote: an external id.  mentions, to: people.
    """

    row: int
    id: str
    at: datetime
    sender: str
    text: str
    pictures: tuple[str, ...]
    voices: tuple[str, ...]
    transcript: str | None
    quote: str | None
    mentions: tuple[str, ...]
    to: tuple[str, ...]
    recalled: bool


async def page(
    conn: AsyncConnection, room: str, after: int | str | None, limit: int
) -> list[Line]:
    """The first lines after a row or an external id, from the beginning for None.

    An external id that was never seen in this room gives nothing.
    """
    lines = _lines(room).where(_live())
    if isinstance(after, int):
        lines = lines.where(InboxRow.id > after)
    elif after is not None:
        known = select(func.min(InboxRow.id)).where(
            InboxRow.room == room, InboxRow.external_id == after
        )
        lines = lines.where(InboxRow.id > known.scalar_subquery())
    found = await conn.execute(lines.order_by(InboxRow.id).limit(limit))
    return [_line(row) for row in found]


async def last(conn: AsyncConnection, room: str, limit: int) -> list[Line]:
    """The newest lines, oldest of them first."""
    lines = _lines(room).where(_live()).order_by(InboxRow.id.desc())
    found = await conn.execute(lines.limit(limit))
    return [_line(row) for row in found][::-1]


async def around(
    conn: AsyncConnection, room: str, at: datetime, stretch: timedelta, limit: int
) -> list[Line]:
    """What was said within `stretch` of a moment, a third of it before, oldest first."""
    before = _lines(room).where(InboxRow.at < at, InboxRow.at >= at - stretch)
    after = _lines(room).where(InboxRow.at >= at, InboxRow.at <= at + stretch)
    newest = before.order_by(InboxRow.at.desc(), InboxRow.id.desc()).limit(limit // 3)
    earlier = [_line(row) for row in await conn.execute(newest)][::-1]
    oldest = after.order_by(InboxRow.at, InboxRow.id).limit(limit - len(earlier))
    return [*earlier, *(_line(row) for row in await conn.execute(oldest))]


async def named(conn: AsyncConnection, room: str, ids: Collection[str]) -> list[Line]:
    """These messages of a room, those of them that are there, oldest first."""
    if not ids:
        return []
    wanted = _lines(room).where(InboxRow.external_id.in_(sorted(ids)))
    found = await conn.execute(wanted.order_by(InboxRow.at, InboxRow.id))
    return [_line(row) for row in found]


_COLUMNS = (
    *columns(InboxRow, "id", "external_id", "kind", "sender", "at", "body", "recalled_at"),
    transcripts.HEARD,
)


def _lines(room: str) -> Rows:
    lines = select(*_COLUMNS).outerjoin_from(InboxRow, transcripts.TOLD, transcripts.ABOUT)
    return lines.where(
        InboxRow.room == room,
        InboxRow.kind.in_(("message", "said")),
        InboxRow.status != InboxStatus.DUPLICATE,
    )


def _live() -> ColumnElement[bool]:
    """An imported past came late: by row it would stand after what is said now."""
    return InboxRow.channel != HISTORY


def _line(row: Found) -> Line:
    body = codec.load_mapping(row.body)
    quote = body.get("quote")
    return Line(
        row=row.id,
        id=row.external_id,
        at=row.at,
        sender=BOT if row.kind == "said" else row.sender or "",
        text=str(body.get("text") or ""),
        pictures=codec.strings(body.get("pictures")),
        voices=codec.strings(body.get("voices")),
        transcript=transcripts.of_row(row.heard),
        quote=None if quote is None else str(quote),
        mentions=codec.strings(body.get("mentions")),
        to=codec.strings(body.get("to")),
        recalled=row.recalled_at is not None,
    )
