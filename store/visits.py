"""Staff's tracking logs, and the activities that they were about (D6)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.settings import Settings
from handlers.model.visit import Joined, Visit, VisitId
from handlers.visiting.joined import day_of, pair
from store import codec, ledger, resting
from store.tables import EvidenceRow, VisitRow
from store.upsert import insert_or_update

ZONES = timedelta(days=2)  # the same moment has days so far apart, at most


async def keep(conn: AsyncConnection, visits: Sequence[Visit]) -> None:
    """Store each as it is now; the messages that they rest on are not forgotten (R7)."""
    if not visits:
        return
    kept = insert_or_update(conn.dialect.name, VisitRow, "id")
    await conn.execute(kept, [_row(visit) for visit in visits])
    await resting.keep(conn, {visit.id: visit.messages() for visit in visits})


async def drop(conn: AsyncConnection, visits: Collection[VisitId]) -> None:
    """Forget these."""
    if visits:
        await conn.execute(delete(VisitRow).where(VisitRow.id.in_(visits)))
        await resting.drop(conn, visits)


async def between(
    conn: AsyncConnection,
    since: date | None = None,
    until: date | None = None,
    organisation: str | None = None,
) -> list[Visit]:
    """Visits by day; since and until are days, both included."""
    chosen: list[ColumnElement[bool]] = []
    if since is not None:
        chosen.append(VisitRow.day >= since)
    if until is not None:
        chosen.append(VisitRow.day <= until)
    if organisation is not None:
        chosen.append(VisitRow.organisation == organisation)
    return await _found(conn, *chosen)


async def named(conn: AsyncConnection, ids: Collection[str]) -> list[Visit]:
    """Those with these ids."""
    return await _found(conn, VisitRow.id.in_(ids)) if ids else []


async def resting_on(
    conn: AsyncConnection, room: str, messages: Collection[str]
) -> list[Visit]:
    """Those of a room whose log, or a picture of which, is among these messages."""
    if not messages:
        return []
    rests = select(EvidenceRow.draft).where(EvidenceRow.message.in_(messages))
    return await _found(conn, VisitRow.room == room, VisitRow.id.in_(rests))


async def newest(
    conn: AsyncConnection, room: str, authors: Collection[str], since: datetime
) -> list[Visit]:
    """What these people have logged there since then."""
    if not authors:
        return []
    by = VisitRow.author.in_(authors)
    return await _found(conn, VisitRow.room == room, by, VisitRow.at >= since)


async def joined(
    conn: AsyncConnection,
    organisation: str | None,
    since: date,
    until: date,
    settings: Settings,
) -> list[Joined]:
    """Every activity of these days once, with both views of it; days are the neighbourhood's.

    What nobody dated counts on the day on which it was told.
    """
    span = max(since, date.min + ZONES) - ZONES, min(until, date.max - ZONES) + ZONES
    activities = await ledger.activities(conn, *span, organisation)
    visits = await between(conn, *span, organisation)
    return [
        one
        for one in pair(activities, visits, settings)
        if since <= day_of(one, settings) <= until
    ]


async def _found(conn: AsyncConnection, *chosen: ColumnElement[bool]) -> list[Visit]:
    wanted = select(VisitRow.body).where(*chosen).order_by(VisitRow.at, VisitRow.id)
    bodies = (await conn.execute(wanted)).scalars()
    return [codec.decode(body, Visit) for body in bodies]


def _row(visit: Visit) -> dict[str, object]:
    return {
        "id": visit.id,
        "organisation": visit.organisation,
        "room": visit.room,
        "author": visit.author,
        "day": (visit.when.start if visit.when else visit.at).date(),
        "at": visit.at,
        "body": codec.encode(visit),
    }
