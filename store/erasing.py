"""Somebody is erased for good: words, pictures, name (R14).  Records keep their numbers.

The rows go in one transaction, which notes the files that are still to go; what removes those
calls `done`, so that a run that was cut off is gone on with by the next one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import Purpose
from store import codec, consent, forgetting, rewriting
from store.scrubbing import Gone
from store.tables import (
    AccountRow,
    DifferentPeopleRow,
    ErasureRow,
    Found,
    InboxRow,
    MembershipRow,
    PersonAliasRow,
    PersonRow,
    RoomRow,
    UnnamedRow,
    columns,
)

SHORTEST = 2  # characters of a name; one alone stands in too many other words
_OF_ALL = (Purpose.LEADERS, Purpose.STAFF)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was removed; nothing here says whose it was.

    by: the account, None from a terminal.  counts: how much of what.
    files: sha256 of those that are still to go.
    """

    number: int
    at: datetime
    by: str | None
    counts: Mapping[str, int]
    files: tuple[str, ...] = ()
    done_at: datetime | None = None


async def erase(
    conn: AsyncConnection, person: str, at: datetime, by: str | None = None
) -> Erasure | None:
    """Remove whoever has this id, under all their ids; None where nobody has it any more."""
    ids = await consent.same_human(conn, person)
    lanes = await _lanes(conn, ids)
    if not lanes and not await _known(conn, ids):
        return None
    if conn.dialect.name == "sqlite":  # what is deleted is overwritten, too
        await conn.exec_driver_sql("PRAGMA secure_delete = ON")
    number = await _begin(conn, at, by)
    gone = Gone(frozenset(ids), f"gone/{number}", await _names(conn, ids))
    written, media = await rewriting.messages(conn, gone, at)
    gone = replace(gone, media=media)
    lanes |= await _lanes_of_all(conn)
    counts = await rewriting.remembered(conn, gone, lanes)
    said, pages = await rewriting.said(conn, gone, lanes)
    await rewriting.people(conn, gone)
    await _directory(conn, gone)
    files = media | pages
    files -= await forgetting.referred(conn)
    await forgetting.drop_rows(conn, files)
    counts |= {"messages": written, "said": said, "files": len(files)}
    return await _end(conn, Erasure(number, at, by, counts, tuple(sorted(files))))


async def unfinished(conn: AsyncConnection) -> Sequence[Erasure]:
    """Those whose files are still to go, oldest first."""
    begun = select(*columns(ErasureRow)).where(ErasureRow.done_at.is_(None))
    return [_erasure(row) for row in await conn.execute(begun.order_by(ErasureRow.number))]


async def done(conn: AsyncConnection, number: int, at: datetime) -> None:
    """Its files are gone."""
    ended = update(ErasureRow).where(ErasureRow.number == number)
    await conn.execute(ended.values(files="[]", done_at=at))


async def _names(conn: AsyncConnection, ids: Collection[str]) -> tuple[str, ...]:
    known = select(PersonRow.name).where(PersonRow.id.in_(ids))
    names = {
        name for name in (await conn.execute(known)).scalars() if len(name) >= SHORTEST
    }
    return tuple(sorted(names, key=len, reverse=True))


async def _lanes(conn: AsyncConnection, ids: Collection[str]) -> set[str]:
    """Where they are, and where they ever wrote."""
    inside = select(RoomRow.lane).join(MembershipRow, MembershipRow.room == RoomRow.id)
    lanes = set((await conn.execute(inside.where(MembershipRow.person.in_(ids)))).scalars())
    wrote = select(InboxRow.lane).where(InboxRow.sender.in_(ids)).distinct()
    return lanes | set((await conn.execute(wrote)).scalars())


async def _lanes_of_all(conn: AsyncConnection) -> set[str]:
    """The leaders' and staff's rooms, where bulletins and cards speak of everybody."""
    lanes = select(RoomRow.lane).where(RoomRow.purpose.in_(_OF_ALL))
    return set((await conn.execute(lanes)).scalars())


async def _known(conn: AsyncConnection, ids: Collection[str]) -> bool:
    person = select(PersonRow.id).where(PersonRow.id.in_(ids)).limit(1)
    return (await conn.execute(person)).one_or_none() is not None


async def _directory(conn: AsyncConnection, gone: Gone) -> None:
    """Nobody has these ids any more.  What refers to people goes first."""
    ids = gone.ids
    await conn.execute(
        update(AccountRow).where(AccountRow.person.in_(ids)).values(person=None)
    )
    both = or_(DifferentPeopleRow.one.in_(ids), DifferentPeopleRow.other.in_(ids))
    await conn.execute(delete(DifferentPeopleRow).where(both))
    await conn.execute(delete(PersonAliasRow).where(PersonAliasRow.id.in_(ids)))
    await conn.execute(delete(MembershipRow).where(MembershipRow.person.in_(ids)))
    await conn.execute(delete(UnnamedRow).where(UnnamedRow.person.in_(ids)))
    await conn.execute(delete(PersonRow).where(PersonRow.id.in_(ids)))


async def _begin(conn: AsyncConnection, at: datetime, by: str | None) -> int:
    row = insert(ErasureRow).values(at=at, by=by, counts="{}", files="[]")
    number: int = (await conn.execute(row.returning(ErasureRow.number))).scalar_one()
    return number


async def _end(conn: AsyncConnection, erasure: Erasure) -> Erasure:
    row = update(ErasureRow).where(ErasureRow.number == erasure.number)
    counts, files = codec.dump(erasure.counts), codec.dump(erasure.files)
    await conn.execute(row.values(counts=counts, files=files))
    return erasure


def _erasure(row: Found) -> Erasure:
    counts = {name: int(str(n)) for name, n in codec.load_mapping(row.counts).items()}
    files = codec.load_strings(row.files)
    return Erasure(row.number, row.at, row.by, counts, files, row.done_at)
