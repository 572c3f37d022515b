"""A client of the web chat that keeps its own book of what was acknowledged."""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientSession

from tests.faults.bot_process import PATIENCE_S, BotProcess
from tests.faults.neighbourhood import LEADERS, Line, Story

AGAIN_S = 0.05  # between two tries
LOOK_S = 0.25  # between two looks into a room
CALM_S = 3  # without a word
MOST_TRIES = 2_000
MISSED = (ClientError, TimeoutError, ConnectionError)


@dataclass
class Book:
    """acknowledged: (room, id) to the words, in the order of the acknowledgements.

    tries: of all posts; known: those acknowledged only as "was there already".
    """

    bot: BotProcess
    session: ClientSession
    acknowledged: dict[tuple[str, str], str] = field(default_factory=dict)
    tries: Counter[tuple[str, str]] = field(default_factory=Counter)
    known: int = 0

    async def post(self, line: Line, quote: str | None = None) -> None:
        """Again and again with the same id, until it is acknowledged."""
        body = {"id": line.id, "from": line.sender, "text": line.text, "quote": quote}
        key = (line.room, line.id)
        while (status := await self._post(line.room, body)) not in (200, 202):
            assert status in (None, 503), f"{line} was refused with {status}"
            self.tries[key] += 1
            assert self.tries[key] < MOST_TRIES, (
                f"dead? {self.bot.errors.read_text()[-2000:]}"
            )
            await asyncio.sleep(AGAIN_S)
        self.tries[key] += 1
        self.known += status == 200
        self.acknowledged[key] = line.text

    async def _post(self, room: str, body: dict[str, str | None]) -> int | None:
        path = f"{self.bot.url}/api/rooms/{room}/messages"
        try:
            async with self.session.post(path, json=body) as response:
                await response.read()
                return response.status
        except MISSED:
            return None

    async def get(self, path: str) -> object:
        """The answer, however often one has to ask."""
        while True:
            try:
                async with self.session.get(self.bot.url + path) as response:
                    assert response.status in (200, 503), f"{path}: {response.status}"
                    if response.status == 200:
                        return await response.json()
            except MISSED:
                pass
            await asyncio.sleep(AGAIN_S)

    async def lines(self, room: str, after: str | None = None) -> list[dict[str, str]]:
        """All that was said in a room, or all that came after a message."""
        found: list[dict[str, str]] = []
        while True:
            since = f"&after={after}" if after else ""
            page = await self.get(f"/api/rooms/{room}/messages?limit=200{since}")
            assert isinstance(page, list)
            found += page
            if len(page) < 200:
                return found
            after = page[-1]["id"]

    async def tell(self, story: Story) -> None:
        """Post it, with the answers as soon as the bot has asked for them."""
        await self.post(story.report)
        for line in story.chatter:
            await self.post(line)
        if story.answers:
            question = await self._asked(story)
            for line in story.answers:
                await self.post(line, question if story.quoting else None)

    async def _asked(self, story: Story) -> str | None:
        """The id of the bot's question about this report; None if it never comes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    for line in await self.lines(story.report.room, story.report.id):
                        if line["from"] == "bot" and line["text"].startswith("@"):
                            return line["id"]
                    await asyncio.sleep(LOOK_S)
        return None

    async def until_quiet(self, records: int) -> None:
        """Every record has its bulletin, and a while later nothing new was said.

        What still is not there after some time will be missed by whoever looks.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(2 * PATIENCE_S):
                while len(await self.lines(LEADERS)) < records:  # noqa: ASYNC110 -- nobody tells
                    await asyncio.sleep(LOOK_S)
                await self.until_calm()

    async def until_calm(self) -> None:
        """A while goes by in which nothing new is said and nothing waits."""
        heard = -1
        while heard != (heard := await self._heard()):  # noqa: ASYNC110 -- nobody tells
            await asyncio.sleep(CALM_S)

    async def _heard(self) -> int:
        while True:
            health = await self.get("/health")
            assert isinstance(health, dict)
            if not health["inbox"] and not health["outbox"]:
                rooms = {room for room, _ in self.acknowledged} | {LEADERS}
                return sum([len(await self.lines(room)) for room in sorted(rooms)])
            await asyncio.sleep(LOOK_S)
