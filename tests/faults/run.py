"""One run: the real process, the book of what was said to it, and the figures of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout

from tests.faults.book import Book
from tests.faults.bot_process import BEARER, BotProcess, finished
from tests.faults.findings import Stored
from tests.faults.killing import Moment

SETTINGS = {
    "coach.settle": "1s",
    "coach.chatter": "0s",
    "coach.quiet_hours": "[]",
    "coach.again_after": "7d",  # one round of questions: midnight may come during the test
    "room.max_unsolicited_per_day": "10000",
    "sender.per_minute": "1000000",
    "sender.jitter": "0s",
    "sender.breaker": "off",
}
LIMIT_S = 1_800


def announce(seed: int, moments: list[Moment]) -> None:
    """What repeats this run."""
    print(f"\nFAULTS_SEED={seed}; killed after {', '.join(map(str, moments))}")  # noqa: T201


@asynccontextmanager
async def run(
    data: Path, setting: object, settings: Mapping[str, str] = SETTINGS
) -> AsyncIterator[Book]:
    """A bot on this new folder until the block ends; it has to end well."""
    await _load(data, setting)
    bot = BotProcess(data, data.with_name("errors"), settings)
    await bot.start()
    try:
        async with session() as client, asyncio.timeout(LIMIT_S):
            yield Book(bot, client)
    finally:
        status = await bot.stop()
    assert status == 0


def session() -> ClientSession:
    """A connection may break at any byte."""
    return ClientSession(headers=BEARER, timeout=ClientTimeout(total=10))


async def _load(data: Path, setting: object) -> None:
    file = data.with_name("setting.json")
    file.write_text(json.dumps(setting), encoding="utf-8")
    loaded = await finished("load", str(file), "--data", str(data))
    assert loaded.status == 0, loaded.err


def show(book: Book, stored: Stored, of_run: Mapping[str, object]) -> None:
    figures = {
        **of_run,
        "acknowledged": len(book.acknowledged),
        "posted again": sum(book.tries.values()) - len(book.tries),
        "of these there already": book.known,
        "unknown sends": ", ".join(stored.unknown()) or "none",
        "slowest start, s": round(max(book.bot.starts), 1),
    }
    print("\n".join(f"{name:>24} {value}" for name, value in figures.items()))  # noqa: T201
