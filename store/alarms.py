"""What staff were told by another way, kept over restarts (R18)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store import codec
from store.tables import AlarmRow, Found, columns
from store.upsert import insert_or_update

PULSE = "pulse"  # no alarm: a sign of life, which shows whether the store can be written
KEY = ("kind", "channel", "room")


class AlarmKind(StrEnum):
    """outage: an account is not connected; scan: and a person must scan a code for it.

    silence: an account that hears nothing; room: a room that does.  store: no database.
    """

    OUTAGE = "outage"
    SCAN = "scan"
    SILENCE = "silence"
    ROOM = "room"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class About:
    """What an alarm is about.  channel: empty for the store; room: for all but ROOM."""

    kind: AlarmKind
    channel: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One trouble.  since: it lasts; raised_at: it was bad enough to tell.

    code: why, in a word.  over_at: None while it lasts.  times: how often within a day.
    to_tell: the ways by which its present state is still to be told.
    """

    about: About
    code: str
    since: datetime
    raised_at: datetime
    over_at: datetime | None
    times: int
    to_tell: frozenset[str]

    @property
    def open(self) -> bool:
        """Whether it lasts."""
        return self.over_at is None


async def all_(conn: AsyncConnection) -> list[Alarm]:
    """Those that last, and the latest that are over."""
    found = await conn.execute(select(*columns(AlarmRow)).where(AlarmRow.kind != PULSE))
    return [_alarm(row) for row in found]


async def save(conn: AsyncConnection, alarms: Iterable[Alarm]) -> None:
    """Each as it is now."""
    rows = [_row(one) for one in alarms]
    if rows:
        await conn.execute(insert_or_update(conn.dialect.name, AlarmRow, *KEY), rows)


async def forget(conn: AsyncConnection, over_before: datetime) -> None:
    """Those that are long over and told."""
    old = delete(AlarmRow).where(AlarmRow.over_at < over_before)
    await conn.execute(old.where(AlarmRow.to_tell == literal_column("'[]'")))


async def pulse(
    conn: AsyncConnection, now: datetime, whole: Mapping[str, datetime]
) -> None:
    """Write that we live.  whole: until when all that each channel heard is stored.

    Raises: StoreUnavailable, as the transaction around it does.
    """
    signs = {"": now, **whole}
    beats = [_beat(channel, signs[channel], now) for channel in sorted(signs)]
    await conn.execute(insert_or_update(conn.dialect.name, AlarmRow, *KEY), beats)


async def whole_until(conn: AsyncConnection) -> dict[str, datetime]:
    """As the process before this one wrote it down last, by channel."""
    beats = select(AlarmRow.channel, AlarmRow.since).where(
        AlarmRow.kind == PULSE, AlarmRow.channel != literal_column("''")
    )
    return {row.channel: row.since for row in await conn.execute(beats)}


async def forget_signs(conn: AsyncConnection, channels: Collection[str]) -> None:
    """Of all channels but these: one that was switched off on purpose misses nothing."""
    off = AlarmRow.channel.not_in(["", *channels])
    await conn.execute(delete(AlarmRow).where(AlarmRow.kind == PULSE, off))


def _beat(channel: str, since: datetime, now: datetime) -> dict[str, object]:
    beat = {"kind": PULSE, "channel": channel, "room": "", "code": "", "times": 0}
    return beat | {"since": since, "raised_at": now, "over_at": None, "to_tell": "[]"}


def _row(one: Alarm) -> dict[str, object]:
    return {
        "kind": one.about.kind.value,
        "channel": one.about.channel,
        "room": one.about.room,
        "code": one.code,
        "since": one.since,
        "raised_at": one.raised_at,
        "over_at": one.over_at,
        "times": one.times,
        "to_tell": codec.dump(sorted(one.to_tell)),
    }


def _alarm(row: Found) -> Alarm:
    return Alarm(
        About(AlarmKind(row.kind), row.channel, row.room),
        row.code,
        row.since,
        row.raised_at,
        row.over_at,
        row.times,
        frozenset(codec.load_strings(row.to_tell)),
    )
