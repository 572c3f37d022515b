"""What pictures show: each is looked at once for ever, in whichever rooms it is posted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from store import codec
from store.tables import SeenRow
from store.upsert import insert_or_update


@dataclass(frozen=True, slots=True)
class Looked:
    """When, by which version of the recogniser, and in which lane it was first posted."""

    at: datetime
    version: str
    lane: str


async def known(
    conn: AsyncConnection, shas: Collection[str], version: str
) -> Mapping[str, Mapping[str, object]]:
    """By sha256, as plain JSON; nothing for those that this version has not looked at."""
    if not shas:
        return {}
    wanted = select(SeenRow.sha, SeenRow.body).where(
        SeenRow.sha.in_(shas), SeenRow.version == version
    )
    return {sha: codec.load_mapping(body) for sha, body in await conn.execute(wanted)}


async def keep(conn: AsyncConnection, sha: str, plain: object, by: Looked) -> None:
    """What a picture shows, as plain JSON."""
    row = {"sha": sha, "body": codec.dump(plain), "looked_at": by.at, "version": by.version}
    await conn.execute(
        insert_or_update(conn.dialect.name, SeenRow, "sha"), [{**row, "lane": by.lane}]
    )


async def elsewhere(
    conn: AsyncConnection, lane: str, since: datetime
) -> Mapping[str, Mapping[str, object]]:
    """What was first posted in other lanes since then, as `known` gives it."""
    there = select(SeenRow.sha, SeenRow.body).where(
        SeenRow.lane != lane, SeenRow.looked_at >= since
    )
    return {sha: codec.load_mapping(body) for sha, body in await conn.execute(there)}
