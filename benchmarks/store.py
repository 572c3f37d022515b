"""How many chatter messages a second the store takes in and sees off, on one core and on disk.

    python -m benchmarks.store [--messages 100000] [--url postgresql+asyncpg://…]

A batch is put in one transaction; claimed in a second; looked at (is its lane awake?) and
marked as handled in a third: what the pipeline does with messages that mean nothing to it.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from store import inbox, lanes
from store.db import Database, open_database
from store.inbox import Inbound

BATCH = 256
ROOMS = 120
START = datetime(2026, 5, 9, 8, tzinfo=UTC)
LEASE = timedelta(minutes=2)


def chatter(first: int, count: int) -> list[Inbound]:
    """Messages of people who talk in many rooms at once."""
    return [message(number) for number in range(first, first + count)]


def message(number: int) -> Inbound:
    """One message that nobody has to do anything about."""
    room, sender = f"r{number % ROOMS}", f"p{number % 977}"
    at = START + timedelta(milliseconds=40 * number)
    words = f"好的好的，明天见 {number}"
    return Inbound(
        channel="web",
        room=room,
        external_id=f"m{number}",
        kind="message",
        lane=f"o:{number % ROOMS}",
        sender=sender,
        at=at,
        received_at=at,
        body={"text": words, "pictures": [], "files": [], "quote": None, "mentions": []},
        fingerprint=inbox.fingerprint(room, sender, words, []),
    )


async def take_in(database: Database, messages: Sequence[Inbound]) -> None:
    """What a channel does."""
    async with database.begin() as conn:
        ids = await inbox.put(conn, messages)
    assert None not in ids


async def see_off(database: Database, now: datetime) -> int:
    """What the pipeline does; how many messages there were."""
    async with database.begin() as conn:
        claimed = await inbox.claim(conn, now, BATCH, LEASE)
    async with database.begin() as conn:
        assert not await lanes.awake(conn, {one.inbound.lane for one in claimed}, now)
        await inbox.mark_handled(conn, [one.id for one in claimed], now)
    return len(claimed)


async def measure(url: str, messages: int) -> None:
    """Print messages a second for each half, and together."""
    database = await open_database(url)
    spent = {"put": 0.0, "claim, awake, mark_handled": 0.0}
    for first in range(0, messages, BATCH):
        batch = chatter(first, min(BATCH, messages - first))
        begun = time.perf_counter()
        await take_in(database, batch)
        stored = time.perf_counter()
        assert await see_off(database, batch[-1].at) == len(batch)
        spent["put"] += stored - begun
        spent["claim, awake, mark_handled"] += time.perf_counter() - stored
    await database.close()
    for step, seconds in (*spent.items(), ("together", sum(spent.values()))):
        print(f"{step:28}{messages / seconds:10,.0f} messages/s")


def main() -> None:
    """Run from the command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--messages", type=int, default=100_000)
    options.add_argument(
        "--url", help="an empty database; left out: SQLite in a new folder"
    )
    given = options.parse_args()
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        url = given.url or f"sqlite+aiosqlite:///{folder}/store.db"
        asyncio.run(measure(url, given.messages))


if __name__ == "__main__":
    main()
