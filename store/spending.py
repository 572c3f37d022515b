"""What outside services were used for, a day: it survives a restart, and it has an end."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables import SpendingRow
from store.upsert import insert


@dataclass(frozen=True, slots=True)
class Spending:
    """requests, tokens: of one day, or as many as a day may have."""

    requests: int = 0
    tokens: int = 0


async def take(conn: AsyncConnection, service: str, day: date, budget: Spending) -> bool:
    """Count one more request of the day; False, and nothing counted, when the budget is spent.

    Commit it before the request: a crash may then waste one, and never exceeds the budget.
    """
    if budget.requests < 1 or budget.tokens < 1:
        return False
    first = insert(conn.dialect, SpendingRow).values(
        service=service, day=day, requests=1, tokens=0
    )
    more = first.on_conflict_do_update(
        index_elements=["service", "day"],
        set_={"requests": SpendingRow.requests + 1},
        where=(SpendingRow.requests < budget.requests)
        & (SpendingRow.tokens < budget.tokens),
    )
    taken = await conn.execute(more.returning(SpendingRow.requests))
    return taken.first() is not None


async def add_tokens(conn: AsyncConnection, service: str, day: date, tokens: int) -> None:
    """What a request that was taken has used, as the service says."""
    used = update(SpendingRow).where(SpendingRow.service == service, SpendingRow.day == day)
    await conn.execute(used.values(tokens=SpendingRow.tokens + tokens))


async def spent(conn: AsyncConnection, service: str, day: date) -> Spending:
    """What was used on that day."""
    wanted = select(SpendingRow.requests, SpendingRow.tokens).where(
        SpendingRow.service == service, SpendingRow.day == day
    )
    row = (await conn.execute(wanted)).first()
    return Spending(*row) if row else Spending()
