"""What staff know: the entries of the knowledge, written and read (R13)."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Entry
from store import codec
from store.tables import EntryRow, Found, columns
from store.upsert import insert_or_update


async def entries(conn: AsyncConnection) -> tuple[Entry, ...]:
    """All of them, in the order in which they came; those that hold no longer too."""
    wanted = select(*columns(EntryRow)).order_by(EntryRow.position, EntryRow.id)
    return tuple(map(_entry, await conn.execute(wanted)))


async def usable(conn: AsyncConnection, day: date) -> tuple[Entry, ...]:
    """Those that the bot may answer with on that day."""
    return tuple(entry for entry in await entries(conn) if entry.usable(day))


async def keep(conn: AsyncConnection, given: Iterable[Entry]) -> None:
    """Write them; one with a known id is written over and stays where it was."""
    kept = list(given)
    if not kept:
        return
    places = await _places(conn, (entry.id for entry in kept))
    rows = [_row(entry, places[entry.id]) for entry in kept]
    await conn.execute(insert_or_update(conn.dialect.name, EntryRow, "id"), rows)


async def _places(conn: AsyncConnection, ids: Iterable[str]) -> Mapping[str, int]:
    """Where each stands: new ones follow the known ones."""
    known = (await conn.execute(select(EntryRow.id, EntryRow.position))).all()
    places = dict(known)
    last = (await conn.execute(select(func.max(EntryRow.position)))).scalar_one() or 0
    for id_ in ids:
        if id_ not in places:
            last += 1
            places[id_] = last
    return places


def _entry(row: Found) -> Entry:
    return Entry(
        id=row.id,
        question=row.question,
        answer=row.answer,
        phrasings=codec.load_strings(row.phrasings),
        source=row.source,
        approver=row.approver,
        approved_at=row.approved_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _row(entry: Entry, position: int) -> Mapping[str, object]:
    return {
        "id": entry.id,
        "question": entry.question,
        "answer": entry.answer,
        "phrasings": codec.dump(entry.phrasings),
        "source": entry.source,
        "approver": entry.approver,
        "approved_at": entry.approved_at,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "position": position,
    }
