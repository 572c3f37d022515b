"""Sums of the ledger, read from an index alone however long the records are."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.console.records import Wanted
from store.tables import ActivityRow


@dataclass(frozen=True, slots=True)
class Figures:
    """headcount, served: people, each as often as they came; uncounted: nobody said how many."""

    activities: int
    headcount: int
    served: int
    uncounted: int


async def of(conn: AsyncConnection, wanted: Wanted) -> Figures:
    """Of all the filed records that are wanted, whatever their text."""
    summed = select(
        func.count(ActivityRow.id),
        func.sum(ActivityRow.headcount),
        func.sum(ActivityRow.served),
        func.count(ActivityRow.headcount),
    )
    row = (await conn.execute(summed.where(*_chosen(wanted)))).one()
    activities, headcount, served, counted = row
    return Figures(activities, headcount or 0, served or 0, activities - counted)


def _chosen(wanted: Wanted) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    if wanted.organisations is not None:
        chosen.append(ActivityRow.organisation.in_(wanted.organisations))
    if wanted.since is not None:
        chosen.append(ActivityRow.day >= wanted.since)
    if wanted.until is not None:
        chosen.append(ActivityRow.day <= wanted.until)
    if wanted.plan is not None:
        chosen.append(ActivityRow.plan == wanted.plan.value)
    return chosen
