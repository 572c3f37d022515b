"""How long a page of the console's list of records takes where there are very many.

    python -m benchmarks.console_store [--records 100000] [--organisations 300]

Invented records of three years in a SQLite file of their own; every kind of question is asked
some times, and the slowest answer counts.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

sys.path.insert(0, str(Path(__file__).parents[1]))  # `make bench` runs it as a file

from handlers.model.activity import Activity, PlanStatus
from handlers.model.draft import Draft, Status
from handlers.model.finding import Count, Field, Finding, Source, Speech, When, Words
from handlers.model.people import DraftId, MessageId, OrganisationId, PersonId, RoomId
from store.changes import Changes, save
from store.console import records
from store.console.records import UNFINISHED, WITHDRAWN, Wanted
from store.db import Database, open_database

NEWEST = datetime(2026, 5, 9, 18, tzinfo=UTC)
MINUTES = 3 * 365 * 24 * 60
DONE = ("剪枝", "量血压", "包粽子", "修自行车", "缝纽扣", "读书", "清扫楼道", "打太极")
PLACES = ("活动室", "南门广场", "二楼教室", "屋顶菜园")
A_TIME = 2_000  # records of one transaction
PAGE = 30
TIMES = 5
LIMIT_MS = 20
Ask: TypeAlias = Callable[[AsyncConnection], Awaitable[object]]


def made(
    number: int, at: datetime, organisations: int, random: Random
) -> tuple[str, Draft, Activity]:
    """One record with its lane; some are not filed."""
    organisation = OrganisationId(f"o{random.randrange(organisations):03}")
    id_, room = DraftId(f"{organisation}/m{number}/1"), RoomId(organisation)
    content = "，".join(random.choice(DONE) for _ in range(12))
    activity = Activity(
        id=id_,
        organisation=organisation,
        room=room,
        when=When(at),
        place=random.choice(PLACES),
        headcount=Count(random.randrange(5, 60)),
        served=None,
        attendees=(),
        theme=None,
        content=(content,),
        feedback=(Speech("大家都说下次还来"),),
        photos=tuple(f"{random.getrandbits(256):064x}" for _ in range(3)),
        plan=PlanStatus.INSIDE if random.random() < 0.001 else PlanStatus.OUTSIDE,
        sources={field.value: (MessageId(f"m{number}"),) for field in Field},
        version=1,
        filed_at=at,
    )
    status = Status.FILED
    if number % 200 == 0:
        status = Status.HANDED_OVER
    elif number % 30 == 0:
        status = Status.WITHDRAWN
    return f"o:{organisation}", _draft(activity, status, at), activity


def _draft(activity: Activity, status: Status, at: datetime) -> Draft:
    by, message = PersonId("p1"), activity.sources["content"][0]
    told = Finding(
        Field.CONTENT, Words(activity.content[0]), Source.NOTE, message, (0, 9), by, at
    )
    place = replace(told, field=Field.PLACE, value=Words(activity.place or ""))
    return Draft(
        activity.id,
        activity.organisation,
        activity.room,
        by,
        at,
        at,
        status,
        findings=(told, place),
        filed_at=at,
    )


async def fill(
    database: Database, count: int, organisations: int, newest: datetime = NEWEST
) -> None:
    """The same records every time, of the three years until `newest`."""
    random = Random(6)
    for begin in range(0, count, A_TIME):
        changes = Changes()
        for number in range(begin, min(begin + A_TIME, count)):
            at = newest - timedelta(minutes=MINUTES * (1 - number / count))
            lane, draft, activity = made(number, at, organisations, random)
            changes.drafts.append((lane, draft))
            if draft.status is Status.FILED:
                changes.activities.append(activity)
        async with database.begin() as conn:
            await save(conn, changes)


def questions() -> Iterator[tuple[str, Ask]]:
    """What the page may be asked."""
    many, few = [f"o{n:03}" for n in range(100)], ["o007"]
    for name, wanted in (
        ("everything", Wanted()),
        ("one organisation", Wanted(few)),
        ("a hundred organisations", Wanted(many)),
        ("a month", Wanted(since=NEWEST.date() - timedelta(days=430), until=_ago(400))),
        ("a rare plan", Wanted(plan=PlanStatus.INSIDE)),
        ("frequent words", Wanted(text="粽子")),
        ("words that are nowhere", Wanted(text="风筝")),
        ("one organisation, words", Wanted(few, text="粽子")),
    ):
        yield name, lambda conn, wanted=wanted: records.filed(conn, wanted, PAGE)
    deep = f"{_ago(1000).isoformat()}~"
    yield "a page far down", lambda conn: records.filed(conn, Wanted(), PAGE, deep)
    for name, statuses in (("unfinished", UNFINISHED), ("withdrawn", WITHDRAWN)):
        yield (
            name,
            lambda conn, s=statuses: records.unfiled(conn, Wanted(), s, PAGE, UTC),
        )


def _ago(days: int) -> date:
    return NEWEST.date() - timedelta(days=days)


@asynccontextmanager
async def store() -> AsyncIterator[Database]:
    with TemporaryDirectory() as folder:
        database = await open_database(f"sqlite+aiosqlite:///{folder}/store.sqlite")
        yield database
        await database.close()


async def run(count: int, organisations: int) -> bool:
    """Whether every page came in time."""
    fine = True
    async with store() as database:
        await fill(database, count, organisations)
        for name, ask in questions():
            times = []
            for _ in range(TIMES):
                async with database.read() as conn:
                    began = perf_counter()
                    await ask(conn)
                    times.append(1000 * (perf_counter() - began))
            fine = fine and sorted(times)[TIMES // 2] <= LIMIT_MS
            print(
                f"{name:28} median {sorted(times)[TIMES // 2]:6.1f} ms, "
                f"slowest {max(times):6.1f} ms"
            )
    return fine


def main() -> int:
    """0 when no page takes more than 20 ms."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=100_000)
    options.add_argument("--organisations", type=int, default=300)
    given = options.parse_args()
    return 0 if asyncio.run(run(given.records, given.organisations)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
