"""When to kill the bot, and doing it: `kill -9` at random moments, also while it starts."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from tests.faults.book import Book
from tests.faults.bot_process import PATIENCE_S, BotProcess

STARTING = 0.2  # share of the kills that meet a bot which is only just starting


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill.  after: acknowledged messages; delay: seconds from then, or from spawn."""

    after: int
    delay: float
    starting: bool

    def __str__(self) -> str:
        return f"{self.after}{'*' if self.starting else ''}+{self.delay:.2f}s"


def moments(seed: int, kills: int, messages: int) -> list[Moment]:
    """Spread over the whole of the posting, most while posts are under way (small delays).

    A * marks a bot that is only just starting.
    """
    random = Random(seed)
    after = sorted(random.sample(range(messages), kills))
    return [Moment(n, random.random() ** 3 / 2, random.random() < STARTING) for n in after]


async def kill(book: Book, moments: list[Moment]) -> None:
    """Kill, start again, and so on, while the posting goes on.

    What never comes will be missed by whoever looks; nobody is killed for it any more.
    """
    for moment in moments:
        if not await _reached(book, moment.after):
            return
        await _kill_once(book.bot, moment)


async def _reached(book: Book, acknowledged: int) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            while len(book.acknowledged) < acknowledged:  # noqa: ASYNC110 -- a few ms do not matter
                await asyncio.sleep(0.005)
            return True
    return False


async def _kill_once(bot: BotProcess, moment: Moment) -> None:
    if moment.starting:
        await bot.kill()
        await bot.spawn()
    await asyncio.sleep(moment.delay)
    await bot.kill()
    await bot.start()
