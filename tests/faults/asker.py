"""An asker who listens: picks what is offered, asks on, wants nothing more, says thanks."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from tests.faults.asking import Asked, Then
from tests.faults.book import LOOK_S, Book
from tests.faults.bot_process import PATIENCE_S
from tests.faults.neighbourhood import Line

GOES_ON = "那要是赶上周末呢？"


@dataclass
class Asker:
    """Whoever asked one question, and what they say about it later."""

    book: Book
    asked: Asked
    random: Random

    async def more(self) -> None:
        """Once the bot has said what is waited for; what it never says will be missed."""
        turns = {Then.NOTHING: 0, Then.GO_ON: 2}
        wait = turns.get(self.asked.then, 1)
        heard = await self._heard(wait) if wait else None
        if heard is None:
            return
        words, quote = self._words(heard["text"]), None
        if self.asked.then in (Then.GO_ON, Then.PICK) and self.random.random() < 0.5:
            quote = heard["id"]
        line = self.asked.line
        await self.book.post(Line(f"{line.id}-then", line.room, line.sender, words), quote)

    def _words(self, heard: str) -> str:
        match self.asked.then:
            case Then.PICK if self.random.random() < 0.5:
                return f"我问的是{self.asked.wanted}"
            case Then.PICK:
                offered = re.search(rf"^(\d)\. {self.asked.wanted}$", heard, re.MULTILINE)
                return offered[1] if offered else "nothing was offered"
            case Then.GO_ON:
                return GOES_ON
            case Then.NEVER_MIND:
                return "不用了，谢谢"
            case _:
                return "谢谢啦"

    async def _heard(self, turns: int) -> dict[str, str] | None:
        """What the bot says to them for the so-manieth time."""
        line, called = self.asked.line, f"@{self.asked.called}"
        with suppress(TimeoutError):
            async with asyncio.timeout(3 * PATIENCE_S):
                while True:
                    lines = await self.book.lines(line.room, line.id)
                    ours = [one for one in lines if one["from"] == "bot"]
                    told = [one for one in ours if one["text"].split()[0] == called]
                    if len(told) >= turns:
                        return told[turns - 1]
                    await asyncio.sleep(LOOK_S)
        return None
