"""How long a question waits for its acknowledgement, and an answer of staff to be brought back.

    python -m benchmarks.questions [--minutes 5] [--every 60] [--chatter 50] [--reports 20]
    python -m benchmarks.questions --kills 50

The real bot with the default pace (6 messages a minute, jitter, breaker), chatter in all rooms,
and at the beginning a burst of reports, each of which is thanked for and becomes a bulletin.
With --kills it is killed so often while questions and answers are in flight, and every question
is looked after (tests/faults/test_questions.py).
"""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

sys.path.insert(0, str(Path(__file__).parents[1]))  # `make bench` runs it as a file

from tests.faults import neighbourhood, test_questions
from tests.faults.book import Book
from tests.faults.bot_process import BotProcess, finished
from tests.faults.desk import CARD
from tests.faults.neighbourhood import CHATTER, LEADERS, ORGANISATIONS, STAFF, Line
from tests.faults.run import session

SETTINGS = {
    "coach.settle": "1s",
    "coach.chatter": "0s",
    "coach.quiet_hours": "[]",
    "recognise.enabled": "false",
    "bulletin.picture": "false",
}
DESK = "xiaohe"
LOOK_S, THINKING_S = 0.1, 2.0
LIMITS = {"question to acknowledgement": 30, "staff's answer to the room": 10}
CARD_WAITS = "question to card"
ROOMS = [f"g{number:02}" for number in range(ORGANISATIONS)]


@dataclass
class Load:
    """What happens meanwhile, and what was measured."""

    book: Book
    until: float
    random: Random = field(default_factory=lambda: Random(5))
    seconds: dict[str, list[float]] = field(default_factory=dict)
    late: float = 0.0

    def note(self, what: str, began: float) -> None:
        """It took from then until now."""
        self.seconds.setdefault(what, []).append(monotonic() - began)

    async def chatter(self, a_second: int) -> None:
        """So many messages a second, in whichever room."""
        async with asyncio.TaskGroup() as tasks:
            began = monotonic()
            for number in count():
                due = began + number / a_second
                if due > self.until:
                    return
                await asyncio.sleep(max(0.0, due - monotonic()))
                self.late = max(self.late, monotonic() - due)
                room = self.random.choice(ROOMS)
                words = self.random.choice(CHATTER)
                line = Line(f"c{number}", room, f"{room}-b", words)
                tasks.create_task(self.book.post(line))

    async def reports(self, number: int) -> None:
        """All at once, each complete, each in a room of its own."""
        words = "昨天上午我们在活动室组织了手工编织，一共来了23人，赵阿姨说下次还想来"
        for room in ROOMS[:number]:
            await self.book.post(Line(f"{room}-report", room, f"{room}-a", words))

    async def questions(self, every_s: float) -> None:
        """One after the other; each is acknowledged, told to staff, answered, brought back."""
        async with asyncio.TaskGroup() as tasks:
            for number in count():
                if monotonic() + every_s > self.until:
                    return
                tasks.create_task(self._question(number))
                await asyncio.sleep(every_s)

    async def _question(self, number: int) -> None:
        room = ROOMS[number % len(ROOMS)]
        place = f"{number + 1}号楼"
        asked = Line(f"question{number}", room, f"{room}-c", f"@陪伴 {place}的窗户找谁修？")
        await self.book.post(asked)
        began = monotonic()
        await self._hears(room, asked.id, f"@{room}c ")
        self.note("question to acknowledgement", began)
        card = await self._hears(STAFF, None, place)
        self.note(CARD_WAITS, began)
        await asyncio.sleep(THINKING_S)
        words = f"{place}的找物业老周。"
        case = CARD.match(card["text"])
        assert case is not None
        text = f"#{case[1]} {words}"
        await self.book.post(Line(f"answer{number}", STAFF, DESK, text))
        began = monotonic()
        await self._hears(room, asked.id, words)
        self.note("staff's answer to the room", began)

    async def _hears(self, room: str, after: str | None, words: str) -> dict[str, str]:
        """What the bot says with these words, once it does."""
        while True:
            for line in await self.book.lines(room, after):
                if line["from"] == "bot" and words in line["text"]:
                    return line
            await asyncio.sleep(LOOK_S)


def setting() -> dict[str, object]:
    """The neighbourhood with somebody at the desk."""
    made = neighbourhood.setting()
    people = made["people"]
    assert isinstance(people, list)
    desk = {"id": DESK, "name": "小何", "role": "staff", "rooms": [STAFF]}
    return {**made, "people": [*people, desk]}


@asynccontextmanager
async def running(data: Path) -> AsyncIterator[Book]:
    """The bot on this folder, and somebody who posts."""
    file = data.with_name("setting.json")
    file.write_text(json.dumps(setting()), encoding="utf-8")
    loaded = await finished("load", str(file), "--data", str(data))
    assert loaded.status == 0, loaded.err
    bot = BotProcess(data, data.with_name("errors"), SETTINGS)
    await bot.start()
    try:
        async with session() as client:
            yield Book(bot, client)
    finally:
        await bot.stop()


async def measure(data: Path, options: argparse.Namespace) -> None:
    """Print seconds, against the limits."""
    async with running(data) as book:
        load = Load(book, monotonic() + 60 * options.minutes)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(load.chatter(options.chatter))
            tasks.create_task(load.reports(options.reports))
            tasks.create_task(load.questions(options.every))
        bulletins = len(await book.lines(LEADERS))
    print(
        f"{len(book.acknowledged)} messages, the latest {load.late:.1f} s late;"
        f" {bulletins} of {options.reports} bulletins out after {options.minutes:g} minutes"
    )
    print(f"{'seconds':30}{'times':>8}{'median':>8}{'worst':>8}{'limit':>8}")
    for what, taken in load.seconds.items():
        limit = LIMITS.get(what, "")
        print(f"{what:30}{len(taken):8}{median(taken):8.1f}{max(taken):8.1f}{limit:>8}")


def main() -> None:
    """Run from the command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument(
        "--every", type=float, default=60, help="seconds between questions"
    )
    options.add_argument("--chatter", type=int, default=50, help="messages a second")
    options.add_argument(
        "--reports", type=int, default=20, help="at once, at the beginning"
    )
    options.add_argument("--kills", type=int, help="the fault harness instead")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        if given.kills:
            asyncio.run(test_questions.killed(data, given.kills))
        else:
            asyncio.run(measure(data, given))


if __name__ == "__main__":
    main()
