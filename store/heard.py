"""When members were last heard, and how much of each hour they usually talk (R9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, func, literal_column, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables import InboxRow
from store.tables.row import EPOCH, MICROSECOND

MINUTE = timedelta(minutes=1)  # nine pictures at once are one thing said
HOUR = timedelta(hours=1)
MESSAGE: ColumnElement[str] = literal_column("'message'")


@dataclass(frozen=True, slots=True)
class Latest:
    """When somebody last spoke in a room, as we learnt of it."""

    channel: str
    room: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """In how many minutes of an hour somebody spoke.  hour: its beginning."""

    channel: str
    room: str
    hour: datetime
    minutes: int


async def newest(conn: AsyncConnection) -> int:
    """The number of the newest row; 0 when there is none."""
    return (await conn.execute(select(func.max(InboxRow.id)))).scalar_one() or 0


async def latest(conn: AsyncConnection, after: int, until: int) -> Sequence[Latest]:
    """Of each room that was heard in the rows after `after`, `until` included."""
    heard = (
        select(InboxRow.channel, InboxRow.room, func.max(InboxRow.received_at))
        .where(InboxRow.id > after, InboxRow.id <= until, InboxRow.kind == MESSAGE)
        .group_by(InboxRow.channel, InboxRow.room)
    )
    return [Latest(*row) for row in await conn.execute(heard)]


async def talk(conn: AsyncConnection, since: datetime, after: int) -> Sequence[Talk]:
    """Every hour since then in which somebody spoke, room by room; no words are read.

    after: a row from which on all the others are, see `first_since`.
    """
    micros = type_coerce(InboxRow.at, BigInteger)
    minute, hour = micros // _micros(MINUTE), micros // _micros(HOUR)
    spoken = (
        select(InboxRow.channel, InboxRow.room, hour, func.count(minute.distinct()))
        .where(InboxRow.id >= after, InboxRow.at >= since, InboxRow.kind == MESSAGE)
        .group_by(InboxRow.channel, InboxRow.room, hour)
        .order_by(InboxRow.channel, InboxRow.room, hour)
    )
    return [
        Talk(channel, room, EPOCH + HOUR * number, minutes)
        for channel, room, number, minutes in await conn.execute(spoken)
    ]


async def first_since(conn: AsyncConnection, since: datetime) -> int:
    """The first row that arrived then or later: rows are numbered as they arrive.

    There is no index of times, so it is found by halving: a dozen look-ups, no scan.
    """
    low, high = 1, await newest(conn) + 1
    while low < high:
        middle = (low + high) // 2
        next_ = select(InboxRow.id, InboxRow.received_at).where(InboxRow.id >= middle)
        row = (await conn.execute(next_.order_by(InboxRow.id).limit(1))).first()
        if row is None or row.received_at >= since:
            high = middle
        else:
            low = row.id + 1
    return low


def _micros(span: timedelta) -> int:
    return span // MICROSECOND
