"""Who wants to be left out by name (R14); a wish holds for all ids of the same human."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.effects import KeepWish
from store.tables import PersonAliasRow, UnnamedRow
from store.upsert import insert


async def keep(conn: AsyncConnection, wishes: Iterable[KeepWish]) -> None:
    """The newest word of somebody holds; the same again changes nothing."""
    for wish in wishes:
        ids = await same_human(conn, wish.person)
        if wish.unnamed:
            await _put(conn, ids, wish.at)
        else:
            await conn.execute(delete(UnnamedRow).where(UnnamedRow.person.in_(ids)))


async def since(conn: AsyncConnection, person: str) -> datetime | None:
    """When they asked to be left out; None while they may be named."""
    asked = select(UnnamedRow.at).where(UnnamedRow.person == person)
    found: datetime | None = (await conn.execute(asked)).scalar_one_or_none()
    return found


async def spread(conn: AsyncConnection, person: str) -> None:
    """Somebody turns out to have two ids: if one is left out, the other is as well."""
    ids = await same_human(conn, person)
    first = select(func.min(UnnamedRow.at)).where(UnnamedRow.person.in_(ids))
    at: datetime | None = (await conn.execute(first)).scalar_one()
    if at is not None:
        await _put(conn, ids, at)


async def same_human(conn: AsyncConnection, person: str) -> list[str]:
    """All ids of one human, as far as staff have said so, in order."""
    chief = select(PersonAliasRow.person).where(PersonAliasRow.id == person)
    one = (await conn.execute(chief)).scalar_one_or_none() or person
    others = select(PersonAliasRow.id).where(PersonAliasRow.person == one)
    return sorted({one, *(await conn.execute(others)).scalars()})


async def _put(conn: AsyncConnection, ids: Collection[str], at: datetime) -> None:
    once = insert(conn.dialect, UnnamedRow).on_conflict_do_nothing()
    await conn.execute(once, [{"person": one, "at": at} for one in ids])
