"""Somebody is erased for good: words, pictures, name (R14).  Records keep their numbers.

The rows go in one transaction, which notes the files that are still to go; what removes those
calls `done`, so that a run that was cut off is gone on with by the next one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import OF_EVERYBODY
from store import alone, called, codec, consent, forgetting, named_by_id, rewriting
from store.scrubbing import Gone
from store.tables import (
    AccountRow,
    DifferentPeopleRow,
    ErasureRow,
    FormerMemberRow,
    FormerNameRow,
    Found,
    MembershipRow,
    MovementRow,
    PersonAliasRow,
    PersonRow,
    RoomRow,
    SightedRow,
    UnnamedRow,
    columns,
)


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
    lanes = await called.lanes(conn, ids)
    if not lanes and not await _known(conn, ids):
        return None
    if conn.dialect.name == "sqlite":  # what is deleted is overwritten, too
        await conn.exec_driver_sql("PRAGMA secure_delete = ON")
    number = await _begin(conn, at, by)
    names, rooms = await called.names(conn, ids), await alone.rooms(conn, ids)
    gone = Gone(frozenset(ids), f"gone/{number}", names, alone=rooms)
    written, gone = await rewriting.messages(conn, gone, at)
    lanes |= await _lanes_of_all(conn)
    requests = await alone.drop_requests(conn, gone.ids)
    quoted = await rewriting.quoted(conn, gone)
    felt = await rewriting.felt(conn, gone, lanes)
    said, pages = await rewriting.said(conn, gone, lanes, felt)
    gone = gone.and_media(pages)
    counts = await rewriting.remembered(conn, gone, lanes, felt)
    await rewriting.words(conn, gone, lanes)
    counts |= await _whole(conn, gone, at)
    counts["moved"] += requests
    files = gone.media - await forgetting.referred(conn)
    await forgetting.drop_rows(conn, files)
    counts |= {"messages": written, "said": said + quoted, "files": len(files)}
    return await _end(conn, Erasure(number, at, by, counts, tuple(sorted(files))))


async def _whole(conn: AsyncConnection, gone: Gone, at: datetime) -> dict[str, int]:
    """What is theirs alone goes; whatever else names them by id does so no more."""
    talked = await alone.drop(conn, gone.alone, at)
    moved = await _moved(conn, gone.ids)
    await _directory(conn, gone)
    renamed = await named_by_id.rename(conn, gone)
    return {"alone": talked, "moved": moved, "named": renamed}


async def unfinished(conn: AsyncConnection) -> Sequence[Erasure]:
    """Those whose files are still to go, oldest first."""
    begun = select(*columns(ErasureRow)).where(ErasureRow.done_at.is_(None))
    return [_erasure(row) for row in await conn.execute(begun.order_by(ErasureRow.number))]


async def done(conn: AsyncConnection, number: int, at: datetime) -> None:
    """Its files are gone."""
    ended = update(ErasureRow).where(ErasureRow.number == number)
    await conn.execute(ended.values(files="[]", done_at=at))


async def _moved(conn: AsyncConnection, ids: Collection[str]) -> int:
    """How often they came into rooms and went, and brought the bot into one."""
    moved = select(func.count()).where(MovementRow.person.in_(ids))
    nobody = update(SightedRow).where(SightedRow.inviter.in_(ids)).values(inviter="")
    brought = (await conn.execute(nobody)).rowcount
    return (await conn.execute(moved)).scalar_one() + brought


async def _lanes_of_all(conn: AsyncConnection) -> set[str]:
    """The leaders' and staff's rooms, where bulletins and cards speak of everybody."""
    lanes = select(RoomRow.lane).where(RoomRow.purpose.in_(OF_EVERYBODY))
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
    for row in (MembershipRow, FormerMemberRow, FormerNameRow, UnnamedRow):
        await conn.execute(delete(row).where(row.person.in_(ids)))
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
