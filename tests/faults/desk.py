"""Staff who watch their room and answer every card, by quoting it or by its number."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from tests.faults.asking import DESKS
from tests.faults.book import LOOK_S, Book
from tests.faults.bot_process import PATIENCE_S
from tests.faults.neighbourhood import STAFF, Line

CARD = re.compile(r"【(?:待回复|追问) #(\d+)】")


@dataclass
class Desk:
    """answers: by the id of the card that was answered.  hurry_s: at most so long to think.

    spared: the names of those who will say that they need no answer.
    """

    book: Book
    random: Random
    spared: frozenset[str] = frozenset()
    hurry_s: float = 1.0
    answers: dict[str, str] = field(default_factory=dict)

    async def answer(self, cards: int) -> None:
        """Until so many cards are answered, or none comes for a long time in one life."""
        newest: str | None = None
        lives = 0
        async with asyncio.TaskGroup() as tasks:
            with suppress(TimeoutError):
                async with asyncio.timeout(None) as patience:
                    while len(self.answers) < cards:
                        lines = await self.book.lines(STAFF, newest)
                        newest = lines[-1]["id"] if lines else newest
                        for card, number in self._cards(lines):
                            tasks.create_task(self._answer(card, number))
                        if lines or lives != len(self.book.bot.starts):
                            lives = len(self.book.bot.starts)
                            patience.reschedule(_patience())
                        await asyncio.sleep(LOOK_S)

    def _cards(self, lines: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
        """(id of the line, number of the case) of each question that waits for an answer."""
        for line in lines:
            card, about = CARD.match(line["text"]), line["text"].partition("\n")[0]
            if card and not any(f" {name} 问" in about for name in self.spared):
                yield line["id"], card[1]

    async def _answer(self, card: str, number: str) -> None:
        words = f"可以的，找第{1000 + int(number)}号窗口办第{len(self.answers)}项。"
        self.answers[card] = words
        await asyncio.sleep(self.random.random() * self.hurry_s)
        quoting = self.random.random() < 0.5
        text = words if quoting else f"#{number} {words}"
        line = Line(f"answer-{card}", STAFF, self.random.choice(DESKS), text)
        await self.book.post(line, card if quoting else None)


def _patience() -> float:
    return asyncio.get_running_loop().time() + PATIENCE_S
