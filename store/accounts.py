"""Since when accounts in the outside are ours: a new one only listens at first (R10)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables import ChannelRow
from store.upsert import insert

UNNAMED = ""  # the one account of a channel, before accounts were told apart


async def begin(
    conn: AsyncConnection, channel: str, account: str, now: datetime
) -> Mapping[str, datetime]:
    """As `begun_by`; this account was connected for the first time now, if it never was.

    The first that is seen here is the one that nobody told from others.
    """
    name = _name(channel, account)
    known = await begun_by(conn, channel)
    if account not in known and UNNAMED in known:
        it = update(ChannelRow).where(ChannelRow.name == _name(channel, UNNAMED))
        await conn.execute(it.values(name=name))
    once = insert(conn.dialect, ChannelRow).on_conflict_do_nothing()
    await conn.execute(once, {"name": name, "begun_at": now})
    return await begun_by(conn, channel)


async def begun_by(conn: AsyncConnection, channel: str) -> Mapping[str, datetime]:
    """When every account that the channel ever had was connected first, by its id."""
    named = ChannelRow.name.startswith(f"{channel}/", autoescape=True)
    begun = select(ChannelRow.name, ChannelRow.begun_at)
    ours = begun.where(named | (ChannelRow.name == channel))
    return {
        name.removeprefix(channel).removeprefix("/"): at
        for name, at in await conn.execute(ours)
    }


def _name(channel: str, account: str) -> str:
    return f"{channel}/{account}" if account else channel
