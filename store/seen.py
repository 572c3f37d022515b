"""What pictures show, in whichever rooms they are posted: what is known is not looked at again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from store import codec
from store.tables import SeenRow
from store.upsert import insert


@dataclass(frozen=True, slots=True)
class Looked:
    """When, by which version of the recogniser, and in which lane it was first posted."""

    at: datetime
    version: str
    lane: str


@dataclass(frozen=True, slots=True)
class Trace:
    """By which the same picture is found again, without all else that it shows.

    lane: where it was first posted.
    """

    sha: str
    phash: str
    shows: str
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


async def keep(
    conn: AsyncConnection, sha: str, plain: Mapping[str, object], by: Looked
) -> None:
    """What a picture shows, as plain JSON; where it was first posted stays as it is."""
    fresh = {
        "body": codec.dump(plain),
        "phash": str(plain["phash"]),
        "shows": str(plain["shows"]),
        "looked_at": by.at,
        "version": by.version,
    }
    row = insert(conn.dialect, SeenRow).values(sha=sha, lane=by.lane, **fresh)
    await conn.execute(row.on_conflict_do_update(index_elements=["sha"], set_=fresh))


async def lately(conn: AsyncConnection, since: datetime) -> Sequence[Trace]:
    """Of all that was looked at since then."""
    looked = select(SeenRow.sha, SeenRow.phash, SeenRow.shows, SeenRow.lane).where(
        SeenRow.looked_at >= since
    )
    return [Trace(*row) for row in await conn.execute(looked)]
